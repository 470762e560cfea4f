//! Versions of the merchant's tables that are replaced as a whole. A change increments the version
//! first, in its transaction: the row's lock lets one change at a time through.

use crate::{Error, Executor};
use db::{execute, fetch_one};

/// Tables that are replaced together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tables {
    /// Zones, places, tariffs and tax rates.
    Delivery,
    /// Currencies, their rounding, and exchange rates.
    Currencies,
}

impl Tables {
    /// Its key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Delivery => "delivery",
            Self::Currencies => "currencies",
        }
    }
}

/// How often the tables have been changed.
///
/// # Errors
/// If the query fails.
pub async fn get(executor: &mut impl Executor, tables: Tables) -> Result<i64, Error> {
    let (version,) = fetch_one!(
        executor,
        (i64,),
        "SELECT version FROM table_versions WHERE name = $1",
        tables.key()
    )?;
    Ok(version)
}

/// Waits for a change of the tables that is in progress, and lets none begin until the transaction
/// ends: for whoever changes something that must fit them.
///
/// # Errors
/// If the query fails.
pub async fn lock(executor: &mut impl Executor, tables: Tables) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE table_versions SET version = version WHERE name = $1",
        tables.key()
    )?;
    Ok(())
}

/// Increments the version of the tables, and returns it.
///
/// # Errors
/// If the query fails.
pub async fn bump(executor: &mut impl Executor, tables: Tables) -> Result<i64, Error> {
    let (version,) = fetch_one!(
        executor,
        (i64,),
        "UPDATE table_versions SET version = version + 1 WHERE name = $1 RETURNING version",
        tables.key()
    )?;
    Ok(version)
}
