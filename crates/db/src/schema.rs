//! A program's schema.

use sqlx::migrate::Migrator;

/// The migrations of a program, one set per database. Both create the same tables, including
/// `settings` with the columns `key` and `value`.
#[derive(Debug)]
pub struct Schema {
    /// For SQLite.
    pub sqlite: Migrator,
    /// For PostgreSQL.
    pub postgres: Migrator,
}
