//! What is wrong with stored tables.

use std::fmt;

/// What is wrong with a stored table or one of its rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableFault {
    /// The table's name in the database.
    pub table: &'static str,
    /// The row's key; none if no single row is wrong.
    pub row: Option<String>,
    /// Why it cannot be used.
    pub reason: String,
}

impl fmt::Display for TableFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, row, reason } = self;
        match row {
            Some(row) => write!(f, "{table}, row {row}: {reason}"),
            None => write!(f, "{table}: {reason}"),
        }
    }
}

impl std::error::Error for TableFault {}

/// Everything that is wrong with the stored zones, tariffs and tax rates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnusableTables(pub Vec<TableFault>);

impl fmt::Display for UnusableTables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        write!(
            f,
            "the stored shipping zones, tariffs and tax rates cannot be used: {}. Replace those \
             that are wrong with `perigee tables import FOLDER`; `perigee tables export FOLDER` \
             writes the others, and `perigee tables check` names what is still wrong",
            faults.join("; ")
        )
    }
}

impl std::error::Error for UnusableTables {}
