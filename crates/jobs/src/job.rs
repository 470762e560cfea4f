//! Events and their jobs.

use crate::{outbox, trace};
use db::{Db, Executor, Tx};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use uuid::Uuid;

/// An event, stored in the outbox as a JSON object.
pub trait Event: Serialize + DeserializeOwned + Send + Sync {
    /// Its topic in the outbox, such as `order.placed`. Pending events keep the topic they were
    /// written with.
    const TOPIC: &'static str;

    /// Writes the event in the transaction that causes it, with the current trace.
    fn push(
        &self,
        executor: &mut impl Executor,
        now: i64,
    ) -> impl Future<Output = Result<Uuid, PushError>> + Send {
        async move {
            let payload = payload(self, trace::current())?;
            Ok(outbox::push(executor, Self::TOPIC, &payload, now).await?)
        }
    }
}

/// The key of the trace in a payload.
pub(crate) const TRACE: &str = "traceparent";

fn payload(event: &impl Serialize, trace: Option<String>) -> Result<String, serde_json::Error> {
    let mut value = serde_json::to_value(event)?;
    if let (Value::Object(fields), Some(trace)) = (&mut value, trace) {
        fields.insert(TRACE.to_owned(), Value::String(trace));
    }
    serde_json::to_string(&value)
}

/// Why an event was not written.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// The query failed.
    #[error(transparent)]
    Database(#[from] db::Error),
    /// The event is not serialisable as JSON.
    #[error("an event cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The context of jobs: at least the database and the time.
pub trait Worker: Send + Sync {
    /// The database with the outbox.
    fn db(&self) -> &Db;

    /// Unix milliseconds, UTC.
    fn now(&self) -> i64;
}

/// The work for an event. It may run more than once, because a process can end between the work and
/// recording its completion.
pub trait Job<W: Worker>: Event {
    /// Runs the job. `id` is the same for every attempt.
    fn run(&self, id: Uuid, worker: &W) -> impl Future<Output = Result<(), JobError>> + Send;

    /// Writes to undo or record when the event is cancelled.
    fn cancel(&self, tx: &mut Tx) -> impl Future<Output = Result<(), db::Error>> + Send {
        let _ = tx;
        async { Ok(()) }
    }
}

/// A failed job.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// A retry may succeed.
    #[error("{0}")]
    Failed(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A retry cannot succeed: the event is cancelled at once.
    #[error("{0}")]
    Permanent(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// No job has this topic.
    #[error("no job for the topic {0}")]
    UnknownTopic(String),
    /// The payload does not match the topic's event.
    #[error("the payload of event {id} cannot be read: {cause}")]
    Payload {
        /// The event.
        id: Uuid,
        /// Why.
        cause: serde_json::Error,
    },
    /// The attempt took longer than half of the lease.
    #[error("the attempt took too long")]
    TooSlow,
}

impl JobError {
    /// A failure that is retried.
    pub fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Failed(Box::new(error))
    }

    /// A failure that is not retried.
    pub fn permanent(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Permanent(Box::new(error))
    }

    /// Whether a retry cannot succeed.
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        matches!(self, Self::Permanent(_))
    }
}

impl From<db::Error> for JobError {
    fn from(error: db::Error) -> Self {
        Self::failed(error)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Serialize, Deserialize)]
    struct Rang {
        bell: u8,
    }

    #[test]
    fn a_payload_is_the_event_and_its_trace() {
        assert_eq!(payload(&Rang { bell: 3 }, None).unwrap(), r#"{"bell":3}"#);
        let traced = payload(&Rang { bell: 3 }, Some("00-1-2-01".to_owned())).unwrap();
        assert_eq!(traced, r#"{"bell":3,"traceparent":"00-1-2-01"}"#);
        assert_eq!(serde_json::from_str::<Rang>(&traced).unwrap().bell, 3);
    }
}
