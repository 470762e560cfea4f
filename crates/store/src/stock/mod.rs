//! Stock levels and back-in-stock subscriptions.

mod levels;
pub mod subscriptions;

pub use levels::{LevelRow, Taken, of_products, of_sku, put_back, take, take_all};
