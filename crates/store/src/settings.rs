//! Secrets and facts that all replicas share.

use crate::{Error, Link};

/// The value of a setting; the first caller's `fresh` is kept when there is none yet, whoever wins.
///
/// # Errors
/// When the database cannot.
pub async fn get_or_insert(link: &mut impl Link, key: &str, fresh: &str) -> Result<String, Error> {
    exec!(
        link,
        "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING",
        key,
        fresh
    )?;
    let (value,) = one!(link, (String,), "SELECT value FROM settings WHERE key = $1", key)?;
    Ok(value)
}

/// Key of the row that is written and taken away again to try whether an embedded database can be
/// written.
pub(crate) const TRIAL: &str = "store.trial";

/// The value of a setting, if it is there.
///
/// # Errors
/// When the database cannot.
pub async fn get(link: &mut impl Link, key: &str) -> Result<Option<String>, Error> {
    let row = maybe!(link, (String,), "SELECT value FROM settings WHERE key = $1", key)?;
    Ok(row.map(|(value,)| value))
}

/// Sets a setting, whatever it was.
///
/// # Errors
/// When the database cannot.
pub async fn put(link: &mut impl Link, key: &str, value: &str) -> Result<(), Error> {
    exec!(
        link,
        "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key,
        value
    )?;
    Ok(())
}

/// Takes a setting away.
///
/// # Errors
/// When the database cannot.
pub async fn remove(link: &mut impl Link, key: &str) -> Result<(), Error> {
    exec!(link, "DELETE FROM settings WHERE key = $1", key)?;
    Ok(())
}
