//! What adding to a cart needs of a variant.

use crate::{Error, Executor, Uuid, column};
use db::fetch_optional;
use domain::Currency;

db::row! {
    /// What adding to a cart needs of a variant.
    #[derive(Clone, Debug)]
    pub struct SellableRow {
        /// Primary key.
        pub id: Uuid,
        /// The product's name.
        pub name: String,
        /// The variant's label.
        pub label: String,
        /// Price now.
        pub price_minor: i64,
        /// Its currency.
        pub currency: Currency = column::currency,
        /// Pieces left.
        pub stock: i64,
    }
}

/// The variant with this SKU, if shoppers can see its product.
///
/// # Errors
/// When the database cannot.
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
