//! Extractors: the parts of requests that handlers use.

mod client;
pub mod fields;
mod form;

pub use client::{Client, client};
pub use fields::{Caller, Fields, Query};
pub use form::{Form, local_path};
