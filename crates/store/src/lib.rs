//! The shop's SQL. Each query is written once, in SQL that SQLite and PostgreSQL share. Where they
//! need different SQL, both versions are side by side. The crate [`db`] runs the statements.
//!
//! One module for each area:
//! - [`catalogue`], [`media`], [`stock`]: products, their pictures, stock levels
//! - [`cart`], [`checkout`], [`orders`], [`payments`]: selling
//! - [`content`]: content pages and menus
//! - [`customers`]: data stored about a person
//! - [`shipping`], [`tax`]: zones and tariffs, tax rates
//! - [`recommendations`]: what is bought together
//! - [`shop_settings`]: what the merchant decides about the shop
//! - [`settings`]: a key-value store shared by all replicas
//!
//! Times are Unix milliseconds (UTC) bound from Rust, amounts are minor units, ids are version 7
//! UUIDs.

pub mod cart;
pub mod catalogue;
pub mod checkout;
mod column;
pub mod content;
pub mod customers;
pub mod media;
mod migrations;
pub mod orders;
pub mod payments;
pub mod recommendations;
pub mod shipping;
pub mod shop_settings;
pub mod stock;
pub mod tax;

pub use db::{
    Conn, ConnectionRef, Db, Error, Executor, File, FileError, OLDEST_PROGRAM, OnConstraint,
    Options, Tx, Uuid, check_url, new_id, settings,
};
pub use migrations::{SCHEMA, options};

#[cfg(test)]
mod tests;
