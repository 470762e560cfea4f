//! Parses the merchant's tables.

use crate::InternalError;
use serde::de::DeserializeOwned;

/// Parses the rows of a table; errors name the table and the line.
pub fn table<T: DeserializeOwned>(name: &str, text: &str) -> Result<Vec<T>, InternalError> {
    let error = |cause| InternalError::Table { table: name.to_owned(), cause };
    csv::Reader::from_reader(text.as_bytes())
        .into_deserialize()
        .map(|row| row.map_err(error))
        .collect()
}
