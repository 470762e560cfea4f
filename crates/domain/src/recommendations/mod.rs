//! Recommendations from purchases: which products go together, and which of them may be suggested.
//!
//! - [`basket`], [`Purchase`], [`Tally`]: what an order adds to the counts: `tally.rs`
//! - [`Decay`]: newer orders count more: `decay.rs`
//! - [`CoPurchases`]: how surprising it is that two products are bought together: `ratio.rs`
//! - [`nearest`]: the strongest of them; [`Candidate`]: whether one may be suggested: `choice.rs`

mod choice;
mod decay;
mod ratio;
mod tally;

pub use choice::{Candidate, Evidence, MIN_BUYERS, NEIGHBOURS, Neighbour, nearest};
pub use decay::{Decay, HALF_LIFE_DAYS, InvalidHalfLife, UNIT};
pub use ratio::CoPurchases;
pub use tally::{Count, MAX_BASKET, Purchase, Tally, basket, pairs};
