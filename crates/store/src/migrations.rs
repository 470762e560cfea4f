//! The migrations of both databases.

use db::{Options, Schema};

/// The schema that this program needs.
pub static SCHEMA: Schema = Schema {
    sqlite: sqlx::migrate!("migrations/sqlite"),
    postgres: sqlx::migrate!("migrations/postgres"),
};

/// How to connect, without a pooler, to a database with this program's schema.
#[must_use]
pub fn options(url: impl Into<String>, connections: u32) -> Options {
    Options { url: url.into(), connections, listen: true, schema: &SCHEMA }
}
