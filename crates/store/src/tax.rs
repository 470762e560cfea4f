//! Tax rates. Servers see a change after
//! [`table_versions::bump`](crate::table_versions::bump) and
//! [`catalogue::bump`](crate::catalogue::bump) in the same transaction.

use crate::{Error, Executor, column};
use db::{execute, fetch_all, here, insert};
use domain::{
    customers::country::Country,
    tax::{TaxClass, TaxRates},
};
use time::Date;

db::row! {
    /// The rate of a country for a tax class, from a day on.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct TaxRateRow {
        /// The country.
        pub country: &'static Country = column::country,
        /// The tax class.
        pub class: TaxClass = column::tax_class,
        /// The first day; none from the beginning.
        pub starts_on: Option<Date> = column::date_or_empty,
        /// In hundredths of a percent.
        pub rate: u32 = column::count,
        /// Whether prices shown there include the tax.
        pub included: bool = column::flag,
    }
}

/// All rates.
///
/// # Errors
/// If the query fails.
pub async fn rates(executor: &mut impl Executor) -> Result<Vec<TaxRateRow>, Error> {
    Ok(fetch_all!(
        executor,
        TaxRateRow,
        "SELECT country, class, starts_on, rate, included FROM tax_rates
         ORDER BY country, class, starts_on"
    )?)
}

/// Replaces all rates.
///
/// # Errors
/// If the query fails.
pub async fn put_rates(executor: &mut impl Executor, rates: &TaxRates) -> Result<(), Error> {
    execute!(executor, "DELETE FROM tax_rates")?;
    insert!("tax_rates", rates.iter(), |rate| {
        country: &str = rate.country.code,
        class: &str = rate.class.key(),
        starts_on: String = rate.from.map(column::date_text).unwrap_or_default(),
        rate: u32 = rate.rate,
        included: i64 = i64::from(rate.included),
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}
