//! The worker's loop.

use crate::{Registry, Runner, Schedule, Worker, runner::measure_backlog};
use std::time::{Duration, Instant};
use tokio::{sync::watch, time::MissedTickBehavior};

/// How often the outbox is polled and measured.
const BEAT: Duration = Duration::from_secs(1);

fn beat() -> tokio::time::Interval {
    let mut beat = tokio::time::interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat
}

/// Runs jobs and scheduled tasks until `stopping`, then finishes the work in progress, so that an
/// email that was sent is recorded as sent. Errors are logged and retried.
pub async fn run<W: Worker>(
    worker: &W,
    registry: &Registry<W>,
    schedule: Schedule<W>,
    stopping: watch::Receiver<bool>,
) {
    tokio::select! {
        () = work(worker, registry, schedule, stopping) => {}
        // Separate, so that a hanging job does not stop the metrics of the others.
        () = keep_measuring(worker) => {}
    }
}

async fn work<W: Worker>(
    worker: &W,
    registry: &Registry<W>,
    mut schedule: Schedule<W>,
    mut stopping: watch::Receiver<bool>,
) {
    let (mut beat, runner) = (beat(), Runner::new(worker, registry));
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            // A dropped sender does not stop the worker.
            Ok(_) = stopping.wait_for(|stop| *stop) => return,
        }
        if let Err(error) = runner.deliver(|| *stopping.borrow()).await {
            tracing::warn!(%error, "outbox not read");
        }
        schedule.run_due(worker, Instant::now()).await;
    }
}

async fn keep_measuring(worker: &impl Worker) {
    let mut beat = beat();
    loop {
        beat.tick().await;
        if let Err(error) = measure_backlog(worker.db(), worker.now()).await {
            tracing::warn!(%error, "outbox not measured");
        }
    }
}
