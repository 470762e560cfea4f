//! Metrics of the outbox. docs/telemetry.md lists them.

use crate::JobError;

/// Why an event is cancelled: its job reports that it can never succeed, or all attempts failed.
pub const CANCELLATIONS: [&str; 2] = ["undeliverable", "attempts"];

/// Counts a cancelled event.
pub(crate) fn cancelled(error: &JobError) {
    let reason = if error.is_permanent() { "undeliverable" } else { "attempts" };
    metrics::counter!("perigee_outbox_cancelled_total", "reason" => reason).increment(1);
}

/// Sets the number of pending events, and the age of the oldest, in milliseconds.
pub(crate) fn backlog(pending: i64, due: i64, oldest: i64) {
    metrics::gauge!("perigee_outbox_pending").set(pending as f64);
    metrics::gauge!("perigee_outbox_due").set(due as f64);
    metrics::gauge!("perigee_outbox_age_seconds").set(oldest as f64 / 1000.0);
}
