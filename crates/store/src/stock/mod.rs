//! Stock levels, the ledger of their movements, and back-in-stock subscriptions.

mod bookings;
mod grid;
mod levels;
mod movements;
pub mod subscriptions;

pub use bookings::{claim_booking, forget_bookings, keep_booking};
pub use grid::{
    GridFilter, GridRow, LowRow, ShortRow, StockRange, grid, grid_row, low_of, set_low_stock,
    shortages,
};
pub use levels::{LevelRow, Taken, of_products, of_sku, take_all};
pub use movements::{
    BookableRow, Booked, BookedRow, Booking, BookingOf, MovementRow, book, bookable, movements,
    open_ledgers, variants_after,
};
pub(crate) use movements::{of_order, open};
