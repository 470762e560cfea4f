//! Claims events from the outbox and runs their jobs.

use crate::{
    Registry, Worker,
    job::{JobError, TRACE},
    measure,
    outbox::{self, EventRow},
    trace,
};
use db::Db;
use std::time::Duration;
use tokio::sync::Mutex;
use tracing::{Instrument, Span};

/// Lease of a claimed event, in milliseconds. An attempt times out after half of it.
const LEASE: u32 = 60_000;
/// Maximum number of events per call.
const BATCH: usize = 20;
/// Number of concurrent jobs: sending an email is mostly waiting for the mail server.
const AT_ONCE: usize = 4;
/// Maximum delay between two attempts, in milliseconds.
const MAX_PAUSE: i64 = 3_600_000;
/// Number of attempts, over about three days, after which an event is cancelled.
pub const MAX_ATTEMPTS: i64 = 84;

/// The delay after a failed attempt, in milliseconds: doubles each time.
fn pause(attempts: i64) -> i64 {
    1000_i64.saturating_mul(1 << attempts.clamp(0, 12)).min(MAX_PAUSE)
}

/// Runs the jobs of due events.
pub struct Runner<'a, W> {
    worker: &'a W,
    registry: &'a Registry<W>,
}

impl<'a, W: Worker> Runner<'a, W> {
    /// Creates a runner of these jobs.
    #[must_use]
    pub fn new(worker: &'a W, registry: &'a Registry<W>) -> Self {
        Self { worker, registry }
    }

    /// Handles at most 20 due events, four at a time, and claims no further one after `stopping`.
    /// Returns how many succeeded. A database failure does not abort the others: an email that was
    /// sent must be recorded as sent.
    ///
    /// # Errors
    /// If the outbox cannot be read or written. A failed job is retried later.
    pub async fn deliver(&self, stopping: impl Fn() -> bool + Sync) -> Result<usize, db::Error> {
        let left = Mutex::new(BATCH);
        let lane = || self.one_by_one(&left, &stopping);
        let lanes: [_; AT_ONCE] = tokio::join!(lane(), lane(), lane(), lane()).into();
        lanes.into_iter().sum()
    }

    /// Handles events sequentially until none is left. Returns how many succeeded.
    async fn one_by_one(
        &self,
        left: &Mutex<usize>,
        stopping: &(impl Fn() -> bool + Sync),
    ) -> Result<usize, db::Error> {
        let mut succeeded = 0;
        while let Some(event) = self.claim(left, stopping).await? {
            let span = tracing::info_span!(
                "work_off_event",
                event = %event.id,
                topic = event.topic,
                attempt = event.attempts
            );
            if let Some(ids) = traceparent(&event.payload) {
                trace::follow(&span, &ids);
            }
            let attempt = self.registry.run(&event, self.worker).instrument(span.clone());
            let limit = Duration::from_millis(u64::from(LEASE / 2));
            let outcome =
                tokio::time::timeout(limit, attempt).await.unwrap_or(Err(JobError::TooSlow));
            succeeded += usize::from(outcome.is_ok());
            self.record(&event, outcome, &span).await?;
        }
        Ok(succeeded)
    }

    /// Claims the next due event. Events are claimed one at a time, because a lease covers a single
    /// attempt, and by one lane at a time, so that the batch size is not exceeded and an empty
    /// outbox is queried once.
    async fn claim(
        &self,
        left: &Mutex<usize>,
        stopping: &(impl Fn() -> bool + Sync),
    ) -> Result<Option<EventRow>, db::Error> {
        let mut left = left.lock().await;
        // If nothing is due or the database fails, the other lanes stop too.
        let many = std::mem::take(&mut *left);
        if many == 0 || stopping() {
            return Ok(None);
        }
        let now = self.worker.now();
        let mut tx = self.worker.db().begin().await?;
        let event = outbox::claim(&mut tx, now, now + i64::from(LEASE), 1).await?.pop();
        tx.commit().await?;
        if event.is_some() {
            *left = many - 1;
        }
        Ok(event)
    }

    /// Records the outcome of an event.
    async fn record(
        &self,
        event: &EventRow,
        outcome: Result<(), JobError>,
        span: &Span,
    ) -> Result<(), db::Error> {
        let now = self.worker.now();
        let (id, topic, attempt) = (event.id, event.topic.as_str(), event.attempts);
        let mut tx = self.worker.db().begin().await?;
        let mut cancelled = None;
        match outcome {
            Ok(()) => outbox::complete(&mut tx, id, now).await?,
            Err(error) if error.is_permanent() || attempt >= MAX_ATTEMPTS => {
                span.in_scope(|| {
                    if error.is_permanent() {
                        tracing::warn!(event = %id, topic, %error, "event cancelled");
                    } else {
                        tracing::error!(event = %id, topic, %error, "event cancelled");
                    }
                });
                outbox::cancel(&mut tx, id, &error.to_string(), now).await?;
                self.registry.cancel(event, &mut tx).await?;
                cancelled = Some(error);
            }
            Err(error) => {
                span.in_scope(
                    || tracing::warn!(event = %id, topic, attempt, %error, "event postponed"),
                );
                outbox::failed(&mut tx, id, &error.to_string(), now + pause(attempt)).await?;
            }
        }
        tx.commit().await?;
        // Only now, because an unrecorded outcome is retried.
        if let Some(error) = cancelled {
            measure::cancelled(&error);
        }
        Ok(())
    }
}

/// The optional trace in a payload of any topic.
fn traceparent(payload: &str) -> Option<String> {
    let payload: serde_json::Value = serde_json::from_str(payload).ok()?;
    payload.get(TRACE)?.as_str().map(ToOwned::to_owned)
}

/// Updates the metrics of the outbox.
///
/// # Errors
/// If the query fails.
pub async fn measure_backlog(db: &Db, now: i64) -> Result<(), db::Error> {
    let mut conn = db.read().await?;
    let backlog = outbox::backlog(&mut conn, now).await?;
    let age = backlog.since.map_or(0, |since| (now - since).max(0));
    measure::backlog(backlog.pending, backlog.ready, age);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        assert_eq!([1, 2, 3].map(pause), [2_000, 4_000, 8_000]);
        assert_eq!([11, 12, 13, 84].map(pause), [2_048_000, MAX_PAUSE, MAX_PAUSE, MAX_PAUSE]);
    }

    #[test]
    fn a_trace_is_read_from_any_payload() {
        assert_eq!(
            traceparent(r#"{"order":"x","traceparent":"00-1-2-01"}"#).as_deref(),
            Some("00-1-2-01")
        );
        for none in ["", "nonsense", "[]", "{}", r#"{"traceparent":7}"#] {
            assert_eq!(traceparent(none), None, "{none}");
        }
    }
}
