//! A cart and its lines as they are read.

use crate::{Uuid, column};
use domain::{Currency, tax::TaxClass};

db::row! {
    /// A cart without its lines.
    #[derive(Clone, Debug)]
    pub struct CartRow {
        /// Primary key; none while the cart is still stored under its plain token.
        pub id: Option<Uuid>,
        /// Number of orders placed from it.
        pub generation: i64,
        /// JSON of the line removed last.
        pub undo: Option<String>,
    }
}

db::row! {
    /// A line with the current state of its variant.
    #[derive(Clone, Debug)]
    pub struct LineRow {
        /// Primary key of the variant.
        pub variant_id: Uuid,
        /// Primary key of the product.
        pub product_id: Uuid,
        /// Units.
        pub quantity: u32 = column::count,
        /// The price last shown to the shopper.
        pub seen_minor: i64,
        /// Its currency.
        pub seen_currency: Currency = column::currency,
        /// Stock keeping unit.
        pub sku: String,
        /// The variant's label.
        pub label: String,
        /// What is charged: the base price, or a lower sale price.
        pub price_minor: i64,
        /// Its currency.
        pub currency: Currency = column::currency,
        /// Units in stock.
        pub stock: u32 = column::stock,
        /// The product's slug.
        pub slug: String,
        /// The product's name.
        pub name: String,
        /// Tax class.
        pub tax_class: TaxClass = column::tax_class,
        /// Weight of one unit with its packaging, in grams; 0 if unknown.
        pub weight_g: i64,
        /// Whether shoppers can see the product, and the variant is sold and has a price.
        pub visible: bool = column::flag,
    }
}

impl LineRow {
    /// Whether the price differs from the one last shown to the shopper.
    #[must_use]
    pub fn is_repriced(&self) -> bool {
        (self.seen_minor, self.seen_currency) != (self.price_minor, self.currency)
    }
}

/// Selects cart lines from the tables given, which name the line `l`, the variant `v` and the
/// product `p`. `$2` is the time.
macro_rules! select_lines {
    ($from:literal) => {
        concat!(
            "SELECT l.variant_id, p.id AS product_id, l.quantity, l.seen_minor, l.seen_currency,
             v.sku, v.label, ",
            $crate::pricing::charged_price!("$2"),
            ", v.currency, v.stock, p.slug, p.name, p.tax_class,
             v.weight_g, CAST(CASE WHEN p.status = 'published' AND p.published_at <= $2
             AND (p.unpublish_at IS NULL OR p.unpublish_at > $2) AND v.archived_at IS NULL
             AND v.price_minor > 0 THEN 1 ELSE 0 END AS BIGINT) AS visible FROM ",
            $from,
            " ORDER BY l.added_at, v.sku"
        )
    };
}
pub(super) use select_lines;

db::row! {
    /// The size of a cart.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct CartSize {
        /// Units.
        pub units: u32 = column::count,
        /// Lines.
        pub lines: u32 = column::count,
    }
}
