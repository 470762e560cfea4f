//! Suggested products.

use crate::catalogue::ProductCard;
use domain::Money;

/// A suggested product.
#[derive(Clone, PartialEq, Debug)]
pub struct Suggestion {
    /// The product.
    pub card: ProductCard,
    /// The variant that a button adds: the first one available.
    pub sku: String,
    /// Its price.
    pub price: Money,
    /// Why it is suggested.
    pub reason: Reason,
}

/// Why a product is suggested, with the name of the product that it is suggested for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It is often bought together with that product.
    Together(String),
    /// The shopper has bought that product.
    Bought(String),
    /// The merchant has chosen it for that product.
    Chosen(String),
}
