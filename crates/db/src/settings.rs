//! A key-value store shared by all replicas: the table `settings`.

use crate::{Error, Executor};

pub use crate::embedded::TRIAL;

/// The value of a setting. If there is none, stores and returns `fresh`; with concurrent callers,
/// all get the value that was stored first.
///
/// # Errors
/// If the query fails.
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

/// The value of a setting, if set.
///
/// # Errors
/// If the query fails.
pub async fn get(executor: &mut impl Executor, key: &str) -> Result<Option<String>, Error> {
    let row =
        fetch_optional!(executor, (String,), "SELECT value FROM settings WHERE key = $1", key)?;
    Ok(row.map(|(value,)| value))
}

/// Sets a setting.
///
/// # Errors
/// If the query fails.
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

/// Deletes a setting.
///
/// # Errors
/// If the query fails.
pub async fn remove(executor: &mut impl Executor, key: &str) -> Result<(), Error> {
    execute!(executor, "DELETE FROM settings WHERE key = $1", key)?;
    Ok(())
}
