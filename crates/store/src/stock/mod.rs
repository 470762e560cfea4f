//! Stock levels, and who asked to be told when a variant is back.

mod levels;
pub mod subscriptions;

pub use levels::{Taken, of_product, of_sku, put_back, take, take_all};
