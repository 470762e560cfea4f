//! Contact and address.

use domain::{
    checkout::{ContactForm, FieldErrorKind, MAX_FIELD, check_field},
    customers::{
        Address,
        address_form::Form,
        country::COUNTRIES,
        email::{MAX_EMAIL, is_email, tidy_email},
        phone::{is_phone, is_phone_in, tidy_phone},
        postcode_form,
    },
    text::{plain, tidy},
};
use proptest::prelude::*;

fn address(country: &str) -> Address {
    Address {
        name: "Ada Byron".to_owned(),
        street: "Sternweg 7".to_owned(),
        extra: String::new(),
        postcode: "12345".to_owned(),
        city: "Görlitz".to_owned(),
        region: String::new(),
        country: country.to_owned(),
    }
}

#[test]
fn email_addresses() {
    for good in [
        "a@b.de",
        "ada.byron+shop@example.co.uk",
        "o'neil@example.ie",
        "ü@bücher.example",
        "1@2.museum",
        "a_b-c@x-y.org",
        "x@1.2.example",
        // With combining marks, which Unicode classifies as neither letters nor digits.
        "संपर्क@डाटामेल.भारत",
        "ผู้ใช้@ตัวอย่าง.ไทย",
        "e\u{301}ve@example.org",
        "info@mu\u{308}ller.de",
        "квіточка@пошта.укр",
        "用户@例子.广告",
    ] {
        assert!(is_email(good), "{good}");
    }
    for bad in [
        "",
        "a",
        "@",
        "a@",
        "@b.de",
        "a@b",
        "a b@c.de",
        "a@b c.de",
        "a@.de",
        "a@b.",
        "a@b..de",
        "a@-b.de",
        "a@b-.de",
        ".a@b.de",
        "a.@b.de",
        "a..b@c.de",
        "a@b.d",
        "a@1.2.3.4",
        "a@[1.2.3.4]",
        "a,b@c.de",
        "a<b@c.de",
        "a@b.de, c@d.de",
        "a@b@c.de",
        "a@b.de\r\nBcc: x@y.de",
        "a\0@b.de",
        "\"a\"@b.de",
        "a@b.de>",
        "“a@b.de”",
        "a@b。de",
        "«a»@b.de",
        "🔭@b.de",
        "a@\u{fffd}.de",
        "a\u{2003}b@c.de",
    ] {
        assert!(!is_email(bad), "{bad:?}");
    }
    assert!(is_email(&format!("{}@b.de", "a".repeat(64))));
    assert!(!is_email(&format!("{}@b.de", "a".repeat(65))));
    // 254 octets in all; non-ASCII letters take several.
    let of = |length: usize| {
        format!(
            "a@{}",
            "b.".repeat((length - 4) / 2) + if length.is_multiple_of(2) { "de" } else { "com" }
        )
    };
    assert_eq!((of(MAX_EMAIL).len(), of(MAX_EMAIL + 1).len()), (254, 255));
    assert_eq!(check_field("email", &of(MAX_EMAIL), ""), None);
    assert_eq!(check_field("email", &of(MAX_EMAIL + 1), ""), Some(FieldErrorKind::TooLong));
    let octets = format!("a@{}de", "ü.".repeat(84));
    assert_eq!((octets.chars().count(), octets.len()), (172, 256));
    assert_eq!(check_field("email", &octets, ""), Some(FieldErrorKind::TooLong));
    for (typed, kept) in [
        (" Jo@Example.com\u{200b} ", "Jo@Example.com"),
        ("\u{200f}jo@example.com\u{200e}", "jo@example.com"),
        ("jo\u{ad}@exam\u{2060}ple.com\u{feff}", "jo@example.com"),
        ("ｊｏ＠ｅｘａｍｐｌｅ。ｃｏｍ", "jo@example.com"),
        ("mailto:jo@example.com", "jo@example.com"),
        ("MAILTO:jo@example.com?subject=Hello", "jo@example.com"),
        ("Jo <jo@example.com>", "jo@example.com"),
        ("\"Roe, Jo\" <jo@example.com>", "jo@example.com"),
        ("Roe, Jo <jo@example.com>;", "jo@example.com"),
        ("jo@example.com <jo@example.com>", "jo@example.com"),
        ("jo@example.com <mailto:jo@example.com>", "jo@example.com"),
        ("<jo@example.com>", "jo@example.com"),
        ("＜jo@example.com＞", "jo@example.com"),
        ("(jo@example.com).", "jo@example.com"),
        ("“jo@example.com”", "jo@example.com"),
        ("jo@example.com.", "jo@example.com"),
        ("jo@example.com。", "jo@example.com"),
        ("jo@example.com, ", "jo@example.com"),
        // An apostrophe may be part of the name.
        ("o'neil@example.ie", "o'neil@example.ie"),
        ("mailto.jo@example.com", "mailto.jo@example.com"),
    ] {
        assert_eq!(
            (tidy_email(typed).as_str(), check_field("email", typed, "")),
            (kept, None),
            "{typed:?}"
        );
    }
    for bad in [
        "Jo <jo@example.com>, Al <al@example.com>",
        "al@example.com <jo@example.com>",
        "Jo <>",
        "mailto:",
        "<<jo@example.com>",
        "jo@example.com>",
        "jo@example.com, al@example.com",
        "jo@example.",
        "jo@example.com\r\nBcc: al@example.com",
    ] {
        assert_eq!(check_field("email", bad, ""), Some(FieldErrorKind::Invalid), "{bad:?}");
    }
    // RFC 1035: a label has at most 63 octets.
    assert!(is_email(&format!("a@{}.de", "b".repeat(63))));
    assert!(!is_email(&format!("a@{}.de", "b".repeat(64))));
}

