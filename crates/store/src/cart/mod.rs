//! Carts and their lines.

mod carts;
mod changes;
mod expiry;
mod lines;
pub(crate) mod plain;
pub(crate) mod token;
mod variant;

pub use carts::{CartRow, close, get, lock, set_undo, touch};
pub use changes::{is_last_change, note_change};
pub use expiry::{delete_empty_older_than, delete_older_than, delete_programs_older_than};
pub use lines::{LineRow, add, count, empty, lines, mark_price_seen, remove, set};
pub use plain::move_older_than;
pub use variant::{SellableRow, sellable};
