//! What a search means.

pub mod intent;
