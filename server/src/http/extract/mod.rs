//! Extractors: what handlers read of a request.

mod client;
pub mod fields;

pub use client::{Client, client};
pub use fields::{Fields, Json, Query};
