//! The shop's SQL. Each query is written once, in the SQL that SQLite and PostgreSQL share, and runs
//! on either; where they need a text each, both stand side by side. How statements run is the
//! business of the crate [`db`].
//!
//! One module for each area:
//! - [`catalogue`], [`media`], [`stock`]: products, their pictures, what is in stock
//! - [`cart`], [`checkout`], [`orders`], [`payments`]: selling
//! - [`customers`]: what is kept of a person
//! - [`outbox`]: events that the worker deals with
//! - [`settings`]: keys and values that all replicas share
//!
//! Times are Unix milliseconds (UTC) bound from Rust, amounts are minor units, ids are version 7
//! UUIDs.

pub mod cart;
pub mod catalogue;
pub mod checkout;
mod column;
pub mod customers;
pub mod media;
mod migrations;
pub mod orders;
pub mod outbox;
pub mod payments;
pub mod stock;

pub use db::{
    Conn, ConnectionRef, Db, Error, Executor, Fault, File, OLDEST_PROGRAM, Options, Tx, Uuid,
    check_url, new_id, settings,
};
pub use migrations::{SCHEMA, options};

// Paths from before the areas, until their callers have moved.
pub use customers::privacy;
pub use orders::withdrawals;
pub use payments::{attempts, refusals};
pub use stock::subscriptions as waits;
/// [`cart`] and [`checkout`].
pub mod carts {
    pub use crate::cart::*;
    pub use crate::checkout::{get as checkout, put as put_checkout};
}
/// Writing the [`catalogue`].
pub mod import {
    pub use crate::catalogue::{
        NewCategory, NewProduct, NewVariant, begin, product_count, put_attribute as attribute,
        put_brand as brand, put_category as category, put_pictures as pictures,
        put_product as product, put_redirect as redirect, put_variant as variant, rename,
        set_price_and_stock, set_status, skus_of,
    };
}

#[cfg(test)]
mod tests;
