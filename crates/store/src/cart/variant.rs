//! The data of a variant that adding to a cart needs.

use super::LineRow;
use crate::{
    Error, Executor, Uuid, column,
    pricing::{charged_price, with_charged_price},
};
use db::{Query, fetch_optional, here};
use domain::Currency;

db::row! {
    /// The data of a variant that adding to a cart needs.
    #[derive(Clone, Debug)]
    pub struct SellableRow {
        /// Primary key.
        pub id: Uuid,
        /// Stock keeping unit.
        pub sku: String,
        /// The product's name.
        pub name: String,
        /// The variant's label.
        pub label: String,
        /// What is charged: the base price, or a lower sale price.
        pub price_minor: i64,
        /// Its currency.
        pub currency: Currency = column::currency,
        /// Units in stock.
        pub stock: u32 = column::stock,
    }
}

/// The variant with this SKU, if it is sold, has a price, and its product is visible.
///
/// # Errors
/// If the query fails.
pub async fn sellable(
    executor: &mut impl Executor,
    sku: &str,
    now: i64,
) -> Result<Option<SellableRow>, Error> {
    Ok(fetch_optional!(
        executor,
        SellableRow,
        concat!(
            "SELECT v.id, v.sku, p.name, v.label, ",
            charged_price!("$2"),
            ", v.currency, v.stock
             FROM variants v JOIN products p ON p.id = v.product_id WHERE v.sku = $1
             AND v.archived_at IS NULL AND v.price_minor > 0
             AND p.status = 'published' AND p.published_at <= $2
             AND (p.unpublish_at IS NULL OR p.unpublish_at > $2)"
        ),
        sku,
        now
    )?)
}

/// Those of the variants with these SKUs that are sold, have a price, and whose product is visible,
/// in one statement and any order.
///
/// # Errors
/// If the query fails.
pub async fn sellable_of(
    executor: &mut impl Executor,
    skus: &[&str],
    now: i64,
) -> Result<Vec<SellableRow>, Error> {
    visible(skus, now).fetch_all(executor, here!()).await
}

fn visible(skus: &[&str], now: i64) -> Query {
    with_charged_price(Query::new("SELECT v.id, v.sku, p.name, v.label, "), now)
        .sql(", v.currency, v.stock FROM variants v JOIN products p ON p.id = v.product_id")
        .filter_in("v.sku", skus.iter().copied())
        .filter("p.status = ", "published")
        .filter("p.published_at <= ", now)
        .filter("(p.unpublish_at IS NULL OR p.unpublish_at > ", now)
        .sql(") AND v.archived_at IS NULL AND v.price_minor > 0")
}
db::built!(SellableRow, [Sqlite, Postgres], |_| visible(&["a", "b"], 1));

fn as_lines(skus: &[&str], now: i64) -> Query {
    let query = Query::new(
        "SELECT v.id AS variant_id, p.id AS product_id, CAST(1 AS BIGINT) AS quantity,
         v.price_minor AS seen_minor, v.currency AS seen_currency, v.sku, v.label, ",
    );
    with_charged_price(query, now)
        .sql(
            ", v.currency, v.stock, p.slug, p.name, p.tax_class, v.weight_g,
             CAST(CASE WHEN p.status = 'published' AND p.published_at <= ",
        )
        .bind(now)
        .sql(" AND (p.unpublish_at IS NULL OR p.unpublish_at > ")
        .bind(now)
        .sql(
            ") AND v.archived_at IS NULL THEN 1 ELSE 0 END AS BIGINT) AS visible
             FROM variants v JOIN products p ON p.id = v.product_id",
        )
        .filter_in("v.sku", skus.iter().copied())
}
db::built!(LineRow, [Sqlite, Postgres], |_| as_lines(&["a", "b"], 1));

/// The variants with these SKUs as lines of one unit of a cart that nobody has, in any order. What
/// was seen is the base price.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn imagined_lines(
    executor: &mut impl Executor,
    skus: &[&str],
    now: i64,
) -> Result<Vec<LineRow>, Error> {
    as_lines(skus, now).fetch_all(executor, here!()).await
}
