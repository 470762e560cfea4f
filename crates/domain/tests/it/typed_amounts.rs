//! Amounts as a merchant types them.

use crate::currency;
use domain::{
    Money,
    money::{AmountError, NumberFormat},
};
use proptest::prelude::*;

#[test]
fn amounts_by_locale_and_currency() {
    use AmountError as E;
    for (locale, code, text, expected) in [
        ("en-GB", "EUR", "19.50", Ok(1_950)),
        ("en-GB", "EUR", "19", Ok(1_900)),
        ("en-GB", "EUR", "1,349.95", Ok(134_995)),
        ("en-GB", "EUR", " € 1,349 ", Ok(134_900)),
        ("en-GB", "EUR", "EUR 1349.95", Ok(134_995)),
        ("en-GB", "EUR", "-5.00", Ok(-500)),
        ("en-GB", "EUR", "−5", Ok(-500)),
        ("de", "EUR", "19,50", Ok(1_950)),
        ("de-AT", "EUR", "1.349,95 €", Ok(134_995)),
        ("de-CH", "CHF", "1'349.95", Ok(134_995)),
        ("de-CH", "CHF", "CHF 1’349.95", Ok(134_995)),
        ("fr", "EUR", "1\u{202f}349,95 €", Ok(134_995)),
        ("en", "JPY", "12,640", Ok(12_640)),
        ("en", "KWD", "1.250", Ok(1_250)),
        ("en", "KWD", "12", Ok(12_000)),
        // Written for another locale.
        ("en", "EUR", "19,50", Err(E::Ambiguous)),
        ("en", "EUR", "1.349,95", Err(E::Ambiguous)),
        ("de", "EUR", "19.50", Err(E::Ambiguous)),
        ("de", "EUR", "1,349.95", Err(E::Ambiguous)),
        ("de", "EUR", "1,349", Err(E::Ambiguous)),
        ("en", "EUR", "1.349", Err(E::Ambiguous)),
        ("en", "EUR", "1'349", Err(E::Ambiguous)),
        // Groups in the wrong place, and too few decimals.
        ("en", "EUR", "1,3495", Err(E::Ambiguous)),
        ("en", "EUR", "1349,950", Err(E::Ambiguous)),
        ("en", "EUR", "19.5", Err(E::Ambiguous)),
        ("en", "KWD", "19.50", Err(E::Ambiguous)),
        ("en", "EUR", "19.5000", Err(E::TooManyDecimals)),
        ("en", "JPY", "19.50", Err(E::TooManyDecimals)),
        ("en", "EUR", "99999999999999999999", Err(E::TooLarge)),
        ("en", "EUR", "", Err(E::NotANumber)),
        ("en", "EUR", "€", Err(E::NotANumber)),
        ("en", "EUR", "19.", Err(E::NotANumber)),
        ("en", "EUR", "ten", Err(E::NotANumber)),
        ("en", "EUR", "19.50 USD", Err(E::Ambiguous)),
        ("en", "EUR", "1e3", Err(E::NotANumber)),
    ] {
        let format = NumberFormat::of_locale(locale);
        let found = Money::typed(text, currency(code), format).map(|money| money.minor);
        assert_eq!(found, expected, "{text:?} in {locale}, {code}");
    }
}

proptest! {
    /// What we write ourselves can be typed back.
    #[test]
    fn a_plain_decimal_reads_back(minor in 0_i64..1_000_000_000_000, code in "EUR|JPY|KWD") {
        let money = Money::new(minor, currency(&code));
        for text in [money.decimal(), money.to_string()] {
            let typed = Money::typed(&text, money.currency, NumberFormat::Point);
            prop_assert_eq!(typed, Ok(money), "{}", text);
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC*") {
        for format in [NumberFormat::Point, NumberFormat::Comma, NumberFormat::SpaceComma] {
            let _ = Money::typed(&text, currency("EUR"), format);
        }
    }
}
