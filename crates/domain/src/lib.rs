//! The rules of the shop, as pure functions over plain values: no I/O, no async, nothing that reads
//! a clock. The server and the islands in the browser call the same code, so a price or an error is
//! decided in one place.
//!
//! A folder an area of the trade:
//! - [`money`]: amounts in minor units and their rounding; [`pricing`]: totals, exchange rates
//! - [`catalogue`]: attributes of products; [`stock`]: what is left; [`search`]: what a query means
//! - [`cart`], [`checkout`]: quantities, and what a shopper types into the forms
//! - [`tax`], [`shipping`]: tax zones and lines; tariffs, working days and holidays
//! - [`orders`], [`payments`], [`seller`]: numbers and states, cards, who sells
//! - [`customers`]: addresses of each country, email addresses, telephone numbers
//! - [`optics`], [`sky`]: what a telescope shows and what fits it, and what there is to see
//! - [`text`]: the one normalisation of what is typed

pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod customers;
pub mod money;
pub mod optics;
pub mod orders;
pub mod payments;
pub mod pricing;
pub mod search;
pub mod seller;
pub mod shipping;
pub mod sky;
pub mod stock;
pub mod tax;
pub mod text;

pub use money::{Currency, Money};
