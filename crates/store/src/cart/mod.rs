//! Carts and their lines.

mod carts;
mod changes;
mod expiry;
mod lines;
pub(crate) mod plain;
mod put;
mod rows;
pub(crate) mod token;
mod variant;

pub use carts::{Closed, close, create, get, lock, set_undo, touch};
pub use changes::{is_recent_change, note_change};
pub use expiry::{delete_empty_older_than, delete_older_than, delete_programs_older_than};
pub use lines::{
    NewLine, add, empty, lines, lines_by_id, mark_prices_seen, put_lines, remove, set, size,
};
pub use plain::move_older_than;
pub use rows::{CartRow, CartSize, LineRow};
pub use variant::{SellableRow, imagined_lines, sellable, sellable_of};
