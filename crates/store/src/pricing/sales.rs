//! Prices that are lower for a time.

use crate::{Error, Executor, Uuid, column};
use db::{Query, fetch_all, here, insert};
use domain::Currency;

/// The column `price_minor`: what is charged for the variant `v` at a time, which is the parameter
/// given. `domain::pricing::charged` has the same rule for the copy in memory.
macro_rules! charged_price {
    ($now:literal) => {
        concat!(
            "CAST(COALESCE((SELECT MIN(s.amount_minor) FROM sale_prices s
             WHERE s.variant_id = v.id AND s.currency = v.currency AND s.starts_at <= ",
            $now,
            " AND s.ends_at > ",
            $now,
            " AND s.amount_minor < v.price_minor), v.price_minor) AS BIGINT) AS price_minor"
        )
    };
}
pub(crate) use charged_price;

/// Appends the same column to a statement that is built.
pub(crate) fn with_charged_price(query: Query, now: i64) -> Query {
    query
        .sql(
            "CAST(COALESCE((SELECT MIN(s.amount_minor) FROM sale_prices s
             WHERE s.variant_id = v.id AND s.currency = v.currency AND s.starts_at <= ",
        )
        .bind(now)
        .sql(" AND s.ends_at > ")
        .bind(now)
        .sql(" AND s.amount_minor < v.price_minor), v.price_minor) AS BIGINT) AS price_minor")
}

db::row! {
    /// A sale price of a variant.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct SaleRow {
        /// Primary key.
        pub id: Uuid,
        /// The variant.
        pub variant_id: Uuid,
        /// Minor units.
        pub amount_minor: i64,
        /// It applies only while the base price is in this currency.
        pub currency: Currency = column::currency,
        /// From when, in Unix milliseconds.
        pub starts_at: i64,
        /// Until when, exclusive.
        pub ends_at: i64,
        /// What the merchant calls it; may be empty.
        pub campaign: String,
    }
}

/// All sales, also those that are over, of the variants with a sale that runs at `now` or later, by
/// variant.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn sales_of_reduced(
    executor: &mut impl Executor,
    now: i64,
) -> Result<Vec<SaleRow>, Error> {
    Ok(fetch_all!(
        executor,
        SaleRow,
        "SELECT s.id, s.variant_id, s.amount_minor, s.currency, s.starts_at, s.ends_at, s.campaign
         FROM sale_prices s
         WHERE s.variant_id IN (SELECT o.variant_id FROM sale_prices o WHERE o.ends_at > $1)
         ORDER BY s.variant_id, s.starts_at",
        now
    )?)
}

fn of_variants(variants: &[Uuid]) -> Query {
    Query::new(
        "SELECT id, variant_id, amount_minor, currency, starts_at, ends_at, campaign
         FROM sale_prices",
    )
    .filter_in("variant_id", variants.iter().copied())
    .sql(" ORDER BY variant_id, starts_at")
}

db::built!(SaleRow, [Sqlite, Postgres], |_| of_variants(&[Uuid::nil(); 2]));

/// Maximum number of variants in one statement, well below what the databases can bind.
const VARIANTS: usize = 10_000;

/// All sales of these variants, also those that are over, by start.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn sales_of(
    executor: &mut impl Executor,
    variants: &[Uuid],
) -> Result<Vec<SaleRow>, Error> {
    let mut all = Vec::new();
    for some in variants.chunks(VARIANTS) {
        let rows: Vec<SaleRow> = of_variants(some).fetch_all(executor, here!()).await?;
        all.extend(rows);
    }
    Ok(all)
}

fn by_ids(sales: &[Uuid]) -> Query {
    Query::new(
        "SELECT id, variant_id, amount_minor, currency, starts_at, ends_at, campaign
         FROM sale_prices",
    )
    .filter_in("id", sales.iter().copied())
}

db::built!(SaleRow, [Sqlite, Postgres], |_| by_ids(&[Uuid::nil(); 2]));

/// The sales with these primary keys, in any order.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn sales_by_id(
    executor: &mut impl Executor,
    sales: &[Uuid],
) -> Result<Vec<SaleRow>, Error> {
    let mut all = Vec::new();
    for some in sales.chunks(VARIANTS) {
        let rows: Vec<SaleRow> = by_ids(some).fetch_all(executor, here!()).await?;
        all.extend(rows);
    }
    Ok(all)
}

