//! Recovery codes.

use super::digest;
use crate::{Error, Executor, Uuid};
use db::{execute, fetch_one, here, insert};

/// The digest of a person's code.
fn of(person: Uuid, code: &str) -> Vec<u8> {
    digest(&format!("{person} {code}"))
}

/// Replaces a person's codes.
///
/// # Errors
/// If the query fails.
pub async fn replace(
    executor: &mut impl Executor,
    person: Uuid,
    codes: &[String],
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM staff_recovery_codes WHERE staff_id = $1", person)?;
    insert!("staff_recovery_codes", codes, |code| {
        staff_id: Uuid = person,
        code: Vec<u8> = of(person, code),
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// Takes a code. Returns false if the person has no such code, or has used it before.
///
/// # Errors
/// If the query fails.
pub async fn take(
    executor: &mut impl Executor,
    person: Uuid,
    code: &str,
    now: i64,
) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE staff_recovery_codes SET used_at = $3
         WHERE staff_id = $1 AND code = $2 AND used_at IS NULL",
        person,
        of(person, code),
        now
    )? > 0)
}

db::row! {
    /// A number of codes.
    struct NumberRow {
        number: i64,
    }
}

/// How many unused codes a person has.
///
/// # Errors
/// If the query fails.
pub async fn left(executor: &mut impl Executor, person: Uuid) -> Result<i64, Error> {
    let row = fetch_one!(
        executor,
        NumberRow,
        "SELECT COUNT(*) AS number FROM staff_recovery_codes
         WHERE staff_id = $1 AND used_at IS NULL",
        person
    )?;
    Ok(row.number)
}
