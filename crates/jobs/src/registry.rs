//! The jobs by topic.

use crate::{Job, JobError, Worker, outbox::EventRow};
use db::Tx;
use std::{collections::HashMap, future::Future, pin::Pin};

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The job for the events of one topic. The payload is parsed as that topic's event.
struct Handler<W> {
    run: for<'a> fn(&'a EventRow, &'a W) -> Boxed<'a, Result<(), JobError>>,
    cancel: for<'a> fn(&'a EventRow, &'a mut Tx) -> Boxed<'a, Result<(), db::Error>>,
}

fn read<W: Worker, J: Job<W>>(row: &EventRow) -> Result<J, JobError> {
    serde_json::from_str(&row.payload).map_err(|cause| JobError::Payload { id: row.id, cause })
}

/// Jobs by topic.
pub struct Registry<W> {
    handlers: HashMap<&'static str, Handler<W>>,
}

impl<W: Worker> Default for Registry<W> {
    fn default() -> Self {
        Self { handlers: HashMap::new() }
    }
}

impl<W: Worker> Registry<W> {
    /// Adds the job of a topic.
    #[must_use]
    pub fn with<J: Job<W>>(mut self) -> Self {
        let handler = Handler {
            run: |row, worker| {
                Box::pin(async move { read::<W, J>(row)?.run(row.id, worker).await })
            },
            cancel: |row, tx| {
                Box::pin(async move {
                    match read::<W, J>(row) {
                        Ok(job) => job.cancel(tx).await,
                        // An unreadable payload has nothing to undo.
                        Err(_) => Ok(()),
                    }
                })
            },
        };
        self.handlers.insert(J::TOPIC, handler);
        self
    }

    pub(crate) async fn run(&self, row: &EventRow, worker: &W) -> Result<(), JobError> {
        match self.handlers.get(row.topic.as_str()) {
            Some(handler) => (handler.run)(row, worker).await,
            None => Err(JobError::UnknownTopic(row.topic.clone())),
        }
    }

    pub(crate) async fn cancel(&self, row: &EventRow, tx: &mut Tx) -> Result<(), db::Error> {
        match self.handlers.get(row.topic.as_str()) {
            Some(handler) => (handler.cancel)(row, tx).await,
            None => Ok(()),
        }
    }
}
