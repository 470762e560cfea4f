//! Stock levels and back-in-stock subscriptions.

mod levels;
pub mod subscriptions;

pub use levels::{Taken, of_product, of_sku, put_back, take, take_all};
