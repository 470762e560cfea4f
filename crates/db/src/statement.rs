//! What is known of a statement before it runs, for the tests that prepare them all.

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
}

inventory::collect!(Statement);
