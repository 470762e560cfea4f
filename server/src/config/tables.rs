//! Parsing of the merchant's values and tables from flags and variables.

use domain::{
    Currency,
    pricing::rates::{CurrencyRules, Rates},
    shipping::{
        Tariffs, Zones,
        calendar::{ClosedDay, Holidays, is_place},
    },
    tax::{TaxRates, territory::Territories},
};
use shop::TimeZone;

pub(super) fn currency(text: &str) -> Result<Currency, String> {
    text.trim()
        .parse()
        .map_err(|_| "expected a currency code of three capital letters, such as EUR".to_owned())
}

pub(super) fn currency_rules(path: &str) -> Result<CurrencyRules, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    CurrencyRules::read(&text).map_err(|line| {
        format!(
            "line {line} is neither a rule, such as USD,,1,0.05, nor a \
             currency that ended, such as HRK,ended"
        )
    })
}

pub(super) fn zones(path: &str) -> Result<Zones, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    Zones::read(&text).map_err(|e| e.to_string())
}

pub(super) fn tax_rates(path: &str) -> Result<TaxRates, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    TaxRates::read(&text).map_err(|e| e.to_string())
}

pub(super) fn tax_territories(path: &str) -> Result<Territories, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    Territories::read(&text).map_err(|e| e.to_string())
}

pub(super) fn holidays(path: &str) -> Result<Holidays, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    Holidays::read(&text).map_err(|e| e.to_string())
}

pub(super) fn delivery(path: &str) -> Result<Tariffs, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    Tariffs::read(&text).map_err(|e| e.to_string())
}

pub(super) fn closed_day(text: &str) -> Result<ClosedDay, String> {
    ClosedDay::read(text).ok_or_else(|| {
        "expected a day such as 2026-12-31, days such as 2027-08-02..2027-08-13 (at most 400), or \
         a day of every year such as 12-24"
            .to_owned()
    })
}

pub(super) fn dispatch_from(text: &str) -> Result<String, String> {
    let wrong = || "expected a country such as DE, or country and region such as DE-SH".to_owned();
    if is_place(text) { Ok(text.to_owned()) } else { Err(wrong()) }
}

pub(super) fn time_zone(text: &str) -> Result<TimeZone, String> {
    TimeZone::named(text).ok_or_else(|| {
        "expected a time zone of the IANA database, such as Europe/Berlin".to_owned()
    })
}

pub(super) fn cut_off(text: &str) -> Result<u8, String> {
    let hour = text.strip_suffix(":00").unwrap_or(text);
    let digits = (1..=2).contains(&hour.len()) && hour.bytes().all(|b| b.is_ascii_digit());
    let hour = hour.parse().ok().filter(|hour| digits && (1..=23).contains(hour));
    hour.ok_or_else(|| "expected a whole hour from 1:00 to 23:00, such as 14:00".to_owned())
}

pub(super) fn rates(path: &str) -> Result<Rates, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    Rates::read(&text).map_err(|e| e.to_string())
}

pub(super) fn country(text: &str) -> Result<String, String> {
    let found = domain::customers::country::by_code(text)
        .ok_or("expected the two letters of a country that is delivered to, such as DE")?;
    Ok(found.code.to_owned())
}
