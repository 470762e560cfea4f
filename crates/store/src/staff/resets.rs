//! Links to a new password. A person can have several: whoever asks for another one must not make
//! those worthless that the person has got.

use super::digest;
use crate::{Error, Executor, Uuid};
use db::{execute, fetch_one, fetch_optional};

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

/// Adds a link.
///
/// # Errors
/// If the query fails.
pub async fn add(executor: &mut impl Executor, reset: &ResetRow, token: &str) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO staff_resets (id, staff_id, token, expires_at) VALUES ($1, $2, $3, $4)",
        reset.id,
        reset.staff_id,
        digest(token),
        reset.expires_at
    )?;
    Ok(())
}

db::row! {
    /// A number of links.
    struct NumberRow {
        number: i64,
    }
}

/// How many links of a person are valid at `now`.
///
/// # Errors
/// If the query fails.
pub async fn valid(executor: &mut impl Executor, person: Uuid, now: i64) -> Result<i64, Error> {
    let row = fetch_one!(
        executor,
        NumberRow,
        "SELECT COUNT(*) AS number FROM staff_resets WHERE staff_id = $1 AND expires_at > $2",
        person,
        now
    )?;
    Ok(row.number)
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

/// Deletes a link. Returns whether there was one.
///
/// # Errors
/// If the query fails.
pub async fn delete(executor: &mut impl Executor, id: Uuid) -> Result<bool, Error> {
    Ok(execute!(executor, "DELETE FROM staff_resets WHERE id = $1", id)? > 0)
}

/// Deletes a person's links.
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
