//! The only crate with SQL. Each query is written once, in the SQL that SQLite and PostgreSQL
//! share, and runs on either; where one of them must lock what the other need not, there are two
//! side by side.
//!
//! - [`Db`] opens a database and hands out connections ([`Db::read`]) and transactions
//!   ([`Db::begin`])
//! - [`catalogue`], [`import`], [`media`]: products and their pictures
//! - [`carts`], [`orders`], [`waits`], [`outbox`], [`refusals`]: selling
//! - [`withdrawals`]: statements by which consumers withdraw
//! - [`privacy`]: what is kept of a person, and how it is forgotten
//! - [`settings`]: what all replicas share
//!
//! Times are Unix milliseconds (UTC) bound from Rust, amounts are minor units, ids are version 7
//! UUIDs.

#[macro_use]
mod sql;

pub mod attempts;
pub mod carts;
pub mod catalogue;
mod db;
mod embedded;
mod error;
pub mod import;
mod measure;
pub mod media;
pub mod orders;
mod outage;
pub mod outbox;
pub mod privacy;
pub mod refusals;
pub mod settings;
pub mod waits;
pub mod withdrawals;

pub use db::{Conn, Db, Link, LinkRef, Options, Tx, check_url};
pub use embedded::{Fault, File};
pub use error::Error;
pub use uuid::Uuid;

mod id;
pub use id::new_id;

#[cfg(test)]
mod tests;
