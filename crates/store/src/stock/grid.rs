//! A list of many variants with their stock.

use crate::{Error, Executor, Uuid};
use db::{Query, execute, fetch_optional, here};

/// Which levels a list has.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum StockRange {
    /// All.
    #[default]
    All,
    /// Low ones, and those that are sold out.
    Low,
    /// Those that are sold out.
    Out,
}

/// Which variants a list has.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct GridFilter<'a> {
    /// Only those whose SKU contains this, in any case; may be empty.
    pub sku: &'a str,
    /// Only those with such a level.
    pub range: StockRange,
    /// What is low where the variant does not say so.
    pub low: i64,
    /// Only those after this SKU, for the next page.
    pub after: Option<&'a str>,
}

db::row! {
    /// A variant with its stock.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct GridRow {
        /// Primary key.
        pub id: Uuid,
        /// Stock keeping unit.
        pub sku: String,
        /// The variant's label; may be empty.
        pub label: String,
        /// The product's slug.
        pub slug: String,
        /// The product's name.
        pub name: String,
        /// Units in stock.
        pub stock: i64,
        /// Counts the bookings; orders do not change it.
        pub stock_version: i64,
        /// So few units are low; none: the shop's number.
        pub low_stock: Option<i64>,
    }
}

/// A pattern of texts that contain this one, in any case.
fn pattern(text: &str) -> String {
    let mut pattern = "%".to_owned();
    for letter in text.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern + "%"
}

fn list(filter: GridFilter<'_>, limit: u32) -> Query {
    let mut query = Query::new(
        "SELECT v.id, v.sku, v.label, p.slug, p.name, v.stock, v.stock_version, v.low_stock
         FROM variants v JOIN products p ON p.id = v.product_id",
    )
    .filter("p.status <> ", "archived")
    .sql(" AND v.archived_at IS NULL");
    if !filter.sku.is_empty() {
        query = query.filter("LOWER(v.sku) LIKE ", pattern(filter.sku)).sql(" ESCAPE '\\'");
    }
    if let Some(after) = filter.after {
        query = query.filter("v.sku > ", after);
    }
    query = match filter.range {
        StockRange::All => query,
        StockRange::Low => query.filter("v.stock <= COALESCE(v.low_stock, ", filter.low).sql(")"),
        StockRange::Out => query.filter("v.stock <= ", 0_i64),
    };
    query.page("v.sku", i64::from(limit), 0)
}

db::built!(GridRow, [Sqlite, Postgres], |_| {
    let after = Some("a");
    list(GridFilter { sku: "A", range: StockRange::Low, low: 5, after }, 3)
});

/// A page of variants that are sold, of products that are not archived, by SKU.
///
/// # Errors
/// If the query fails.
pub async fn grid(
    executor: &mut impl Executor,
    filter: GridFilter<'_>,
    limit: u32,
) -> Result<Vec<GridRow>, Error> {
    list(filter, limit).fetch_all(executor, here!()).await
}

/// A variant with its stock, whatever the status of its product.
///
/// # Errors
/// If the query fails.
pub async fn grid_row(executor: &mut impl Executor, sku: &str) -> Result<Option<GridRow>, Error> {
    Ok(fetch_optional!(
        executor,
        GridRow,
        "SELECT v.id, v.sku, v.label, p.slug, p.name, v.stock, v.stock_version, v.low_stock
         FROM variants v JOIN products p ON p.id = v.product_id WHERE v.sku = $1",
        sku
    )?)
}

db::row! {
    /// When few units of a variant are left.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct LowRow {
        /// Primary key.
        pub id: Uuid,
        /// So few units are low; none: the shop's number.
        pub low_stock: Option<i64>,
    }
}

/// How few units of the variant with this SKU are low.
///
/// # Errors
/// If the query fails.
pub async fn low_of(executor: &mut impl Executor, sku: &str) -> Result<Option<LowRow>, Error> {
    Ok(fetch_optional!(executor, LowRow, "SELECT id, low_stock FROM variants WHERE sku = $1", sku)?)
}

/// Sets how few units of a variant are low from one number to another; none: the shop's number.
/// Returns whether it had the first one.
///
/// # Errors
/// If the query fails, or violates the constraint `variants_low_stock_check`.
pub async fn set_low_stock(
    executor: &mut impl Executor,
    variant: Uuid,
    (before, after): (Option<i64>, Option<i64>),
) -> Result<bool, Error> {
    let changed = execute!(
        executor,
        "UPDATE variants SET low_stock = $2 WHERE id = $1
         AND COALESCE(low_stock, -1) = COALESCE(CAST($3 AS BIGINT), -1)",
        variant,
        after,
        before
    )?;
    Ok(changed > 0)
}

db::row! {
    /// How many variants are low or sold out, of products that are not archived.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct ShortRow {
        /// Low or sold out.
        pub low: i64,
        /// Sold out.
        pub sold_out: i64,
    }
}

fn short(low: i64) -> Query {
    Query::new("SELECT CAST(COALESCE(SUM(CASE WHEN v.stock <= COALESCE(v.low_stock, ")
        .bind(low)
        .sql(
            ") THEN 1 ELSE 0 END), 0) AS BIGINT) AS low,
             CAST(COALESCE(SUM(CASE WHEN v.stock <= 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS sold_out
             FROM variants v JOIN products p ON p.id = v.product_id",
        )
        .filter("p.status <> ", "archived")
}

db::built!(ShortRow, [Sqlite, Postgres], |_| short(5));

/// How many variants are low or sold out. `low` is what is low where the variant does not say so.
///
/// # Errors
/// If the query fails.
pub async fn shortages(executor: &mut impl Executor, low: i64) -> Result<Option<ShortRow>, Error> {
    Ok(short(low).fetch_all(executor, here!()).await?.into_iter().next())
}
