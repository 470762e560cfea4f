//! Payments of orders, payment intents, and declined payments.

pub mod intents;
mod read;
pub mod refusals;

pub use read::{PaymentRow, of_order};
