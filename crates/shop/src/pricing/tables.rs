//! The tables of currencies and exchange rates, and what they mean.

use crate::{InternalError, Settings};
use domain::{
    Currency,
    pricing::rates::{CurrencyRules, RateSource, Rates, Rounding},
};
use store::{
    Executor,
    pricing::{CurrencyRow, CurrencyTables, ExchangeRateRow, RoundingRow},
    table_versions::{self, Tables},
};
use time::Date;

/// Stores currencies and rates of the settings that a server was started with, if none are stored
/// yet. Returns whether it has; the caller increments the catalogue's version.
pub(crate) async fn adopt(
    executor: &mut impl Executor,
    configured: &Settings,
    now: i64,
) -> Result<bool, InternalError> {
    if !store::pricing::currency_tables(executor).await?.currencies.is_empty() {
        return Ok(false);
    }
    // Of several servers that start at once, the others wait here.
    table_versions::bump(executor, Tables::Currencies).await?;
    if store::pricing::currency_tables(executor).await?.currencies.is_empty() {
        let tables = tables_of(configured, now);
        store::pricing::put_currency_tables(executor, &tables).await?;
    }
    Ok(true)
}

/// The tables of a process's settings.
fn tables_of(settings: &Settings, now: i64) -> CurrencyTables {
    let (exact, shown) = (&settings.rates, settings.shown_rates());
    let mut currencies: Vec<CurrencyRow> = exact
        .currencies()
        .map(|code| CurrencyRow { code, enabled: true, ended: !shown.knows(code) })
        .collect();
    let rules = &settings.rules.currencies;
    let rounded = rules.roundings().map(|rule| rule.currency);
    for code in exact.table().map(|(code, _)| code).chain(rounded) {
        add_currency(&mut currencies, code);
    }
    let as_of = exact.as_of();
    let source = if as_of.is_some() { RateSource::File } else { RateSource::Program };
    let rates = exact.table().filter(|(code, _)| *code != Currency::EUR);
    CurrencyTables {
        currencies,
        roundings: roundings_of(rules),
        rates: rates
            .map(|(code, rate)| ExchangeRateRow { code, rate, as_of, source, fetched_at: now })
            .collect(),
    }
}

/// The rows of rounding rules. A rule for prices below zero never applies, and has no row.
pub(super) fn roundings_of(rules: &CurrencyRules) -> Vec<RoundingRow> {
    rules
        .roundings()
        .filter(|rule| rule.below.is_none_or(|below| below > 0))
        .map(|rule| RoundingRow {
            code: rule.currency,
            below_minor: rule.below,
            step_minor: rule.step,
            less_minor: rule.less,
        })
        .collect()
}

/// Adds a currency that cannot be chosen, unless it is there.
pub(super) fn add_currency(currencies: &mut Vec<CurrencyRow>, code: Currency) {
    if !currencies.iter().any(|row| row.code == code) {
        currencies.push(CurrencyRow { code, enabled: false, ended: false });
    }
}

/// The stored exchange rates, with the currencies to choose from, and the stored rounding rules;
/// none if nothing is stored.
pub(crate) fn of_tables(
    tables: &CurrencyTables,
) -> Result<Option<(Rates, CurrencyRules)>, InternalError> {
    if tables.currencies.is_empty() {
        return Ok(None);
    }
    let without = without_rate(tables);
    if !without.is_empty() {
        tracing::error!(currencies = ?without, "currencies without an exchange rate are left out");
    }
    let enabled = tables.currencies.iter().filter(|row| row.enabled).map(|row| row.code);
    let accepted: Vec<Currency> = enabled.filter(|code| !without.contains(code)).collect();
    // The euro has no row, unless somebody has written one.
    let rates = tables.rates.iter().filter(|row| row.code != Currency::EUR);
    let rates: Vec<(Currency, i64)> = rates.map(|row| (row.code, row.rate)).collect();
    let rates = Rates::new(&rates, &accepted, as_of(tables))
        .map_err(|error| InternalError::stored("the table of exchange rates:", error))?;
    let rounding = |row: &RoundingRow| Rounding {
        currency: row.code,
        below: row.below_minor,
        step: row.step_minor,
        less: row.less_minor,
    };
    let ended = tables.currencies.iter().filter(|row| row.ended).map(|row| row.code);
    let rules =
        CurrencyRules::new(tables.roundings.iter().map(rounding).collect(), ended.collect());
    Ok(Some((rates, rules)))
}

/// Currencies that can be chosen and have no rate.
pub(super) fn without_rate(tables: &CurrencyTables) -> Vec<Currency> {
    let has_rate = |code: Currency| code == Currency::EUR || rate_of(tables, code).is_some();
    let enabled = tables.currencies.iter().filter(|row| row.enabled).map(|row| row.code);
    enabled.filter(|code| !has_rate(*code)).collect()
}

/// The stored rate of a currency.
pub(super) fn rate_of(tables: &CurrencyTables, code: Currency) -> Option<&ExchangeRateRow> {
    tables.rates.iter().find(|row| row.code == code)
}

/// Whether a rate comes from outside: neither typed nor the program's demonstration.
pub(super) fn is_published(source: RateSource) -> bool {
    matches!(source, RateSource::File | RateSource::Feed)
}

/// The latest day of a rate from outside.
pub(super) fn latest_published(tables: &CurrencyTables) -> Option<Date> {
    let published = tables.rates.iter().filter(|row| is_published(row.source));
    published.filter_map(|row| row.as_of).max()
}

/// The oldest day of a rate that shoppers see; none if one of them is the program's.
fn as_of(tables: &CurrencyTables) -> Option<Date> {
    let mut oldest: Option<Date> = None;
    let shown = tables.currencies.iter().filter(|row| row.enabled && !row.ended);
    for row in shown.filter(|row| row.code != Currency::EUR) {
        let day = rate_of(tables, row.code)?.as_of?;
        oldest = Some(oldest.map_or(day, |oldest| oldest.min(day)));
    }
    oldest
}
