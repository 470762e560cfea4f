//! What is still to be done for what has happened.

use crate::{Error, Executor, Uuid};
use db::{execute, fetch_all, fetch_all_by_dialect, fetch_optional};
use sqlx::types::uuid::Builder;

db::row! {
    /// An event that a worker has taken on.
    #[derive(Clone, Debug)]
    pub struct EventRow {
        /// Primary key; the same at every attempt.
        pub id: Uuid,
        /// What happened, such as `order.placed`.
        pub topic: String,
        /// JSON.
        pub payload: String,
        /// Attempts, this one among them.
        pub attempts: i64,
    }
}

/// Notes an event in the transaction that brings it about.
///
/// # Errors
/// When the database cannot.
pub async fn push(
    executor: &mut impl Executor,
    topic: &str,
    payload: &str,
    now: i64,
) -> Result<Uuid, Error> {
    let id = crate::new_id(now);
    execute!(
        executor,
        "INSERT INTO outbox (id, topic, payload, due_at) VALUES ($1, $2, $3, $4)",
        id,
        topic,
        payload,
        now
    )?;
    Ok(id)
}

/// Takes on at most `limit` events that are due; no other worker gets them before `lease_until`,
/// nor waits for who is taking them on now.
///
/// # Errors
/// When the database cannot.
pub async fn claim(
    executor: &mut impl Executor,
    now: i64,
    lease_until: i64,
    limit: i64,
) -> Result<Vec<EventRow>, Error> {
    // SQLite has one writer at a time. On PostgreSQL all workers would be shown the same oldest
    // events, and all but one come away with nothing after waiting for it. The subquery stands
    // apart there, so that it is run once, whatever the plan.
    Ok(fetch_all_by_dialect!(
        executor,
        EventRow,
        sqlite: "UPDATE outbox SET due_at = $2, attempts = attempts + 1
         WHERE id IN (SELECT id FROM outbox WHERE done_at IS NULL AND due_at <= $1
         ORDER BY due_at LIMIT $3)
         RETURNING id, topic, payload, attempts",
        postgres: "WITH due AS MATERIALIZED (
           SELECT id FROM outbox WHERE done_at IS NULL AND due_at <= $1
           ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
         )
         UPDATE outbox SET due_at = $2, attempts = attempts + 1 FROM due WHERE outbox.id = due.id
         RETURNING outbox.id, topic, payload, attempts",
        now,
        lease_until,
        limit
    )?)
}

/// The event is dealt with.
///
/// # Errors
/// When the database cannot.
pub async fn done(executor: &mut impl Executor, id: Uuid, now: i64) -> Result<(), Error> {
    execute!(executor, "UPDATE outbox SET done_at = $2, last_error = NULL WHERE id = $1", id, now)?;
    Ok(())
}

/// The attempt failed; the next is due at `due_at`.
///
/// # Errors
/// When the database cannot.
pub async fn failed(
    executor: &mut impl Executor,
    id: Uuid,
    error: &str,
    due_at: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE outbox SET last_error = $2, due_at = $3 WHERE id = $1",
        id,
        error,
        due_at
    )?;
    Ok(())
}

/// Nobody will try again. The row stays, with the reason, until somebody has looked at it.
///
/// # Errors
/// When the database cannot.
pub async fn give_up(
    executor: &mut impl Executor,
    id: Uuid,
    error: &str,
    now: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE outbox SET done_at = $2, last_error = $3 WHERE id = $1",
        id,
        now,
        error
    )?;
    Ok(())
}

/// Events that were given up, oldest first, at most 100.
///
/// # Errors
/// When the database cannot.
pub async fn given_up(executor: &mut impl Executor) -> Result<Vec<EventRow>, Error> {
    Ok(fetch_all!(
        executor,
        EventRow,
        "SELECT id, topic, payload, attempts FROM outbox WHERE done_at IS NOT NULL
         AND last_error IS NOT NULL ORDER BY id LIMIT 100"
    )?)
}

/// Deletes events that came before `before`, in Unix milliseconds, and are dealt with, at most 500;
/// gives how many. Those given up stay.
///
/// # Errors
/// When the database cannot.
pub async fn delete_done_before(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    // Ids begin with their time by the shop's clock, so that the primary key finds the old ones.
    // Nothing is from before 1970.
    let first_kept =
        Builder::from_unix_timestamp_millis(u64::try_from(before).unwrap_or(0), &[0; 10])
            .into_uuid();
    Ok(execute!(
        executor,
        "DELETE FROM outbox
         WHERE id IN (SELECT id FROM outbox WHERE id < $1 AND done_at IS NOT NULL
         AND last_error IS NULL ORDER BY id LIMIT 500)",
        first_kept
    )?)
}

/// What is not dealt with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Backlog {
    /// Events.
    pub pending: i64,
    /// Since when the oldest of them is there, in Unix milliseconds, by its id.
    pub since: Option<i64>,
    /// Those whose time has come: the others were put off.
    pub ready: i64,
    /// When the next of them is due, in Unix milliseconds.
    pub due: Option<i64>,
}

db::row! {
    /// The oldest event that is not dealt with, and counts over all of them.
    struct BacklogRow {
        id: Uuid,
        pending: i64,
        ready: i64,
        due: i64,
    }
}

/// What is not dealt with.
///
/// # Errors
/// When the database cannot.
pub async fn backlog(executor: &mut impl Executor, now: i64) -> Result<Backlog, Error> {
    // The count over all of them keeps the database to the small index of what is not done; ordered
    // alone, it might walk the primary key.
    let oldest = fetch_optional!(
        executor,
        BacklogRow,
        "SELECT id, COUNT(*) OVER () AS pending, COUNT(*) FILTER (WHERE due_at <= $1) OVER () AS ready, MIN(due_at) OVER () AS due FROM outbox WHERE done_at IS NULL \
         ORDER BY id LIMIT 1",
        now
    )?;
    Ok(oldest.map_or_else(Backlog::default, |row| Backlog {
        pending: row.pending,
        since: made_at(row.id),
        ready: row.ready,
        due: Some(row.due),
    }))
}

/// When an id of version 7 was made, in Unix milliseconds.
fn made_at(id: Uuid) -> Option<i64> {
    let (seconds, nanoseconds) = id.get_timestamp()?.to_unix();
    i64::try_from(seconds).ok()?.checked_mul(1000)?.checked_add(i64::from(nanoseconds / 1_000_000))
}
