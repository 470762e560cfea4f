//! Telephone numbers.

use domain::customers::phone::{is_phone, is_phone_in, tidy_phone};

#[test]
fn phone_numbers() {
    for number in [
        "+49 461 123456",
        "(+49) 461 123456",
        "0461/123456",
        "(555) 123-4567",
        "+1-555-123-4567 ext. 12",
        "tel:+49461123456",
        "٠٤٦١١٢٣٤٥٦",
        "０４６１－１２３４５６",
        "555 1234 x9",
    ] {
        assert!(is_phone(number), "{number}");
    }
    for text in [
        "",
        "12345",
        "1234567890123456",
        "+49+461123456",
        "49+461123456",
        "abc 123456",
        "123456 ext 1234567",
        "+",
        "++49461123",
    ] {
        assert!(!is_phone(text), "{text}");
    }
    assert_eq!(tidy_phone(" tel:+49 461\u{a0}123456 "), "+49 461 123456");
}

#[test]
fn phone_numbers_by_country() {
    for (number, country, right) in [
        ("303-555-0123", "US", true),
        ("(303) 555-0123 ext. 4", "US", true),
        ("1 303 555 0123", "CA", true),
        ("+1 303 555 0123", "US", true),
        ("+49 461 123456", "US", true),
        ("303-555-01", "US", false),
        ("555-0123", "US", false),
        ("+1 303 555", "US", false),
        ("2 303 555 01234", "US", false),
        ("303-555-01", "DE", true),
        ("0461 1234", "DE", true),
        ("0461", "DE", false),
    ] {
        assert_eq!(is_phone_in(number, country), right, "{number} {country}");
    }
}
