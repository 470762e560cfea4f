//! The outbox: events with work still to be done.

use db::{Error, Executor, Query, execute, fetch_all_by_dialect, fetch_optional, here};
use uuid::{Builder, Uuid};

db::row! {
    /// An event claimed by a worker.
    #[derive(Clone, Debug)]
    pub struct EventRow {
        /// Primary key; the same at every attempt.
        pub id: Uuid,
        /// Topic, such as `order.placed`.
        pub topic: String,
        /// JSON.
        pub payload: String,
        /// Number of attempts, including this one.
        pub attempts: i64,
    }
}

/// Adds an event, in the transaction that causes it.
///
/// # Errors
/// If the query fails.
pub async fn push(
    executor: &mut impl Executor,
    topic: &str,
    payload: &str,
    now: i64,
) -> Result<Uuid, Error> {
    let id = db::new_id(now);
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

/// Claims at most `limit` due events. No other worker gets them before `lease_until`, and workers
/// do not wait for each other while claiming.
///
/// # Errors
/// If the query fails.
pub async fn claim(
    executor: &mut impl Executor,
    now: i64,
    lease_until: i64,
    limit: i64,
) -> Result<Vec<EventRow>, Error> {
    // SQLite has one writer at a time. On PostgreSQL, without SKIP LOCKED, all workers would select
    // the same oldest events, wait, and all but one would get nothing. The subquery is separate
    // there, so that it runs once, whatever the plan.
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

/// Marks the event as completed.
///
/// # Errors
/// If the query fails.
pub async fn complete(executor: &mut impl Executor, id: Uuid, now: i64) -> Result<(), Error> {
    execute!(executor, "UPDATE outbox SET done_at = $2, last_error = NULL WHERE id = $1", id, now)?;
    Ok(())
}

/// Records a failed attempt; the next one is due at `due_at`.
///
/// # Errors
/// If the query fails.
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

/// Cancels the event. The row stays, with the reason, until somebody has reviewed it.
///
/// # Errors
/// If the query fails.
pub async fn cancel(
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

/// Deletes completed events from before `before`, in Unix milliseconds, at most 500, and returns
/// their number. Cancelled events are kept.
///
/// # Errors
/// If the query fails.
pub async fn delete_completed_before(
    executor: &mut impl Executor,
    before: i64,
) -> Result<u64, Error> {
    // Ids start with their time by the shop's clock, so the primary key finds the old ones. Nothing
    // is from before 1970.
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

/// The pending events.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Backlog {
    /// Events.
    pub pending: i64,
    /// When the oldest was created, in Unix milliseconds, from its id.
    pub since: Option<i64>,
    /// Due events; the others were postponed.
    pub ready: i64,
    /// When the next one is due, in Unix milliseconds.
    pub due: Option<i64>,
}

db::row! {
    /// The oldest pending event, with counts of all pending events.
    struct BacklogRow {
        id: Uuid,
        pending: i64,
        ready: i64,
        due: i64,
    }
}

/// The pending events.
///
/// # Errors
/// If the query fails.
pub async fn backlog(executor: &mut impl Executor, now: i64) -> Result<Backlog, Error> {
    // Counting all of them makes the database use the small index of pending events; with only
    // ORDER BY, it might scan the primary key.
    let oldest = fetch_optional!(
        executor,
        BacklogRow,
        "SELECT id, COUNT(*) OVER () AS pending, COUNT(*) FILTER (WHERE due_at <= $1) OVER () AS \
         ready, MIN(due_at) OVER () AS due FROM outbox WHERE done_at IS NULL \
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

fn with_error() -> Query {
    Query::new("SELECT COUNT(*) FROM outbox WHERE last_error IS NOT NULL")
}

db::built!((i64,), [Sqlite, Postgres], |_| with_error());

/// How many events have failed: cancelled ones, and those whose last attempt had an error.
///
/// # Errors
/// If the query fails.
pub async fn failures(executor: &mut impl Executor) -> Result<i64, Error> {
    let rows: Vec<(i64,)> = with_error().fetch_all(executor, here!()).await?;
    Ok(rows.first().map_or(0, |(failed,)| *failed))
}

/// When a version 7 id was created, in Unix milliseconds.
fn made_at(id: Uuid) -> Option<i64> {
    let (seconds, nanoseconds) = id.get_timestamp()?.to_unix();
    i64::try_from(seconds).ok()?.checked_mul(1000)?.checked_add(i64::from(nanoseconds / 1_000_000))
}
