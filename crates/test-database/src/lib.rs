//! Databases for tests, and a count of the statements that they run.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod database;
mod statements;

pub use database::{Kind, Template, TestDatabase};
pub use statements::statements;
