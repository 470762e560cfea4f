//! The rules of the shop as pure functions over plain values: no I/O, no async, no clock. The
//! server and the islands in the browser run the same code, so each price and each error has one
//! source.
//!
//! One folder per area:
//! - [`money`]: amounts in minor units and their rounding; [`pricing`]: totals, exchange rates
//! - [`catalogue`]: attributes of products; [`stock`]: levels and movements;
//!   [`search`]: intent of a query
//! - [`content`]: roles of content pages, menus, and the links that they may have
//! - [`cart`], [`checkout`]: quantities, and validation of the forms
//! - [`tax`], [`shipping`]: tax rates and lines; zones, tariffs, working days and holidays
//! - [`orders`], [`payments`], [`seller`]: numbers and states, cards, the seller
//! - [`notifications`]: the merchant's texts in emails
//! - [`recommendations`]: what is bought together, and what may be suggested
//! - [`customers`]: addresses of each country, email addresses, phone numbers
//! - [`staff`], [`audit`]: what people of the desk may do; what they did
//! - [`optics`], [`sky`]: performance and compatibility of telescopes; the Moon and meteor showers
//! - [`text`]: the normalisation of typed text

pub mod audit;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod content;
pub mod customers;
pub mod money;
pub mod notifications;
pub mod optics;
pub mod orders;
pub mod payments;
pub mod pricing;
pub mod recommendations;
pub mod search;
pub mod seller;
pub mod shipping;
pub mod sky;
pub mod staff;
pub mod stock;
pub mod tax;
pub mod text;

pub use money::{Currency, Money};
