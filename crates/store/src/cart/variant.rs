//! The data of a variant that adding to a cart needs.

use crate::{Error, Executor, Uuid, column};
use db::fetch_optional;
use domain::Currency;

db::row! {
    /// The data of a variant that adding to a cart needs.
    #[derive(Clone, Debug)]
    pub struct SellableRow {
        /// Primary key.
        pub id: Uuid,
        /// The product's name.
        pub name: String,
        /// The variant's label.
        pub label: String,
        /// Current price.
        pub price_minor: i64,
        /// Its currency.
        pub currency: Currency = column::currency,
        /// Units in stock.
        pub stock: u32 = column::stock,
    }
}

/// The variant with this SKU, if its product is visible.
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
        "SELECT v.id, p.name, v.label, v.price_minor, v.currency, v.stock
         FROM variants v JOIN products p ON p.id = v.product_id WHERE v.sku = $1
         AND p.status = 'published' AND p.published_at <= $2",
        sku,
        now
    )?)
}
