//! The jobs by topic.

use crate::{Job, JobError, Worker, outbox::EventRow};
use db::Tx;
use std::{collections::HashMap, future::Future, pin::Pin};

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The job for the events of one topic. The payload is parsed as that topic's event.
struct Entry<W> {
    run: for<'a> fn(&'a EventRow, &'a W) -> Boxed<'a, Result<(), JobError>>,
    give_up: for<'a> fn(&'a EventRow, &'a mut Tx) -> Boxed<'a, Result<(), db::Error>>,
}

fn read<W: Worker, J: Job<W>>(row: &EventRow) -> Result<J, JobError> {
    serde_json::from_str(&row.payload).map_err(|cause| JobError::Payload { id: row.id, cause })
}

/// Jobs by topic.
pub struct Registry<W> {
    entries: HashMap<&'static str, Entry<W>>,
}

impl<W: Worker> Default for Registry<W> {
    fn default() -> Self {
        Self { entries: HashMap::new() }
    }
}

impl<W: Worker> Registry<W> {
    /// Adds the job of a topic.
    #[must_use]
    pub fn with<J: Job<W>>(mut self) -> Self {
        let entry = Entry {
            run: |row, worker| {
                Box::pin(async move { read::<W, J>(row)?.run(row.id, worker).await })
            },
            give_up: |row, tx| {
                Box::pin(async move {
                    match read::<W, J>(row) {
                        Ok(job) => job.give_up(tx).await,
                        // An unreadable payload has nothing to undo.
                        Err(_) => Ok(()),
                    }
                })
            },
        };
        self.entries.insert(J::TOPIC, entry);
        self
    }

    pub(crate) async fn run(&self, row: &EventRow, worker: &W) -> Result<(), JobError> {
        match self.entries.get(row.topic.as_str()) {
            Some(entry) => (entry.run)(row, worker).await,
            None => Err(JobError::UnknownTopic(row.topic.clone())),
        }
    }

    pub(crate) async fn give_up(&self, row: &EventRow, tx: &mut Tx) -> Result<(), db::Error> {
        match self.entries.get(row.topic.as_str()) {
            Some(entry) => (entry.give_up)(row, tx).await,
            None => Ok(()),
        }
    }
}
