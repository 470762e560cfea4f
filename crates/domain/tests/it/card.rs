//! Cards as people type them.

use domain::payments::card::{
    Card, CardError, brand, digits, is_code, is_current, luhn, parse_expiry,
};
use proptest::prelude::*;

const NOW: (u16, u8) = (2026, 11);

#[test]
fn numbers_with_blanks_and_dashes() {
    for text in [
        "4432801561520454",
        "4432-8015-6152-0454",
        "4432 8015 6152 0454",
        "4432\u{a0}8015\u{a0}6152\u{a0}0454",
        " 4432 - 8015 6152-0454 ",
        "4432\u{202f}8015\u{202f}6152\u{202f}0454",
        "\u{200e}4432 8015 6152 0454\u{202c}",
        "４４３２８０１５６１５２０４５４",
        "٤٤٣٢ ٨٠١٥ ٦١٥٢ ٠٤٥٤",
        "4432–8015–6152–0454",
        "4432801561520454\0",
        "4432.8015.6152.0454",
        "4432。8015。6152。0454",
    ] {
        assert_eq!(digits(text).as_deref(), Some("4432801561520454"), "{text}");
    }
    for text in [
        "",
        "4432",
        "12345678901",
        "12345678901234567890",
        "4432,8015,6152,0454",
        "4432 8015 6152 045a",
        "Ⅳ432801561520454",
    ] {
        assert_eq!(digits(text), None, "{text}");
    }
}

#[test]
fn check_digit() {
    for good in [
        "4432801561520454",
        "4000000000000002",
        "4000000000003220",
        "378282246310005",
        "5555555555554444",
        "6011111111111117",
        "30569309025904",
        "3530111333300000",
    ] {
        assert!(luhn(good), "{good}");
    }
    for bad in ["4432801561520455", "4432801561520544", "4242424242424241"] {
        assert!(!luhn(bad), "{bad}");
    }
}

#[test]
fn expiry_in_every_form() {
    let table = [
        ("11/26", Some((11, 2026))),
        ("11/2026", Some((11, 2026))),
        ("1126", Some((11, 2026))),
        ("112026", Some((11, 2026))),
        ("11 26", Some((11, 2026))),
        ("11 / 26", Some((11, 2026))),
        ("11-26", Some((11, 2026))),
        ("11.2026", Some((11, 2026))),
        ("1/27", Some((1, 2027))),
        ("1/2027", Some((1, 2027))),
        ("01/27", Some((1, 2027))),
        ("127", Some((1, 2027))),
        ("  01/27 ", Some((1, 2027))),
        ("00/27", None),
        ("13/27", None),
        ("12/7", None),
        ("12/207", None),
        ("/27", None),
        ("12/", None),
        ("", None),
        ("12", None),
        ("12/27/1", None),
        ("1227x", None),
        ("2030-12", Some((12, 2030))),
        ("2030/1", Some((1, 2030))),
        ("203012", Some((12, 2030))),
        ("202012", Some((12, 2020))),
        ("2030 12", Some((12, 2030))),
        ("2030年12月", Some((12, 2030))),
        ("12/2030", Some((12, 2030))),
        ("122030", Some((12, 2030))),
        ("12.30", Some((12, 2030))),
        ("12 30", Some((12, 2030))),
        ("1230", Some((12, 2030))),
        ("12–30", Some((12, 2030))),
        ("１２/３０", Some((12, 2030))),
        ("１２／３０", Some((12, 2030))),
        ("٢٠٣٠-١٢", Some((12, 2030))),
        ("\u{200e}12/30\u{202c}", Some((12, 2030))),
        ("２/27", Some((2, 2027))),
        ("2030-13", None),
        ("203013", None),
        ("2030-00", None),
        ("30/12", Some((12, 2030))),
        ("26/11", Some((11, 2026))),
        ("30-12", Some((12, 2030))),
        ("3012", Some((12, 2030))),
        ("30 1", Some((1, 2030))),
        ("３０／１２", Some((12, 2030))),
        ("12/13", Some((12, 2013))),
        ("11/12", Some((11, 2012))),
        ("30/13", None),
        ("30/00", None),
        ("30/2012", None),
        ("00/12", None),
        ("3013", None),
        ("2712x", None),
        ("2030-12-31", None),
        ("20301", None),
        ("December 2027", None),
    ];
    for (text, expected) in table {
        assert_eq!(parse_expiry(text), expected, "{text:?}");
    }
}

