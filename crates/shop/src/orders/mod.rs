//! Orders: placing one, showing and finding it, withdrawing from it.

pub mod place;
mod show;
pub mod withdrawals;

pub use place::{Agreement, Placed, place, place_with};
pub(crate) use show::by_id;
pub use show::{Details, find, link, request_digest, show};
