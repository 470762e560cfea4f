//! Contact and address.

use domain::{
    checkout::{Address, ContactForm, MAX_FIELD, Problem, check_field, is_email, postcode_form},
    country::{COUNTRIES, LISTED, by_code, regions},
    text::tidy,
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
fn mail_addresses() {
    for good in
        ["a@b.de", "ada.byron+shop@example.co.uk", "o'neil@example.ie", "ü@bücher.example", "1@2.museum", "a_b-c@x-y.org", "x@1.2.example"]
    {
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
    ] {
        assert!(!is_email(bad), "{bad:?}");
    }
    assert!(is_email(&format!("{}@b.de", "a".repeat(64))));
    assert!(!is_email(&format!("{}@b.de", "a".repeat(65))));
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
        ("DE", "１２３４５", false),
    ];
    for (country, postcode, good) in table {
        assert_eq!(check_field("postcode", postcode, country).is_none(), good, "{country} {postcode:?}");
        // The country's code counts in any case.
        assert_eq!(check_field("postcode", postcode, &country.to_lowercase()).is_none(), good, "{country} {postcode:?}");
    }
}

#[test]
fn fields() {
    use Problem::{Invalid, Missing, TooLong, Unreadable};
    let long = "x".repeat(MAX_FIELD);
    let table: [(&str, &str, &str, Option<Problem>); 24] = [
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
        ("CL", "832-0000", "832-0000"),
        ("IN", "110 001", "110001"),
        // What cannot be right stays to be mended.
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
fn every_country_takes_an_address() {
    for country in &COUNTRIES {
        let postcode = ["", "1010", "12345", "110001", "1000205", "1012AB", "SW1A1AA", "K1A0B1", "01310100"];
        let found = postcode.iter().any(|code| {
            let mut address = address(country.code);
            address.postcode = (*code).to_owned();
            let first = regions(country.code).first().map_or("Region", |(code, _)| *code);
            address.region = if country.region { first.to_owned() } else { String::new() };
            address.problems().is_empty()
        });
        assert!(found, "{}", country.code);
        let mut without = address(country.code);
        without.postcode = "K1A0B1".to_owned();
        assert_eq!(without.problems().iter().any(|e| e.field == "region"), country.region, "{}", country.code);
    }
}

#[test]
fn regions_by_table() {
    use Problem::{Invalid, Missing};
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
        ("CA", "CA", "CA", Some(Invalid)),
        ("AU", "nsw", "NSW", None),
        ("AU", "TX", "TX", Some(Invalid)),
        ("BR", "São Paulo", "São Paulo", None),
        ("DE", "", "", None),
        // A region where there are none was typed for another country.
        ("DE", "Sachsen", "", None),
    ] {
        assert_eq!(check_field("region", typed, country), expected, "{country} {typed}");
        let address = Address { region: typed.to_owned(), ..address(country) };
        assert_eq!(address.tidied().region, kept, "{country} {typed}");
    }
    for country in LISTED {
        assert!(by_code(country).is_some_and(|c| c.region), "{country}");
        let codes: std::collections::BTreeSet<_> = regions(country).iter().map(|(code, _)| *code).collect();
        assert_eq!(codes.len(), regions(country).len(), "{country}");
        assert!(codes.len() > 7 && codes.iter().all(|code| (2..=3).contains(&code.len())), "{country}");
    }
    let home = Address { postcode: "94103".to_owned(), city: "San Francisco".to_owned(), region: "CA".to_owned(), ..address("US") };
    assert_eq!(home.lines(), ["Ada Byron", "Sternweg 7", "San Francisco CA 94103", "United States"]);
}

#[test]
fn problems_come_in_the_order_of_the_form() {
    let fields: Vec<(String, Problem)> = ContactForm::default().problems().into_iter().map(|e| (e.field, e.problem)).collect();
    let names: Vec<&str> = fields.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(names, ["email", "country", "name", "street", "postcode", "city"]);
    assert!(fields.iter().all(|(_, problem)| *problem == Problem::Missing));
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
    assert_eq!((tidy.name.as_str(), tidy.postcode.as_str(), tidy.country.as_str()), ("Ada Byron", "SW1A 1AA", "GB"));
    assert_eq!(tidy.lines(), ["Ada Byron", "Sternweg 7", "London", "SW1A 1AA", "United Kingdom"]);
    assert!(tidy.problems().is_empty());
}

#[test]
fn tidy_text() {
    for (text, expected) in [
        ("", ""),
        ("  a  b ", "a b"),
        ("a\0b", "a b"),
        ("a\r\nb\u{85}c", "a b c"),
        ("\u{a0}ü\u{2003}", "ü"),
        ("🔭", "🔭"),
        ("\u{202e}Grebenhain\u{202c}", "Grebenhain"),
        ("محمد علي", "محمد علي"),
    ] {
        assert_eq!(tidy(text), expected, "{text:?}");
    }
}

proptest! {
    #[test]
    fn nothing_typed_panics(name in prop::sample::select(vec!["email", "name", "street", "extra", "postcode", "city", "region", "country", "?"]), value in "\\PC{0,40}", country in "\\PC{0,3}|[A-Z]{2}") {
        let _ = check_field(name, &value, &country);
    }

    #[test]
    fn tidying_twice_is_tidying_once(value in "\\PC{0,40}|[ \t\0a]{0,9}") {
        prop_assert_eq!(tidy(&tidy(&value)), tidy(&value));
        prop_assert!(!tidy(&value).chars().any(char::is_control));
    }

    /// What is found good stays good once it is tidied and kept.
    #[test]
    fn good_as_typed_is_good_as_kept(country in 0..COUNTRIES.len(), postcode in "[ 0-9A-Za-z-]{0,10}", city in "\\PC{0,10}", name in "\\PC{0,10}") {
        let address = Address { postcode, city, name, ..address(COUNTRIES[country].code) };
        if address.problems().is_empty() {
            prop_assert!(address.tidied().problems().is_empty());
        }
    }
}