#[test]
fn each_rule_has_its_own_error() {
    let new = |number, month, year, code| {
        Card::new(number, month, year, code, NOW).map(|card| card.last_four().to_owned())
    };
    assert_eq!(new("4432-8015-6152-0454", 1, 2030, "672"), Ok("0454".to_owned()));
    assert_eq!(
        new("4432-8015-6152-0454", 11, 2026, " 672 "),
        Ok("0454".to_owned()),
        "valid to the end of its month"
    );
    assert_eq!(new("378282246310005", 12, 2026, "1234"), Ok("0005".to_owned()));
    assert_eq!(new("4432-8015-6152-0455", 1, 2030, "672"), Err(CardError::Number));
    assert_eq!(new("", 1, 2030, "672"), Err(CardError::Number));
    assert_eq!(new("4432801561520454", 0, 2030, "672"), Err(CardError::Expiry));
    assert_eq!(new("4432801561520454", 13, 2030, "672"), Err(CardError::Expiry));
    assert_eq!(new("4432801561520454", 1, 30, "672"), Err(CardError::Expiry));
    assert_eq!(new("4432801561520454", 10, 2026, "672"), Err(CardError::Expired));
    assert_eq!(new("4432801561520454", 12, 2025, "672"), Err(CardError::Expired));
    for code in ["", "67", "67234", "67a", "-67", "6 7"] {
        assert_eq!(new("4432801561520454", 1, 2030, code), Err(CardError::SecurityCode), "{code}");
    }
}

#[test]
fn codes_by_scheme() {
    for (number, code, good) in [
        ("4432 8015 6152 0454", "672", true),
        ("4432 8015 6152 0454", " 672 ", true),
        ("4432 8015 6152 0454", "6721", false),
        ("3782 822463 10005", "1234", true),
        ("3782 822463 10005", "123", false),
        ("5555555555554444", "1234", false),
        // An unknown scheme is not rejected.
        ("", "123", true),
        ("4432", "1234", true),
        ("30569309025904", "1234", true),
        ("", "12", false),
        ("", "12345", false),
        ("", "12a", false),
        ("４２４２４２４２４２４２４２４２", "６７２", true),
        ("3782 822463 10005", "\u{200e}1234", true),
    ] {
        assert_eq!(is_code(code, number), good, "{number} {code}");
    }
}

#[test]
fn expiry_from_this_month_to_twenty_years() {
    for (expiry, good) in [
        ((10, 2026), false),
        ((11, 2026), true),
        ((1, 2027), true),
        ((12, 2025), false),
        ((12, 2046), true),
        ((1, 2047), false),
        ((12, 2099), false),
    ] {
        assert_eq!(is_current(expiry, NOW), good, "{expiry:?}");
    }
}

#[test]
fn debug_output_hides_the_number() {
    let card = Card::new("4432-8015-6152-0454", 1, 2030, "672", NOW).unwrap();
    assert_eq!(format!("{card:?}"), "Card(…0454, 01/2030)");
    assert_eq!((card.number(), card.code(), card.brand()), ("4432801561520454", "672", "Visa"));
}

#[test]
fn schemes() {
    for (number, scheme) in [
        ("4432801561520454", "Visa"),
        ("5555555555554444", "Mastercard"),
        ("2221000000000009", "Mastercard"),
        ("2720990000000007", "Mastercard"),
        ("378282246310005", "American Express"),
        ("30569309025904", "Card"),
        ("36227206271667", "Diners Club"),
        ("6011111111111117", "Discover"),
        ("3530111333300000", "JCB"),
        ("9999", "Card"),
        ("", "Card"),
    ] {
        assert_eq!(brand(number), scheme, "{number}");
    }
}

proptest! {
    #[test]
    fn one_wrong_digit_is_detected(body in "[0-9]{15}", place in 0_usize..15, other in 1_u8..10) {
        let check = (0..10).map(|d| format!("{body}{d}")).find(|n| luhn(n)).unwrap();
        let mut wrong = check.clone().into_bytes();
        wrong[place] = (wrong[place] - b'0' + other) % 10 + b'0';
        prop_assert!(!luhn(std::str::from_utf8(&wrong).unwrap()));
    }

    /// Whatever separates the digits, a number has 12 to 19 of them.
    #[test]
    fn separators_do_not_matter(
        parts in prop::collection::vec("[0-9]{1,4}", 1..7),
        seam in prop::sample::select(vec!["", " ", "-", ".", "\u{a0}", "\u{2013}", "\u{200b}"]),
    ) {
        let number = parts.concat();
        let expected = (12..=19).contains(&number.len()).then_some(number);
        prop_assert_eq!(digits(&parts.join(seam)), expected);
    }

    #[test]
    fn other_text_is_no_card(text in "\\PC{0,30}", month in any::<u8>(), year in any::<u16>()) {
        prop_assert_eq!(digits(&text), None);
        prop_assert_eq!(Card::new(&text, month, year, "672", NOW), Err(CardError::Number));
    }

    #[test]
    fn an_expiry_date_is_parsed_with_any_separator(
        month in 1_u8..=12,
        year in 2020_u16..2100,
        separator in prop::sample::select(vec!["/", " ", "-", ".", " / ", "\u{2013}"]),
    ) {
        let expected = Some((month, year));
        prop_assert_eq!(parse_expiry(&format!("{month}{separator}{year}")), expected);
        prop_assert_eq!(parse_expiry(&format!("{year}{separator}{month:02}")), expected);
        prop_assert_eq!(parse_expiry(&format!("{month:02}{separator}{}", year - 2000)), expected);
    }
}