#[test]
fn postcodes_by_country() {
    let table = [
        ("DE", "02826", true),
        ("DE", "2826", false),
        ("DE", "0282a", false),
        ("DE", "", false),
        ("FR", "75001", true),
        ("AT", "1010", true),
        ("AT", "10100", false),
        ("CH", "8001", true),
        ("NL", "1012 AB", true),
        ("NL", "1012ab", true),
        ("NL", "1012", false),
        ("NL", "AB1012", false),
        ("GB", "SW1A 1AA", true),
        ("GB", "m1 1ae", true),
        ("GB", "12345", false),
        ("GB", "SW1A", false),
        ("US", "94043", true),
        ("US", "94043-1351", true),
        ("US", "9404", false),
        ("CA", "K1A 0B1", true),
        ("CA", "K1A0B", false),
        ("CA", "11A 0B1", false),
        ("PL", "00-950", true),
        ("PT", "1000-205", true),
        ("PT", "1000", false),
        ("JP", "100-0001", true),
        ("SE", "111 29", true),
        ("CZ", "110 00", true),
        ("IN", "110001", true),
        ("IN", "11001", false),
        ("SG", "018956", true),
        ("AU", "2000", true),
        ("NO", "0150", true),
        ("IE", "D02 X285", true),
        ("IE", "!!", false),
        ("BR", "01310-100", true),
        ("HK", "", true),
        ("AE", "", true),
        ("IL", "9100001", true),
        ("DE", "１２３４５", true),
        ("DE", "٠٢٨٢٦", true),
        ("DE", "०२८२६", true),
        ("DE", "02\u{200b}826", true),
        ("DE", "02/826", false),
        ("DE", "①②③④⑤", false),
        ("IE", "", true),
        ("IE", "Dublin", false),
        ("IS", "101", true),
        ("IS", "1010", false),
        ("LI", "8001", false),
        ("GB", "A1A", false),
        ("GB", "BFPO 57", true),
        ("MT", "VLT 1117", true),
        ("RS", "11000", true),
        ("XX", "any 1", true),
    ];
    for (country, postcode, good) in table {
        assert_eq!(
            check_field("postcode", postcode, country).is_none(),
            good,
            "{country} {postcode:?}"
        );
        // The country code may be in any case.
        assert_eq!(
            check_field("postcode", postcode, &country.to_lowercase()).is_none(),
            good,
            "{country} {postcode:?}"
        );
    }
}

