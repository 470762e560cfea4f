//! What fits a telescope, and what it shows.

pub mod calculator;
mod fit;

pub use fit::*;
