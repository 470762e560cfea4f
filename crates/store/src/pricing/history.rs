//! The history of base prices. Whatever changes a base price calls [`note_changed`] or writes the
//! history itself, as `prices.rs` does.

use crate::{Error, Executor, Uuid, column};
use db::{Query, execute, fetch_all, here};
use domain::Currency;

db::row! {
    /// A base price of a variant.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct HistoryRow {
        /// The variant.
        pub variant_id: Uuid,
        /// From when, in Unix milliseconds.
        pub from_at: i64,
        /// Until when, exclusive; none: it is in force.
        pub until_at: Option<i64>,
        /// Minor units.
        pub amount_minor: i64,
        /// Its currency.
        pub currency: Currency = column::currency,
    }
}

/// The base prices of the variants with a sale that runs at `now` or later, by variant and time.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn history_of_reduced(
    executor: &mut impl Executor,
    now: i64,
) -> Result<Vec<HistoryRow>, Error> {
    Ok(fetch_all!(
        executor,
        HistoryRow,
        "SELECT h.variant_id, h.from_at, h.until_at, h.amount_minor, h.currency
         FROM price_history h
         WHERE h.variant_id IN (SELECT o.variant_id FROM sale_prices o WHERE o.ends_at > $1)
         ORDER BY h.variant_id, h.from_at",
        now
    )?)
}

fn of_variants(variants: &[Uuid]) -> Query {
    Query::new("SELECT variant_id, from_at, until_at, amount_minor, currency FROM price_history")
        .filter_in("variant_id", variants.iter().copied())
        .sql(" ORDER BY variant_id, from_at")
}

db::built!(HistoryRow, [Sqlite, Postgres], |_| of_variants(&[Uuid::nil(); 2]));

/// The base prices of these variants, by variant and time. At most 20,000.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn history_of(
    executor: &mut impl Executor,
    variants: &[Uuid],
) -> Result<Vec<HistoryRow>, Error> {
    of_variants(variants).fetch_all(executor, here!()).await
}

/// The base prices of a variant, newest first, at most `limit`.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn history(
    executor: &mut impl Executor,
    variant: Uuid,
    limit: u32,
) -> Result<Vec<HistoryRow>, Error> {
    Ok(fetch_all!(
        executor,
        HistoryRow,
        "SELECT variant_id, from_at, until_at, amount_minor, currency
         FROM price_history WHERE variant_id = $1 ORDER BY from_at DESC LIMIT $2",
        variant,
        i64::from(limit)
    )?)
}

/// Begins the history of a new variant.
///
/// # Errors
/// If the query fails.
pub(crate) async fn note_new(
    executor: &mut impl Executor,
    variant: Uuid,
    now: i64,
) -> Result<(), Error> {
    // A change in the same millisecond replaces the price that was never in force.
    execute!(
        executor,
        "INSERT INTO price_history (variant_id, from_at, amount_minor, currency)
         SELECT v.id, CAST($2 AS BIGINT), v.price_minor, v.currency FROM variants v
         WHERE v.id = $1 AND NOT EXISTS (SELECT 1 FROM price_history h
            WHERE h.variant_id = v.id AND h.until_at IS NULL)
         ON CONFLICT (variant_id, from_at) DO UPDATE SET amount_minor = excluded.amount_minor,
            currency = excluded.currency, until_at = NULL",
        variant,
        now
    )?;
    Ok(())
}

/// Adds the base price of a variant to its history if it is another one than before.
///
/// # Errors
/// If a query fails.
pub(crate) async fn note_changed(
    executor: &mut impl Executor,
    variant: Uuid,
    now: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE price_history SET until_at = $2 WHERE variant_id = $1 AND until_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM variants v WHERE v.id = $1
            AND v.price_minor = price_history.amount_minor
            AND v.currency = price_history.currency)",
        variant,
        now
    )?;
    note_new(executor, variant, now).await
}
