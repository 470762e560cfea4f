//! Keys and values that all replicas share, in the table `settings`.

use crate::{Error, Executor};

/// The value of a setting; the first caller's `fresh` is kept when there is none yet, whoever wins.
///
/// # Errors
/// When the database cannot.
pub async fn get_or_insert(
    executor: &mut impl Executor,
    key: &str,
    fresh: &str,
) -> Result<String, Error> {
    execute!(
        executor,
        "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING",
        key,
        fresh
    )?;
    let (value,) =
        fetch_one!(executor, (String,), "SELECT value FROM settings WHERE key = $1", key)?;
    Ok(value)
}

/// Key of the row that is written and taken away again to try whether an embedded database can be
/// written.
pub const TRIAL: &str = "store.trial";

/// The value of a setting, if it is there.
///
/// # Errors
/// When the database cannot.
pub async fn get(executor: &mut impl Executor, key: &str) -> Result<Option<String>, Error> {
    let row =
        fetch_optional!(executor, (String,), "SELECT value FROM settings WHERE key = $1", key)?;
    Ok(row.map(|(value,)| value))
}

/// Sets a setting, whatever it was.
///
/// # Errors
/// When the database cannot.
pub async fn put(executor: &mut impl Executor, key: &str, value: &str) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value =
             excluded.value",
        key,
        value
    )?;
    Ok(())
}

/// Takes a setting away.
///
/// # Errors
/// When the database cannot.
pub async fn remove(executor: &mut impl Executor, key: &str) -> Result<(), Error> {
    execute!(executor, "DELETE FROM settings WHERE key = $1", key)?;
    Ok(())
}
