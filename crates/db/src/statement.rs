//! Statements and inserts registered at compile time, for the tests that compare all of them with
//! the database.

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

/// The columns that an [`Insert`](crate::Insert) writes. Release builds register none.
#[derive(Debug)]
pub struct InsertedColumns {
    /// The table.
    pub table: &'static str,
    /// The columns, with the types of the values written.
    pub columns: fn() -> Vec<Column>,
}

inventory::collect!(InsertedColumns);
