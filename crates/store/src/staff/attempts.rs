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

/// Counts an attempt at `now`, and returns all of the period, with this one. Attempts from before
/// `start` are forgotten: a new period begins.
///
/// # Errors
/// If the query fails.
pub async fn count(
    executor: &mut impl Executor,
    subject: &str,
    now: i64,
    start: i64,
) -> Result<AttemptsRow, Error> {
    Ok(fetch_one!(
        executor,
        AttemptsRow,
        "INSERT INTO staff_attempts (subject, since, count) VALUES ($1, $2, 1)
         ON CONFLICT (subject) DO UPDATE SET
            count = CASE WHEN staff_attempts.since > $3 THEN staff_attempts.count + 1 ELSE 1 END,
            since = CASE WHEN staff_attempts.since > $3 THEN staff_attempts.since
                ELSE excluded.since END
         RETURNING since, count",
        subject,
        now,
        start
    )?)
}

/// Forgets a subject's attempts.
///
/// # Errors
/// If the query fails.
pub async fn clear(executor: &mut impl Executor, subject: &str) -> Result<(), Error> {
    execute!(executor, "DELETE FROM staff_attempts WHERE subject = $1", subject)?;
    Ok(())
}

/// Deletes attempts from before `before`.
///
/// # Errors
/// If the query fails.
pub async fn forget(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM staff_attempts WHERE since < $1", before)?)
}
