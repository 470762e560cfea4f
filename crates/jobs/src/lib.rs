//! Background work: outbox events and scheduled tasks. Independent of the shop's areas.
//!
//! - [`Event`] is written into the outbox by a transaction: a topic and a typed payload. [`Job`] is
//!   its work: `job.rs`
//! - [`Registry`] finds the job of a topic: `registry.rs`
//! - [`Runner`] claims events from the outbox, runs their jobs, retries and cancels: `runner.rs`
//! - [`Schedule`] holds recurring tasks: `schedule.rs`; [`run`] runs both until it is stopped:
//!   `run.rs`
//! - [`outbox`] is the table; `trace.rs` continues a request's trace in its job, `measure.rs` has
//!   the metrics

mod job;
pub mod measure;
pub mod outbox;
mod registry;
mod run;
mod runner;
mod schedule;
mod trace;

pub use job::{Event, Job, JobError, PushError, Worker};
pub use registry::Registry;
pub use run::run;
pub use runner::{MAX_ATTEMPTS, Runner, measure_backlog};
pub use schedule::{Next, Schedule, TaskError};
