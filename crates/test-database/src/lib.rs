//! Databases for tests, a count of the statements that they run, and changes of the catalogue.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod changes;
mod database;
mod statements;

pub use changes::{set_price_and_stock, set_status};
pub use database::{Kind, Template, TestDatabase};
pub use statements::statements;