#[test]
fn each_field_has_its_own_rule() {
    use FieldErrorKind::{Invalid, Missing, TooLong, Unreadable};
    let long = "x".repeat(MAX_FIELD);
    let table: [(&str, &str, &str, Option<FieldErrorKind>); 24] = [
        ("name", "Ada", "DE", None),
        ("name", "", "DE", Some(Missing)),
        ("name", " \t\u{a0}", "DE", Some(Missing)),
        ("name", "\0\0", "DE", Some(Missing)),
        ("name", "12345", "DE", Some(Invalid)),
        ("name", "李", "CN", None),
        ("name", &long, "DE", None),
        ("name", &(long.clone() + "x"), "DE", Some(TooLong)),
        ("name", &"ü".repeat(MAX_FIELD), "DE", None),
        ("street", "7", "DE", None),
        ("street", "", "DE", Some(Missing)),
        ("street", ".", "DE", Some(Invalid)),
        ("street", "Sternweg \u{fffd}", "DE", Some(Unreadable)),
        ("extra", "\u{fffd}", "DE", Some(Unreadable)),
        ("email", "a\u{fffd}@b.de", "DE", Some(Unreadable)),
        ("extra", "", "DE", None),
        ("extra", &"x".repeat(10_000), "DE", Some(TooLong)),
        ("city", "…", "DE", Some(Invalid)),
        ("region", "", "DE", None),
        ("region", "", "US", Some(Missing)),
        ("region", "CA", "US", None),
        ("country", "XX", "XX", Some(Invalid)),
        ("country", "", "", Some(Missing)),
        ("email", "nobody", "DE", Some(Invalid)),
    ];
    for (name, value, country, expected) in table {
        assert_eq!(check_field(name, value, country), expected, "{name} {value:.20?} {country}");
    }
}

#[test]
fn postcodes_take_the_form_of_their_country() {
    for (country, typed, form) in [
        ("DE", " 80331 ", "80331"),
        ("DE", "D-80331", "80331"),
        ("DE", "d 80331", "80331"),
        ("CH", "CH-8001", "8001"),
        ("AT", "A-1010", "1010"),
        ("LU", "L-1234", "1234"),
        ("NL", "1012ab", "1012 AB"),
        ("NL", "NL-1012 AB", "1012 AB"),
        ("nl", "1012-AB", "1012 AB"),
        ("PL", "00950", "00-950"),
        ("PL", "00 950", "00-950"),
        ("PT", "1000205", "1000-205"),
        ("SE", "11129", "111 29"),
        ("SE", "SE-111 29", "111 29"),
        ("CZ", "11000", "110 00"),
        ("GB", "sw1a1aa", "SW1A 1AA"),
        ("GB", "m11ae", "M1 1AE"),
        ("CA", "k1a0b1", "K1A 0B1"),
        ("JP", "1000001", "100-0001"),
        ("BR", "01310100", "01310-100"),
        ("US", "940431351", "94043-1351"),
        ("US", "94043", "94043"),
        ("IE", "d02 x285", "D02 X285"),
        ("LV", "lv-1050", "LV-1050"),
        ("CL", "832-0000", "8320000"),
        // The country's letters before the postcode, and those that are part of it.
        ("NO", "N-0150", "0150"),
        ("NO", "NO 0150", "0150"),
        ("LI", "LI-9490", "9490"),
        ("LI", "FL-9490", "9490"),
        ("EE", "EE-10111", "10111"),
        ("FI", "AX-22100", "22100"),
        ("FI", "FI-00100", "00100"),
        ("AT", "A-6020", "6020"),
        ("DE", "D-24943", "24943"),
        ("DE", "DE 24943", "24943"),
        ("FR", "F-75001", "75001"),
        ("IT", "I-00144", "00144"),
        ("SE", "S-114 55", "114 55"),
        ("LV", "1010", "LV-1010"),
        ("LV", "LV1010", "LV-1010"),
        ("LT", "01100", "LT-01100"),
        ("LT", "LT-01100", "LT-01100"),
        ("GB", "UK SW1A 1AA", "SW1A 1AA"),
        ("GB", "GB1 1AA", "GB1 1AA"),
        ("MT", "vlt1117", "VLT 1117"),
        ("MT", "MT-VLT 1117", "VLT 1117"),
        // Digits, letters and dashes from input methods.
        ("JP", "100‐8994", "100-8994"),
        ("JP", "〒１００－８９９４", "100-8994"),
        ("JP", "100ー8994", "100-8994"),
        ("PL", "00–950", "00-950"),
        ("PL", "00−950", "00-950"),
        ("NL", "１２３４ ａｂ", "1234 AB"),
        ("IN", "११००३४", "110034"),
        ("AE", "٠", "0"),
        ("BR", "01.310-100", "01310-100"),
        ("US", "94043–1234", "94043-1234"),
        ("IN", "110 001", "110001"),
        // Invalid input is kept for correction.
        ("NL", "1012", "1012"),
        ("DE", "DD80331", "DD80331"),
        ("HK", "", ""),
        ("", "12 ab", "12 AB"),
    ] {
        assert_eq!(postcode_form(typed, country), form, "{country} {typed}");
        assert_eq!(postcode_form(form, country), form, "{country} {form}");
    }
}

