//! Orders, their lines and events; withdrawals.

mod read;
pub mod withdrawals;
mod write;

pub use read::{OrderLineRow, OrderRow, by_id, by_key, by_number, count, events, lines};
pub use write::insert;
