//! The intent of a search, what its filters offer, and what is counted of it.

pub mod intent;
mod label;
mod term;

pub use label::{Band, ChoiceLabel};
pub use term::countable;
