//! Email addresses.

use proptest::prelude::*;

#[test]
fn all_spellings_of_an_address_have_one_key() {
    use shop::customers::email::key;
    for (one, other) in [
        ("Jo@Example.com", "jo@example.COM"),
        (" jo@example.com\u{200b}", "\u{200f}jo@example.com"),
        ("info@müller.de", "INFO@XN--MLLER-KVA.DE"),
        ("info@mu\u{308}ller.de", "info@müller.de"),
        ("e\u{301}ve@example.org", "Éve@example.org"),
        ("jo＠example。com", "jo@example.com"),
    ] {
        assert_eq!(key(one), key(other));
    }
    assert_ne!(key("jo@example.com"), key("jo@example.org"));
    assert_ne!(key("j.o@example.com"), key("jo@example.com"));
    assert_eq!(key("nobody"), "nobody");
}

#[test]
fn addresses_with_invalid_domains_are_rejected() {
    use domain::checkout::FieldErrorKind::{Invalid, Missing, TooLong};
    let long = format!("jo@{}.de", "ü".repeat(31));
    for (email, expected) in [
        ("jo@example.com", None),
        ("संपर्क@डाटामेल.भारत", None),
        ("ผู้ใช้@ตัวอย่าง.ไทย", None),
        ("jo@मेल.भारत", None),
        ("", Some(Missing)),
        ("jo", Some(Invalid)),
        // A label does not begin with a mark, and does not mix writing directions.
        ("jo@\u{301}a.de", Some(Invalid)),
        ("jo@aא1.de", Some(Invalid)),
        (&*long, None),
        (&*format!("jo@{}.de", "ab".repeat(130)), Some(TooLong)),
    ] {
        assert_eq!(shop::customers::email::problem(email), expected, "{email}");
    }
}

/// Mail can be sent to whatever checkout accepts as an address: an independent mail library accepts
/// it too.
fn sendable(email: &str) -> bool {
    email.parse::<lettre::Address>().is_ok()
}

proptest! {
    #![proptest_config(
        ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() }
    )]
    #[test]
    fn addresses_accepted_by_checkout_can_be_sent_to(
        email in "[a-z0-9.!#$%&'*+/=?^_`{|}~üß-]{1,20}@[a-z0-9äß.-]{1,30}\\.[a-z0-9é]{1,6}",
    ) {
        if shop::customers::email::problem(&email).is_none() {
            prop_assert!(sendable(&email), "{email}");
        }
    }
}
