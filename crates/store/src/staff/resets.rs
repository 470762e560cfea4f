//! Links to a new password, one for each person.

use super::digest;
use crate::{Error, Executor, Uuid};
use db::{execute, fetch_optional};

db::row! {
    /// A link.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ResetRow {
        /// Primary key.
        pub id: Uuid,
        /// Whose password it is.
        pub staff_id: Uuid,
        /// When it ends.
        pub expires_at: i64,
    }
}

/// Adds a link without a token, which replaces the person's one before.
///
/// # Errors
/// If the query fails.
pub async fn put(executor: &mut impl Executor, reset: &ResetRow) -> Result<(), Error> {
    delete_of(executor, reset.staff_id).await?;
    execute!(
        executor,
        "INSERT INTO staff_resets (id, staff_id, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT (staff_id) DO NOTHING",
        reset.id,
        reset.staff_id,
        reset.expires_at
    )?;
    Ok(())
}

/// Sets the token, which replaces the one before.
///
/// # Errors
/// If the query fails.
pub async fn set_token(executor: &mut impl Executor, id: Uuid, token: &str) -> Result<(), Error> {
    execute!(executor, "UPDATE staff_resets SET token = $2 WHERE id = $1", id, digest(token))?;
    Ok(())
}

/// The link of a token, also if it has expired.
///
/// # Errors
/// If the query fails.
pub async fn by_token(
    executor: &mut impl Executor,
    token: &str,
) -> Result<Option<ResetRow>, Error> {
    Ok(fetch_optional!(
        executor,
        ResetRow,
        "SELECT id, staff_id, expires_at FROM staff_resets WHERE token = $1",
        digest(token)
    )?)
}

/// The link with this primary key.
///
/// # Errors
/// If the query fails.
pub async fn by_id(executor: &mut impl Executor, id: Uuid) -> Result<Option<ResetRow>, Error> {
    Ok(fetch_optional!(
        executor,
        ResetRow,
        "SELECT id, staff_id, expires_at FROM staff_resets WHERE id = $1",
        id
    )?)
}

/// Deletes a link. Returns whether there was one.
///
/// # Errors
/// If the query fails.
pub async fn delete(executor: &mut impl Executor, id: Uuid) -> Result<bool, Error> {
    Ok(execute!(executor, "DELETE FROM staff_resets WHERE id = $1", id)? > 0)
}

/// Deletes a person's link.
///
/// # Errors
/// If the query fails.
pub async fn delete_of(executor: &mut impl Executor, person: Uuid) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM staff_resets WHERE staff_id = $1", person)?)
}

/// Deletes links that ended before `before`.
///
/// # Errors
/// If the query fails.
pub async fn forget(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM staff_resets WHERE expires_at < $1", before)?)
}
