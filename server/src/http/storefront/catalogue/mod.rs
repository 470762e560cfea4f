//! Categories, buying guides, products and the calculator.

pub(in crate::http) mod calculator;
pub(in crate::http) mod listing;
pub(in crate::http) mod product;
