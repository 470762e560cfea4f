//! Currencies that the shop offers, rounding of converted prices, and exchange rates. Servers see a
//! change after [`catalogue::bump`](crate::catalogue::bump) in the same transaction.

use crate::{Error, Executor, column};
use db::{execute, fetch_all, here, insert};
use domain::{Currency, pricing::rates::RateSource};
use time::Date;

db::row! {
    /// A currency.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct CurrencyRow {
        /// Its code.
        pub code: Currency = column::currency,
        /// Whether it can be chosen.
        pub enabled: bool = column::flag,
        /// Whether it is discontinued: it can be chosen in the Astronomy Shop API only.
        pub ended: bool = column::flag,
    }
}

db::row! {
    /// How converted prices in a currency are rounded.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct RoundingRow {
        /// The currency.
        pub code: Currency = column::currency,
        /// Applies to prices below this many minor units; none to all.
        pub below_minor: Option<i64>,
        /// Prices are a multiple of this many minor units…
        pub step_minor: i64,
        /// …minus this many.
        pub less_minor: i64,
    }
}

db::row! {
    /// An exchange rate.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ExchangeRateRow {
        /// The currency.
        pub code: Currency = column::currency,
        /// Millionths for a euro.
        pub rate: i64,
        /// The day; none for the rates of the program.
        pub as_of: Option<Date> = column::date_or_empty,
        /// Where it comes from.
        pub source: RateSource = column::rate_source,
        /// When it was stored or last confirmed, in Unix milliseconds.
        pub fetched_at: i64,
    }
}

/// All about currencies. They are read and replaced together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CurrencyTables {
    /// The currencies in the order of the list to choose from.
    pub currencies: Vec<CurrencyRow>,
    /// Their rounding, in the order of precedence.
    pub roundings: Vec<RoundingRow>,
    /// Exchange rates; the euro has none.
    pub rates: Vec<ExchangeRateRow>,
}

/// The stored currencies; empty before the first start of a program that stores them.
///
/// # Errors
/// If a query fails, or a row has an unreadable value.
pub async fn currency_tables(executor: &mut impl Executor) -> Result<CurrencyTables, Error> {
    Ok(CurrencyTables {
        currencies: fetch_all!(
            executor,
            CurrencyRow,
            "SELECT code, enabled, ended FROM currencies ORDER BY position, code"
        )?,
        roundings: fetch_all!(
            executor,
            RoundingRow,
            "SELECT code, below_minor, step_minor, less_minor FROM currency_roundings
             ORDER BY code, position"
        )?,
        rates: fetch_all!(
            executor,
            ExchangeRateRow,
            "SELECT code, rate, as_of, source, fetched_at FROM exchange_rates ORDER BY code"
        )?,
    })
}

/// Replaces everything about currencies.
///
/// # Errors
/// If a query fails, or violates a constraint of the tables.
pub async fn put_currency_tables(
    executor: &mut impl Executor,
    tables: &CurrencyTables,
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM exchange_rates")?;
    execute!(executor, "DELETE FROM currency_roundings")?;
    execute!(executor, "DELETE FROM currencies")?;
    insert!("currencies", (1_i64..).zip(&tables.currencies), |(position, row)| {
        code: &str = row.code.code(),
        position: i64 = position,
        enabled: i64 = i64::from(row.enabled),
        ended: i64 = i64::from(row.ended),
    })
    .execute(executor, here!())
    .await?;
    insert!("currency_roundings", (1_i64..).zip(&tables.roundings), |(position, row)| {
        code: &str = row.code.code(),
        position: i64 = position,
        below_minor: Option<i64> = row.below_minor,
        step_minor: i64 = row.step_minor,
        less_minor: i64 = row.less_minor,
    })
    .execute(executor, here!())
    .await?;
    insert!("exchange_rates", &tables.rates, |row| {
        code: &str = row.code.code(),
        rate: i64 = row.rate,
        as_of: String = row.as_of.map(column::date_text).unwrap_or_default(),
        source: &str = row.source.key(),
        fetched_at: i64 = row.fetched_at,
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// Records at `now`, in Unix milliseconds, that the feed still has the rates that were taken from
/// it.
///
/// # Errors
/// If the query fails.
pub async fn confirm_feed(executor: &mut impl Executor, now: i64) -> Result<(), Error> {
    execute!(executor, "UPDATE exchange_rates SET fetched_at = $1 WHERE source = 'feed'", now)?;
    Ok(())
}
