//! Products, lists of products and their facets.

mod listing;
mod product;

pub use listing::*;
pub use product::*;
