//! SQLite and PostgreSQL behind one interface. Knows no area of the shop: the schema is given by
//! who opens the database.
//!
//! - [`Db`] opens a database and hands out connections ([`Db::read`]) and transactions
//!   ([`Db::begin`]): `pool.rs`, `transaction.rs`
//! - [`Executor`] is what a statement runs on; [`fetch_all!`], [`fetch_one!`], [`fetch_optional!`]
//!   and [`execute!`] run one: `executor.rs`, `macros.rs`
//! - [`Query`] and [`Insert`] put together lists with filters and sorts, and writes of many rows:
//!   `query.rs`
//! - [`row!`] makes a struct that a row is read as; `check.rs` compares it with what the database
//!   says of the statement
//! - [`OnConstraint`] turns the violation of a named constraint into an error of the use case:
//!   `constraint.rs`
//! - [`Schema`] holds the migrations of both databases: `migrate.rs`
//! - [`File`] watches the file of an embedded database, [`Server`] whether PostgreSQL answers:
//!   `embedded.rs`, `outage.rs`
//! - `backup.rs` copies and checks an embedded database, `url.rs` reads addresses, `measure.rs`
//!   names and times statements
//! - [`settings`] are keys and values that all replicas share

#[macro_use]
mod macros;

mod backup;
#[doc(hidden)]
pub mod check;
mod constraint;
mod embedded;
mod error;
mod executor;
mod id;
#[doc(hidden)]
pub mod measure;
mod migrate;
mod outage;
mod pool;
mod query;
mod row;
pub mod settings;
mod statement;
mod transaction;
mod url;

pub use constraint::OnConstraint;
pub use embedded::{Fault, File};
pub use error::Error;
pub use executor::{Conn, ConnectionRef, Executor};
pub use id::new_id;
#[doc(hidden)]
pub use inventory;
pub use migrate::{OLDEST_PROGRAM, Schema};
pub use outage::Server;
pub use pool::{Db, Options};
pub use query::{Insert, Query, Value};
#[doc(hidden)]
pub use row::read as read_column;
pub use row::{Column, Columns, Field, Unreadable};
#[doc(hidden)]
pub use sqlx;
pub use statement::{Kind, Statement};
pub use transaction::Tx;
pub use url::check_url;
pub use uuid::Uuid;