#[test]
fn a_region_is_kept_if_the_country_has_regions() {
    use FieldErrorKind::{Invalid, Missing};
    for (country, typed, kept, expected) in [
        ("US", "CA", "CA", None),
        ("US", "ca", "CA", None),
        ("US", " California ", "CA", None),
        ("us", "new  york", "NY", None),
        ("US", "PR", "PR", None),
        ("US", "AE", "AE", None),
        ("US", "ON", "ON", Some(Invalid)),
        ("US", "Bavaria", "Bavaria", Some(Invalid)),
        ("US", "", "", Some(Missing)),
        ("CA", "Quebec", "QC", None),
        ("CA", "Québec", "QC", None),
        ("CA", "CA", "CA", Some(Invalid)),
        ("AU", "nsw", "NSW", None),
        ("AU", "TX", "TX", Some(Invalid)),
        ("BR", "São Paulo", "SP", None),
        ("BR", "sao paulo", "SP", None),
        ("BR", "PA", "PA", None),
        ("IN", "Orissa", "Odisha", None),
        ("IN", "ka", "Karnataka", None),
        ("JP", "Tokyo", "Tokyo", None),
        ("JP", "Tōkyō-to", "Tokyo", None),
        ("JP", "東京都", "Tokyo", None),
        ("JP", "Osaka Prefecture", "Osaka", None),
        ("JP", "13", "Tokyo", None),
        ("JP", "Bavaria", "Bavaria", Some(Invalid)),
        ("JP", "", "", Some(Missing)),
        ("MX", "Jalisco", "Jal.", None),
        ("MX", "JAL", "Jal.", None),
        // Optional here.
        ("CN", "", "", None),
        ("CN", "广东", "Guangdong", None),
        ("AE", "دبي", "Dubai", None),
        ("AE", "", "", None),
        ("KR", "Jeju", "Jeju-do", None),
        ("TH", "Chiang Mai", "Chiang Mai", None),
        ("DE", "", "", None),
        // A region for a country without regions was typed for another country.
        ("DE", "Sachsen", "", None),
    ] {
        assert_eq!(check_field("region", typed, country), expected, "{country} {typed}");
        let address = Address { region: typed.to_owned(), ..address(country) };
        assert_eq!(address.tidied().region, kept, "{country} {typed}");
    }
}

#[test]
fn errors_are_in_the_order_of_the_form() {
    let fields: Vec<(String, FieldErrorKind)> =
        ContactForm::default().problems().into_iter().map(|e| (e.field, e.problem)).collect();
    let names: Vec<&str> = fields.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(names, ["email", "country", "name", "street", "postcode", "city"]);
    assert!(fields.iter().all(|(_, problem)| *problem == FieldErrorKind::Missing));
}

#[test]
fn an_address_is_kept_tidy_and_printed_in_lines() {
    let messy = Address {
        name: "  Ada \r\n Byron ".to_owned(),
        postcode: " sw1a  1aa ".to_owned(),
        city: "London".to_owned(),
        country: " gb ".to_owned(),
        ..address("GB")
    };
    let tidy = messy.tidied();
    assert_eq!(
        (tidy.name.as_str(), tidy.postcode.as_str(), tidy.country.as_str()),
        ("Ada Byron", "SW1A 1AA", "GB")
    );
    assert_eq!(tidy.lines(), ["Ada Byron", "Sternweg 7", "London", "SW1A 1AA", "United Kingdom"]);
    assert!(tidy.problems().is_empty());
}

#[test]
fn text_is_tidied() {
    for (text, expected) in [
        ("", ""),
        ("  a  b ", "a b"),
        ("a\0b", "a b"),
        ("a\r\nb\u{85}c", "a b c"),
        ("\u{a0}ü\u{2003}", "ü"),
        ("🔭", "🔭"),
        ("\u{202e}Grebenhain\u{202c}", "Grebenhain"),
        ("محمد علي", "محمد علي"),
        ("\u{feff}Jo\u{200b} \u{200e}Roe\u{ad}", "Jo Roe"),
        ("Jo\u{200b}\u{a0}\u{2060} Roe", "Jo Roe"),
        ("\u{200b}\u{3164}\u{2800}", ""),
        ("Jo\u{200d}Roe\u{200c}", "JoRoe"),
        ("❤\u{fe0f}", "❤"),
        // Between these letters a joiner is part of the spelling.
        ("می\u{200c}خواهم\u{200c}", "می\u{200c}خواهم"),
        ("क्\u{200d}\u{200d}ष \u{200d}क", "क्\u{200d}ष क"),
        // A variant of an ideograph is part of a name.
        ("辻\u{e0100} a\u{e0100}", "辻\u{e0100} a"),
    ] {
        assert_eq!(tidy(text), expected, "{text:?}");
    }
}

