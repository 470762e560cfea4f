//! What can be wrong with a catalogue's folder.

use crate::{InternalError, InvalidTables, error::internal};
use std::path::PathBuf;

/// Why the sample catalogue was not loaded. The texts are for the author of the files.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// A table cannot be parsed.
    #[error("{}: {cause}", path.display())]
    Table {
        /// Path of the file.
        path: PathBuf,
        /// Line and reason.
        cause: csv::Error,
    },
    /// A file cannot be read.
    #[error("{}: {cause}", path.display())]
    File {
        /// Path of the file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// A file has the name that it had in an earlier release, and would be ignored.
    #[error("{}: this file is now {new}; rename it", path.display())]
    Renamed {
        /// Path of the file.
        path: PathBuf,
        /// Its name now.
        new: &'static str,
    },
    /// A picture cannot be rendered.
    #[error("{}: {cause}", path.display())]
    Picture {
        /// Path of the file.
        path: PathBuf,
        /// Why.
        cause: InternalError,
    },
    /// A row of a table is wrong.
    #[error("{table}, {row}: {error}")]
    Row {
        /// Name of the file.
        table: &'static str,
        /// Identifier of the row.
        row: String,
        /// What is wrong with it.
        error: String,
    },
    /// The tables of shipping and tax cannot be read, or do not fit together.
    #[error("zones.csv, delivery.csv and tax-rates.csv: {0}")]
    Tables(InvalidTables),
    /// Categories with a parent that does not exist.
    #[error("categories.csv: no such parent for {}", slugs.join(", "))]
    NoParent {
        /// Their slugs.
        slugs: Vec<String>,
    },
    /// The shop has products, which are not to be replaced.
    #[error("the shop has products already")]
    HasProducts,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(SeedError);

impl SeedError {
    pub(super) fn row(table: &'static str, row: &str, error: impl ToString) -> Self {
        Self::Row { table, row: row.to_owned(), error: error.to_string() }
    }
}
