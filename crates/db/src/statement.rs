//! What is known of a statement before it runs, for the tests that prepare them all.

use crate::Column;

/// One of the two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// SQLite, in one file.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

/// A statement, noted where it is written. Release builds note none.
#[derive(Debug)]
pub struct Statement {
    /// Its text.
    pub sql: &'static str,
    /// The databases that it is for.
    pub on: &'static [Kind],
    /// The columns of the row that it is read as; none when no row is read.
    pub columns: Option<fn() -> Vec<Column>>,
}

inventory::collect!(Statement);
