//! SQLite and PostgreSQL behind one interface. Independent of the shop's areas: the caller that
//! opens a database passes its schema.
//!
//! - [`Db`] opens a database and hands out connections ([`Db::read`]) and transactions
//!   ([`Db::begin`]): `pool.rs`, `transaction.rs`
//! - [`Executor`] runs statements; [`fetch_all!`], [`fetch_one!`], [`fetch_optional!`]
//!   and [`execute!`] run one each: `executor.rs`, `macros.rs`
//! - [`Query`] builds lists with filters and sorts, [`insert!`] multi-row writes: `query.rs`;
//!   [`built!`] registers an example of such a list for the tests
//! - [`row!`] defines a row struct; `check.rs` compares it with the database's description of the
//!   statement, and the columns of an [`Insert`] with those of its table
//! - [`OnConstraint`] turns the violation of a named constraint into an error of the use case:
//!   `constraint.rs`
//! - [`Schema`] holds the migrations of both databases: `schema.rs`; `migrate.rs` applies them
//! - [`File`] tracks whether the file of an embedded database is writable, [`Server`] whether
//!   PostgreSQL answers: `embedded.rs`, `outage.rs`; [`FileError`] is what can be wrong with a file
//! - [`Notifications`] wake other processes: `notifications.rs`
//! - `backup.rs` copies and checks an embedded database, `url.rs` validates addresses, `measure.rs`
//!   names and times statements, `gauges.rs` counts connections
//! - [`settings`] is a key-value store shared by all replicas

#[macro_use]
mod macros;

mod backup;
#[doc(hidden)]
pub mod check;
mod constraint;
mod embedded;
mod error;
mod executor;
mod file_error;
mod gauges;
mod id;
#[doc(hidden)]
pub mod measure;
mod migrate;
mod notifications;
mod outage;
mod pool;
mod query;
mod row;
mod schema;
pub mod settings;
mod statement;
mod transaction;
mod url;

pub use constraint::OnConstraint;
pub use embedded::File;
pub use error::Error;
pub use executor::{Conn, ConnectionRef, Executor};
pub use file_error::FileError;
pub use id::new_id;
#[doc(hidden)]
pub use inventory;
pub use migrate::OLDEST_PROGRAM;
pub use notifications::Notifications;
pub use outage::Server;
pub use pool::{Db, Options};
pub use query::{Bindable, BoundValue, BuiltStatement, Insert, Query};
#[doc(hidden)]
pub use row::read as read_column;
pub use row::{Column, Columns, Field, Unreadable, known_or_none};
pub use schema::Schema;
#[doc(hidden)]
pub use sqlx;
pub use statement::{Dialect, InsertedColumns, Statement};
pub use transaction::{ReadTx, Tx};
pub use url::check_url;
pub use uuid::Uuid;
