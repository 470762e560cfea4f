//! The shop's SQL. Each query is written once, in SQL that SQLite and PostgreSQL share. Where they
//! need different SQL, both versions are side by side. The crate [`db`] runs the statements.
//!
//! One module for each area:
//! - [`audit`]: who changed what
//! - [`catalogue`], [`media`], [`stock`]: products, their pictures, stock levels
//! - [`cart`], [`checkout`], [`orders`], [`payments`]: selling
//! - [`content`]: content pages and menus; [`notifications`]: texts of emails
//! - [`customers`]: data stored about a person
//! - [`shipping`], [`tax`]: zones and tariffs, tax rates
//! - [`pricing`]: sale prices, the history of prices, currencies and exchange rates
//! - [`recommendations`]: what is bought together
//! - [`staff`]: people of the desk, their roles and sessions
//! - [`search_misses`]: searches without a result
//! - [`shop_settings`]: the merchant's settings, one row with a column for each
//! - [`table_versions`]: versions of tables that are replaced as a whole
//! - [`settings`]: the program's own texts by key, shared by all replicas, such as the secret of
//!   links; nothing that the merchant sets
//!
//! Times are Unix milliseconds (UTC) bound from Rust (those of `catalogue_changes` are the
//! database's), amounts are minor units, ids are version 7 UUIDs.

pub mod audit;
pub mod cart;
pub mod catalogue;
pub mod checkout;
mod column;
pub mod content;
pub mod customers;
pub mod media;
mod migrations;
pub mod notifications;
pub mod orders;
pub mod payments;
pub mod pricing;
pub mod recommendations;
pub mod search_misses;
pub mod shipping;
pub mod shop_settings;
pub mod staff;
pub mod stock;
pub mod table_versions;
pub mod tax;

pub use db::{
    Conn, ConnectionRef, Db, Error, Executor, File, FileError, Notifications, OLDEST_PROGRAM,
    OnConstraint, Options, ReadTx, Tx, Uuid, check_url, new_id, settings,
};
pub use migrations::{SCHEMA, options};

#[cfg(test)]
mod tests;
