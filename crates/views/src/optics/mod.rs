//! Compatibility and performance of telescopes.

pub mod calculator;
mod fit;

pub use fit::*;
