//! The intent of a search, and what its filters offer.

pub mod intent;
mod label;

pub use label::{Band, ChoiceLabel};
