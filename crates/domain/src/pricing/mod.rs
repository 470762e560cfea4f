//! Prices: sale prices, changes of many prices, exchange rates, and the totals of a cart or an
//! order.

mod adjust;
pub(crate) mod item;
pub mod rates;
mod sale;
mod totals;

pub use adjust::{Adjustment, MAX_PRICE, PriceRounding, adjusted};
pub use item::Item;
pub use sale::{BasePrice, SalePrice, charged, next_change, prior_price, running};
pub use totals::{AmountTooLarge, DeliveryShare, Totals, delivery_shares, totals};
