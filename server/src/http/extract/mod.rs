//! Extractors: what handlers read of a request.

pub mod fields;

pub use fields::{Fields, Json, Query};
