//! What is still to be done for what has happened.

use crate::{Error, Link, Uuid};
use sqlx::FromRow;

/// An event that a worker has taken on.
#[derive(Clone, Debug, FromRow)]
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

/// Notes an event in the transaction that brings it about.
///
/// # Errors
/// When the database cannot.
pub async fn push(link: &mut impl Link, topic: &str, payload: &str, now: i64) -> Result<Uuid, Error> {
    let id = crate::new_id();
    exec!(link, "INSERT INTO outbox (id, topic, payload, due_at) VALUES ($1, $2, $3, $4)", id, topic, payload, now)?;
    Ok(id)
}

/// Takes on at most `limit` events that are due; no other worker gets them before `lease_until`.
///
/// # Errors
/// When the database cannot.
pub async fn claim(link: &mut impl Link, now: i64, lease_until: i64, limit: i64) -> Result<Vec<EventRow>, Error> {
    Ok(all!(
        link,
        EventRow,
        "UPDATE outbox SET due_at = $2, attempts = attempts + 1
         WHERE done_at IS NULL AND due_at <= $1
           AND id IN (SELECT id FROM outbox WHERE done_at IS NULL AND due_at <= $1 ORDER BY due_at LIMIT $3)
         RETURNING id, topic, payload, attempts",
        now,
        lease_until,
        limit
    )?)
}

/// The event is dealt with.
///
/// # Errors
/// When the database cannot.
pub async fn done(link: &mut impl Link, id: Uuid, now: i64) -> Result<(), Error> {
    exec!(link, "UPDATE outbox SET done_at = $2, last_error = NULL WHERE id = $1", id, now)?;
    Ok(())
}

/// The attempt failed; the next is due at `due_at`.
///
/// # Errors
/// When the database cannot.
pub async fn failed(link: &mut impl Link, id: Uuid, error: &str, due_at: i64) -> Result<(), Error> {
    exec!(link, "UPDATE outbox SET last_error = $2, due_at = $3 WHERE id = $1", id, error, due_at)?;
    Ok(())
}

/// How many events wait, and since when the oldest does.
///
/// # Errors
/// When the database cannot.
pub async fn backlog(link: &mut impl Link) -> Result<(i64, Option<i64>), Error> {
    Ok(one!(link, (i64, Option<i64>), "SELECT COUNT(*), MIN(due_at) FROM outbox WHERE done_at IS NULL")?)
}
