//! The rules of the shop, as pure functions over plain values: no I/O, no async, nothing that reads
//! a clock. The server and the islands in the browser call the same code, so a price or an error is
//! decided in one place.
//!
//! - [`money`], [`currency`], [`rates`]: amounts in minor units, rounding, conversion
//! - [`catalogue`]: what a product, a picture, a facet and a page of products are
//! - [`cart`], [`pricing`], [`tax`], [`delivery`]: from lines to totals
//! - [`holidays`]: public holidays and working days
//! - [`checkout`], [`card`], [`mail_host`]: what a shopper types, what is wrong with it, and what
//!   was probably meant
//! - [`address`], [`postcode`]: what addresses of each country are made of, and how they are
//!   printed
//! - [`order`]: numbers and states
//! - [`optics`], [`sky`]: what a telescope shows, and what there is to see
//! - [`fit`]: whether an accessory fits a telescope
//! - [`typed`]: numbers with units, as people type them

pub mod address;
pub mod card;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod country;
pub mod currency;
pub mod delivery;
pub mod fit;
pub mod guide;
pub mod holidays;
pub mod mail_host;
pub mod money;
pub mod optics;
pub mod order;
pub mod postcode;
pub mod pricing;
pub mod rates;
pub mod sky;
pub mod tax;
pub mod territory;
pub mod text;
pub mod typed;

pub use currency::Currency;
pub use money::Money;
