//! Support for tests of the use cases and of HTTP.
//!
//! - [`ProductBuilder`], [`GuideBuilder`], [`PageBuilder`], [`HomeBlockBuilder`] …: catalogue data
//!   and content, written through the store
//! - [`fixture`]: a small catalogue of fictional products, one of each kind that rules distinguish
//! - [`garden_folder`]: the catalogue of another merchant, of another trade
//! - [`files`]: pictures that people upload, good and bad ones
//! - [`CartBuilder`], [`OrderBuilder`]: carts and orders, created through the use cases
//! - [`Bench`]: a shop with its own database, a clock that tests set, and a [`Bank`] that records
//!   its calls
//!
//! Only the tests of the sample catalogue name products of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

mod bank;
mod bench;
mod builders;
pub mod calls;
pub mod files;
pub mod fixture;
mod garden;
mod on_both;
mod people;
mod worker;

pub use bank::Bank;
pub use bench::{Bench, Catalogue, database, merchant_folder, open, sample_folder, settings};
pub use builders::{
    CartBuilder, CategoryBuilder, GuideBuilder, HomeBlockBuilder, OrderBuilder, PageBuilder,
    ProductBuilder, VariantBuilder, add_products,
};
pub use garden::{garden_folder, garden_settings};
pub use people::{GOOD_CARD, address, card, contact, home, session};
pub use test_database::{
    Kind, Template, TestDatabase, set_price_and_stock, set_status, statements,
};
pub use worker::{deliver_due, measure_outbox};

/// Friday, 20 November 2026, 10:00 at the place of dispatch: the default time of tests.
pub const NOW: i64 = 1_795_165_200_000;
