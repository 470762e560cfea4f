//! Forms that were posted with an expired session.

use super::digest;
use crate::{Error, Executor, Uuid};
use db::{execute, fetch_optional};

db::row! {
    /// A form.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct FormRow {
        /// Primary key.
        pub id: Uuid,
        /// Who posted it.
        pub staff_id: Uuid,
        /// Where it was posted.
        pub path: String,
        /// Its encoded fields.
        pub body: Vec<u8>,
        /// When it was posted.
        pub created_at: i64,
    }
}

/// Keeps a form, of which only the holder of the token can ask for it.
///
/// # Errors
/// If the query fails.
pub async fn add(executor: &mut impl Executor, form: &FormRow, token: &str) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO staff_kept_forms (id, staff_id, token, path, body, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        form.id,
        form.staff_id,
        digest(token),
        form.path.as_str(),
        form.body.clone(),
        form.created_at
    )?;
    Ok(())
}

/// A person's form, posted since `since`.
///
/// # Errors
/// If the query fails.
pub async fn of_person(
    executor: &mut impl Executor,
    person: Uuid,
    token: &str,
    since: i64,
) -> Result<Option<FormRow>, Error> {
    Ok(fetch_optional!(
        executor,
        FormRow,
        "SELECT id, staff_id, path, body, created_at FROM staff_kept_forms
         WHERE token = $2 AND staff_id = $1 AND created_at > $3",
        person,
        digest(token),
        since
    )?)
}

/// Deletes all but the latest forms of a person.
///
/// # Errors
/// If the query fails.
pub async fn keep_latest(
    executor: &mut impl Executor,
    person: Uuid,
    kept: u32,
) -> Result<(), Error> {
    execute!(
        executor,
        "DELETE FROM staff_kept_forms WHERE staff_id = $1 AND id NOT IN (
            SELECT id FROM staff_kept_forms WHERE staff_id = $1 ORDER BY created_at DESC, id DESC
            LIMIT $2)",
        person,
        i64::from(kept)
    )?;
    Ok(())
}

/// Deletes forms from before `before`.
///
/// # Errors
/// If the query fails.
pub async fn forget(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM staff_kept_forms WHERE created_at < $1", before)?)
}
