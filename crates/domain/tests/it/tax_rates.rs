//! Tax rates by country, class and day.

use crate::{country, tax_rates, zones};
use domain::tax::{TaxRates, TaxRatesError, Taxation};
use time::{Date, macros::date};

#[test]
fn every_country_that_parcels_go_to_has_a_rate() {
    assert_eq!(tax_rates().check(zones().countries().iter().copied()), Ok(()));
}

#[test]
fn the_rate_in_force_on_a_day_applies() {
    // In any order of lines.
    let table = TaxRates::read(
        "# Finland\n\nFI,standard,25.5,included,2024-09-01\nFI,standard,24,included,\n\
         FI,books,10,included,2013-01-01\nFI,books,14,included,2025-01-01\n\
         FI,books,13.5,included,2026-01-01\nCH,standard,8.1,added,\nUS,standard,0,included,\n",
    )
    .unwrap();
    let rates = |code: &str, on: Date| {
        let Taxation { standard, books, included, limit } = table.taxation(country(code), on);
        assert_eq!(limit, None);
        (standard, books, included)
    };
    for (code, on, expected) in [
        ("FI", date!(2012 - 12 - 31), (2_400, 2_400, true)),
        ("FI", date!(2013 - 01 - 01), (2_400, 1_000, true)),
        ("FI", date!(2024 - 08 - 31), (2_400, 1_000, true)),
        ("FI", date!(2024 - 09 - 01), (2_550, 1_000, true)),
        ("FI", date!(2025 - 12 - 31), (2_550, 1_400, true)),
        ("FI", date!(2026 - 01 - 01), (2_550, 1_350, true)),
        ("FI", Date::MAX, (2_550, 1_350, true)),
        ("CH", Date::MIN, (810, 810, false)),
        // Nothing is included without a rate, and nothing is known of others.
        ("US", date!(2026 - 11 - 27), (0, 0, false)),
        ("FR", date!(2026 - 11 - 27), (0, 0, false)),
    ] {
        assert_eq!(rates(code, on), expected, "{code} {on}");
    }
}

#[test]
fn an_invalid_rate_is_reported() {
    let percentage = |text: &str| TaxRatesError::Percentage(4, text.to_owned());
    for (line, error) in [
        ("FR,standard,20,included", TaxRatesError::Line(4)),
        ("FR,standard,20,included,,law", TaxRatesError::Line(4)),
        ("XX,standard,20,included,", TaxRatesError::Line(4)),
        ("France,standard,20,included,", TaxRatesError::Line(4)),
        ("FR,food,20,included,", TaxRatesError::Line(4)),
        ("FR,standard,20,yes,", TaxRatesError::Line(4)),
        ("FR,standard,20,included,tomorrow", TaxRatesError::Line(4)),
        ("FR,standard,20,included,2027-02-29", TaxRatesError::Line(4)),
        ("FR,standard,-5,included,", percentage("-5")),
        ("FR,standard,100.01,included,", percentage("100.01")),
        ("FR,standard,2000,included,", percentage("2000")),
        ("FR,standard,5.555,included,", percentage("5.555")),
        ("FR,standard,,included,", percentage("")),
        ("FR,standard,20%,included,", percentage("20%")),
        ("DE,standard,19,included,", TaxRatesError::Twice(4, 2)),
        ("de,books,7,included,2027-01-01", TaxRatesError::Twice(4, 3)),
        ("DE,standard,19,added,2028-01-01", TaxRatesError::Prices(4, 2)),
    ] {
        let text =
            format!("# rates\nDE,standard,19,included,\nDE,books,5,included,2027-01-01\n{line}\n");
        let found = TaxRates::read(&text).unwrap_err();
        assert_eq!(found, error, "{line}");
        assert!(found.to_string().starts_with("line 4"), "{found}");
    }
    for right in ["FR,standard,0,added,", "FR,standard,100,included,", " FR , books ,5.5,added, "] {
        assert!(TaxRates::read(right).is_ok(), "{right}");
    }
}

#[test]
fn a_country_without_a_standard_rate_is_reported() {
    for (text, missing) in [
        ("DE,standard,19,included,", Some("FR")),
        ("DE,standard,19,included,\nFR,books,5.5,included,", Some("FR")),
        ("DE,standard,19,included,\nFR,standard,20,included,2027-01-01", Some("FR")),
        ("FR,standard,20,included,\nDE,standard,19,included,\nUS,standard,0,added,", None),
    ] {
        let checked = TaxRates::read(text).unwrap().check([country("DE"), country("FR")]);
        assert_eq!(checked.clone().err(), missing.map(TaxRatesError::NoRate), "{text}");
        if let Err(error) = checked {
            assert!(error.to_string().starts_with("FR has no standard rate"), "{error}");
        }
    }
}

#[test]
fn rates_are_written_as_they_are_read() {
    let own = TaxRates::read(include_str!("../../../shop/data/tax-rates.csv")).unwrap();
    assert_eq!(TaxRates::read(&own.to_string()), Ok(own));
    let text = "FI,books,13.5,included,2026-01-01\nFI,standard,25,included,\nUS,standard,0,added,\n\
                CH,standard,8.05,added,\n";
    assert_eq!(TaxRates::read(text).unwrap().to_string(), text);
}
