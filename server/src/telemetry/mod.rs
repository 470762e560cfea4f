//! Logs and metrics.

use crate::config::{LogFormat, Logs};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use tracing_subscriber::EnvFilter;

/// Upper bounds in seconds of the buckets of request durations (OpenTelemetry semantic conventions, `http.server.request.duration`).
const DURATIONS: [f64; 14] = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

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

/// Where metrics are collected: one place for the whole process.
#[must_use]
pub fn metrics() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let builder =
                PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("duration_seconds".to_owned()), &DURATIONS).ok()?;
            builder.install_recorder().ok()
        })
        .as_ref()
}