db::row! {
    /// A sale with its variant.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ListedSaleRow {
        /// Primary key.
        pub id: Uuid,
        /// Stock keeping unit.
        pub sku: String,
        /// The product's name.
        pub name: String,
        /// The variant's label; may be empty.
        pub label: String,
        /// The base price in minor units.
        pub price_minor: i64,
        /// The sale price in minor units.
        pub amount_minor: i64,
        /// The currency of the sale price.
        pub currency: Currency = column::currency,
        /// From when, in Unix milliseconds.
        pub starts_at: i64,
        /// Until when, exclusive.
        pub ends_at: i64,
        /// What the merchant calls it; may be empty.
        pub campaign: String,
    }
}

fn list(now: i64, after: Option<Uuid>, limit: u32) -> Query {
    let query = Query::new(
        "SELECT s.id, v.sku, p.name, v.label, v.price_minor, s.amount_minor, s.currency,
         s.starts_at, s.ends_at, s.campaign FROM sale_prices s
         JOIN variants v ON v.id = s.variant_id JOIN products p ON p.id = v.product_id",
    )
    .filter("s.ends_at > ", now);
    let query = match after {
        Some(after) => query.filter("s.id > ", after),
        None => query,
    };
    query.page("s.id", i64::from(limit), 0)
}

db::built!(ListedSaleRow, [Sqlite, Postgres], |_| list(1, Some(Uuid::nil()), 3));

/// A page of the sales that run at `now` or later, in the order in which they were set, after the
/// one with this key.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn sales(
    executor: &mut impl Executor,
    now: i64,
    after: Option<Uuid>,
    limit: u32,
) -> Result<Vec<ListedSaleRow>, Error> {
    list(now, after, limit).fetch_all(executor, here!()).await
}

/// A sale price to write.
#[derive(Clone, Copy, Debug)]
pub struct NewSale<'a> {
    /// The variant.
    pub variant: Uuid,
    /// Minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// From when, in Unix milliseconds.
    pub starts: i64,
    /// Until when, exclusive.
    pub ends: i64,
    /// What the merchant calls it; may be empty.
    pub campaign: &'a str,
}

/// Writes sales, at `now` in Unix milliseconds.
///
/// # Errors
/// If the query fails, or violates the constraint `sale_prices_check` (it ends before it begins) or
/// `sale_prices_variant_id_starts_at_key`.
pub async fn insert_sales(
    executor: &mut impl Executor,
    sales: &[NewSale<'_>],
    now: i64,
) -> Result<(), Error> {
    insert!("sale_prices", sales, |sale| {
        id: Uuid = crate::new_id(now),
        variant_id: Uuid = sale.variant,
        amount_minor: i64 = sale.amount,
        currency: &str = sale.currency.code(),
        starts_at: i64 = sale.starts,
        ends_at: i64 = sale.ends,
        campaign: &str = sale.campaign,
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

fn end(sales: &[Uuid], now: i64) -> Query {
    Query::new("UPDATE sale_prices SET ends_at = ")
        .bind(now)
        .filter("starts_at < ", now)
        .filter("ends_at > ", now)
        .filter_in("id", sales.iter().copied())
        .sql(" RETURNING id")
}

db::built!((Uuid,), [Sqlite, Postgres], |_| end(&[Uuid::nil(); 2], 1));

fn cancel(sales: &[Uuid], now: i64) -> Query {
    Query::new("DELETE FROM sale_prices")
        .filter("starts_at >= ", now)
        .filter_in("id", sales.iter().copied())
        .sql(" RETURNING id")
}

db::built!((Uuid,), [Sqlite, Postgres], |_| cancel(&[Uuid::nil(); 2], 1));

/// Ends sales at `now`, and deletes those that have not begun. What was charged stays known.
/// Returns those that were ended or deleted, in any order.
///
/// # Errors
/// If a query fails.
pub async fn end_sales(
    executor: &mut impl Executor,
    sales: &[Uuid],
    now: i64,
) -> Result<Vec<Uuid>, Error> {
    let mut all = Vec::new();
    for some in sales.chunks(VARIANTS) {
        let ended: Vec<(Uuid,)> = end(some, now).fetch_all(executor, here!()).await?;
        let gone: Vec<(Uuid,)> = cancel(some, now).fetch_all(executor, here!()).await?;
        all.extend(ended.into_iter().chain(gone).map(|row| row.0));
    }
    Ok(all)
}
