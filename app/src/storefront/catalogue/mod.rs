//! Lists of products, buying guides, products and the calculator.

pub mod buying_guide;
pub mod calculator;
pub mod listing;
pub mod product;
