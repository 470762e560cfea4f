//! Attempts to sign in, of all servers together.

use crate::{Error, Executor};
use db::{execute, fetch_one};

db::row! {
    /// The attempts of a subject.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct AttemptsRow {
        /// When the first of them was made.
        pub since: i64,
        /// How many there were.
        pub count: i64,
    }
}

/// An attempt.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// Whose it is.
    pub subject: &'a str,
    /// With which others it is forgotten: see [`clear_account`]; may be empty.
    pub account: &'a str,
    /// When it is made.
    pub now: i64,
    /// Attempts up to here are forgotten: a new period begins.
    pub start: i64,
}

/// Counts an attempt, and returns all of the period, with this one.
///
/// # Errors
/// If the query fails.
pub async fn count(
    executor: &mut impl Executor,
    attempt: Attempt<'_>,
) -> Result<AttemptsRow, Error> {
    Ok(fetch_one!(
        executor,
        AttemptsRow,
        "INSERT INTO staff_attempts (subject, account, since, count) VALUES ($1, $2, $3, 1)
         ON CONFLICT (subject) DO UPDATE SET
            count = CASE WHEN staff_attempts.since > $4 THEN staff_attempts.count + 1 ELSE 1 END,
            since = CASE WHEN staff_attempts.since > $4 THEN staff_attempts.since
                ELSE excluded.since END
         RETURNING since, count",
        attempt.subject,
        attempt.account,
        attempt.now,
        attempt.start
    )?)
}

/// Takes back an attempt that was counted: it was right.
///
/// # Errors
/// If the query fails.
pub async fn uncount(executor: &mut impl Executor, subject: &str) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE staff_attempts SET count = count - 1 WHERE subject = $1 AND count > 1",
        subject
    )?;
    Ok(())
}

/// Forgets a subject's attempts.
///
/// # Errors
/// If the query fails.
pub async fn clear(executor: &mut impl Executor, subject: &str) -> Result<(), Error> {
    execute!(executor, "DELETE FROM staff_attempts WHERE subject = $1", subject)?;
    Ok(())
}

/// Forgets all attempts that were counted for an account.
///
/// # Errors
/// If the query fails.
pub async fn clear_account(executor: &mut impl Executor, account: &str) -> Result<(), Error> {
    execute!(executor, "DELETE FROM staff_attempts WHERE account = $1", account)?;
    Ok(())
}

/// Deletes attempts from before `before`.
///
/// # Errors
/// If the query fails.
pub async fn forget(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM staff_attempts WHERE since < $1", before)?)
}
