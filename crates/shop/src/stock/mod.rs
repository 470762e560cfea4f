//! Stock: what people book. Orders take theirs in `orders/write.rs`.
//!
//! Every change is a movement with a cause, and none sets a number: what is sold meanwhile stays
//! sold.
//!
//! - [`receive`], [`write_off`], [`correct`]: units that come or go: `units.rs`
//! - [`count`]: a counted number, against the level that was shown: `count.rs`
//! - [`book_list`]: a pasted list of any of these: `list.rs`
//! - [`grid`], [`item`], [`history`], [`set_low`]: many variants; one with its ledger; the ledger;
//!   when few are left: `show.rs`, `low.rs`

mod book;
mod count;
mod list;
mod low;
mod show;
mod units;

pub use book::{BookError, Moved};
pub use count::{CountStock, count};
pub use list::{BookList, BookListError, CheckedLine, CheckedList, ListCause, ListMode, book_list};
pub use low::{LowError, SetLow, set_low};
pub use show::{Grid, GridLine, HistoryError, ShowGrid, StockItem, grid, history, item};
pub use store::stock::{MovementRow, StockRange};
pub use units::{MoveUnits, correct, receive, write_off};
