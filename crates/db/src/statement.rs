//! Statements registered at compile time, for the test that prepares all of them.

use crate::Column;

/// One of the two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite, in one file.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// A registered statement. Release builds register none.
#[derive(Debug)]
pub struct Statement {
    /// Its text.
    pub sql: &'static str,
    /// The databases it runs on.
    pub on: &'static [Dialect],
    /// The columns of its row type, if it returns rows.
    pub columns: Option<fn() -> Vec<Column>>,
}

inventory::collect!(Statement);
