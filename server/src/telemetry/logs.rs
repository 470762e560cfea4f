//! Logs, on standard error.

use crate::config::{LogFormat, Logs};
use tracing_subscriber::EnvFilter;

/// Starts logging to standard error.
///
/// # Errors
/// When the filter cannot be read.
pub fn start_logs(logs: &Logs) -> Result<(), String> {
    let filter = EnvFilter::try_new(&logs.log).map_err(|e| format!("PERIGEE_LOG (--log) {:?}: {e}; for example info", logs.log))?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start, as tests make it, changes nothing.
    let _ = match logs.log_format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
    };
    Ok(())
}
