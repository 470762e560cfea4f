//! Recurring tasks.

use std::{
    future::Future,
    pin::Pin,
    time::{Duration, Instant},
};

/// Why a task failed.
pub type TaskError = Box<dyn std::error::Error + Send + Sync>;

type Work<W> =
    for<'a> fn(&'a W) -> Pin<Box<dyn Future<Output = Result<Next, TaskError>> + Send + 'a>>;

/// When a task runs next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// After its interval.
    AsUsual,
    /// At the next tick: there was more work than one run handles.
    AtOnce,
}

struct Task<W> {
    name: &'static str,
    every: Duration,
    work: Work<W>,
    last: Option<Instant>,
}

/// Tasks with their intervals. All are due when the worker starts.
pub struct Schedule<W> {
    tasks: Vec<Task<W>>,
}

impl<W> Default for Schedule<W> {
    fn default() -> Self {
        Self { tasks: Vec::new() }
    }
}

impl<W> Schedule<W> {
    /// Adds a task. Its name identifies it in the log.
    #[must_use]
    pub fn every(mut self, every: Duration, name: &'static str, work: Work<W>) -> Self {
        self.tasks.push(Task { name, every, work, last: None });
        self
    }

    /// Runs the due tasks, in the order in which they were added. A failure is logged, and the task
    /// is retried after its interval.
    pub(crate) async fn run_due(&mut self, worker: &W, now: Instant) {
        for task in &mut self.tasks {
            let due =
                task.last.is_none_or(|last| now.saturating_duration_since(last) >= task.every);
            if !due {
                continue;
            }
            task.last = Some(now);
            match (task.work)(worker).await {
                Ok(Next::AsUsual) => {}
                Ok(Next::AtOnce) => task.last = None,
                Err(error) => {
                    tracing::warn!(task = task.name, %error, "scheduled work failed");
                }
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[derive(Default)]
    struct Log {
        done: Mutex<Vec<&'static str>>,
        more: Mutex<u8>,
    }

    fn note(log: &Log, name: &'static str) {
        log.done.lock().unwrap().push(name);
    }

    #[tokio::test]
    async fn each_task_has_its_own_pause_and_a_failure_stops_no_other() {
        let mut schedule = Schedule::<Log>::default()
            .every(Duration::from_secs(5), "fails", |log| {
                Box::pin(async move {
                    note(log, "fails");
                    Err(TaskError::from("no"))
                })
            })
            .every(Duration::from_secs(60), "rare", |log| {
                Box::pin(async move {
                    note(log, "rare");
                    Ok(Next::AsUsual)
                })
            })
            .every(Duration::from_secs(3600), "much", |log| {
                Box::pin(async move {
                    note(log, "much");
                    let mut more = log.more.lock().unwrap();
                    *more += 1;
                    Ok(if *more < 3 { Next::AtOnce } else { Next::AsUsual })
                })
            });
        let (log, start) = (Log::default(), Instant::now());
        for (second, expected) in [
            (0, ["fails", "rare", "much"].as_slice()),
            (1, &["much"]),
            (2, &["much"]),
            (3, &[]),
            (5, &["fails"]),
            (60, &["fails", "rare"]),
            (3602, &["fails", "rare", "much"]),
        ] {
            schedule.run_due(&log, start + Duration::from_secs(second)).await;
            assert_eq!(std::mem::take(&mut *log.done.lock().unwrap()), expected, "{second}");
        }
    }
}
