//! Prices: exchange rates, and the totals of a cart or an order.

pub(crate) mod item;
pub mod rates;
mod totals;

pub use item::Item;
pub use totals::{AmountTooLarge, DeliveryShare, Totals, delivery_shares, totals};