#[test]
fn digits_of_input_methods_become_ascii() {
    for (text, expected) in [
        ("４２４２", "4242"),
        ("٤٢٤٢", "4242"),
        ("۴۲۴۲", "4242"),
        ("४२४२", "4242"),
        ("𝟜𝟚", "42"),
        ("１２／３０", "12/30"),
        ("ＰＧ－７Ｋ４", "PG-7K4"),
        ("1\u{2010}2\u{2013}3\u{2212}4\u{30fc}5", "1-2-3-4-5"),
        ("\u{200e}4242\u{202c} ", "4242"),
        ("४\u{200d}२", "42"),
        ("½ ² Ⅻ", "½ ² Ⅻ"),
    ] {
        assert_eq!(plain(text), expected, "{text:?}");
    }
}

proptest! {
    #[test]
    fn the_maximum_length_is_in_characters(
        name in prop::sample::select(vec!["name", "street", "extra", "city"]),
        value in "[a-zé中]{1,300}",
    ) {
        let too_long = value.chars().count() > MAX_FIELD;
        let expected = too_long.then_some(FieldErrorKind::TooLong);
        prop_assert_eq!(check_field(name, &value, "DE"), expected);
    }

    #[test]
    fn digits_and_signs_are_no_name(
        name in prop::sample::select(vec!["name", "city"]),
        value in "[0-9!-/:-@ 🔭…]{0,20}",
    ) {
        let blank = value.trim().is_empty();
        let expected = if blank { FieldErrorKind::Missing } else { FieldErrorKind::Invalid };
        prop_assert_eq!(check_field(name, &value, "DE"), Some(expected));
    }

    #[test]
    fn tidying_is_idempotent(value in "\\PC{0,40}|[ \t\0a]{0,9}") {
        prop_assert_eq!(tidy(&tidy(&value)), tidy(&value));
        prop_assert!(!tidy(&value).chars().any(char::is_control));
    }

    /// Invisible characters anywhere have no effect, and nothing becomes longer.
    #[test]
    fn invisible_characters_are_removed(
        parts in prop::collection::vec("[a-zé中م]{0,3}", 1..6),
        seam in prop::sample::select(vec![
            "\u{200b}",
            "\u{feff}",
            "\u{2060}",
            "\u{ad}",
            "\u{200e}",
            "\u{202e}",
            "\u{61c}",
            "\u{180e}",
            "\u{e0001}"
        ]),
    ) {
        prop_assert_eq!(tidy(&parts.join(seam)), parts.concat());
    }

    #[test]
    fn plain_is_idempotent(value in "\\PC{0,40}|[\\p{Nd}\\p{Pd}\\p{Cf} a]{0,12}") {
        let once = plain(&value);
        prop_assert_eq!(&plain(&once), &once);
        prop_assert!(once.chars().count() <= value.chars().count());
        prop_assert!(tidy(&value).len() <= value.len());
    }

    /// Valid input stays valid once tidied and stored. White space and invisible characters around
    /// it have no effect.
    #[test]
    fn valid_input_stays_valid_when_stored(
        country in 0..COUNTRIES.len(),
        around in prop::sample::select(vec!["", " ", "\t", "\u{a0}", "\u{200b}", "\u{200e} "]),
        name in "[a-zé中م]{1,10}",
        city in "[a-zé中م]{1,10}",
    ) {
        let form = Form::of(COUNTRIES[country].code);
        let region = form.regions().next().map_or("Region", |region| region.name);
        let example = form.examples.split('|').next().unwrap_or_default();
        let typed = |text: &str| format!("{around}{text}{around}");
        let entered = Address {
            name: typed(&name),
            city: typed(&city),
            region: typed(region),
            postcode: typed(&example.to_lowercase()),
            ..address(form.code)
        };
        prop_assert!(entered.problems().is_empty(), "{:?}", entered.problems());
        let stored = entered.tidied();
        prop_assert!(stored.problems().is_empty(), "{:?}", stored.problems());
        prop_assert_eq!(&stored.tidied(), &stored);
        prop_assert_eq!((&stored.name, &stored.city), (&name, &city));
        prop_assert_eq!(&stored.postcode, example);
    }
}

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
