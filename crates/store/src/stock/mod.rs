//! Stock levels, the ledger of their movements, and back-in-stock subscriptions.

mod grid;
mod levels;
mod movements;
pub mod subscriptions;

pub use grid::{
    GridFilter, GridRow, LowRow, ShortRow, StockRange, grid, grid_row, low_of, set_low_stock,
    shortages,
};
pub use levels::{ForOrder, LevelRow, Taken, of_products, of_sku, take_all};
pub(crate) use movements::open;
pub use movements::{
    BookableRow, Booked, BookedRow, Booking, BookingOf, MovementRow, book, bookable, movements,
};
