//! Orders, their lines, events and payments; withdrawals.

mod read;
pub mod withdrawals;
mod write;

pub use read::{
    CardRow, OrderLineRow, OrderRow, by_id, by_key, by_number, card, count, events, lines,
};
// Paths from before the areas, until their callers have moved.
pub use crate::stock::{of_sku as stock, put_back as return_stock, take as take_stock};
pub use write::{NewPayment, insert};
