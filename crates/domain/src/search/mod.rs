//! The intent of a search.

pub mod intent;
