//! Logs, metrics and traces.

mod logs;
mod metrics;
mod process;

pub use self::{
    logs::start_logs,
    metrics::{keep_up, metrics, render},
};
