//! Reading of the merchant's tables from the files that flags and variables name.

use domain::{
    pricing::rates::{CurrencyRules, Rates},
    shipping::{Tariffs, Zones, calendar::Holidays},
    tax::{TaxRates, territory::Territories},
};

pub(crate) fn currency_rules(path: &str) -> Result<CurrencyRules, String> {
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

pub(super) fn rates(path: &str) -> Result<Rates, String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    Rates::read(&text).map_err(|e| e.to_string())
}
