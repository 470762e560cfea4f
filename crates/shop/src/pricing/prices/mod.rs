//! Prices of variants: base prices and sale prices, one by one and many at once.
//!
//! - [`set_price`]: the base price of one variant: `set.rs`
//! - [`preview_prices`], [`change_prices`]: the base prices of many, by a rule: `change.rs`
//! - [`preview_sale`], [`set_sale`], [`end_sales`]: lower prices for a time: `sale.rs`
//! - [`undo_prices`]: restores base prices that are still as they were left: `undo.rs`
//! - [`price_history`], [`prior_prices`], [`sales`]: what a variant has cost; what a sale strikes
//!   through; which sales there are: `history.rs`

mod change;
mod error;
mod history;
mod preview;
mod reversible;
mod sale;
mod set;
mod undo;
mod write;

pub use change::{ChangePrices, PricesChanged, change_prices, preview_prices};
pub use error::PriceError;
pub use history::{PriceHistory, price_history, prior_prices, sales};
pub use preview::{MAX_VARIANTS, Preview, PreviewRow, RowError, Selection};
pub(crate) use reversible::BasePrices;
pub use sale::{SetSale, end_sales, preview_sale, set_sale};
pub use set::{SetPrice, set_price};
pub use undo::{Undone, undo_prices};
