//! Logs, metrics and traces.
//!
//! Metrics are served at `/metrics`, logs go to standard error. With an OTLP endpoint, traces and
//! logs are also exported; without one, no exporter runs, and a request has only the ids of its
//! caller's trace.

mod exporting;
mod logs;
mod metrics;
mod otlp;
mod process;
mod trace;

pub use self::{
    metrics::{keep_up, metrics, render},
    otlp::Otlp,
    trace::{Trace, begin},
};

use crate::config::Logs;
use tokio::runtime::Handle;
use tracing_subscriber::{
    Layer, Registry, filter::FilterExt, layer::SubscriberExt, util::SubscriberInitExt,
};

/// Exporters to stop at the end.
#[derive(Debug)]
pub struct Telemetry(Option<Otlp>);

impl Telemetry {
    /// Flushes the exporters, for at most five seconds. Call it outside the runtime, while the
    /// runtime is running.
    pub fn stop(self) {
        if let Some(otlp) = self.0 {
            otlp.stop();
        }
    }
}

/// Starts logs and metrics and, with a runtime and an endpoint, the exporters.
///
/// # Errors
/// If a setting is invalid, with its name.
pub fn start(settings: &Logs, runtime: Option<&Handle>) -> Result<Telemetry, String> {
    // Before anything is counted.
    let _ = metrics();
    let otlp = match runtime {
        Some(runtime) => Otlp::start(settings.otlp_endpoint.as_deref(), runtime)?,
        None => None,
    };
    let subscriber = subscriber(settings, otlp.as_ref(), std::io::stderr)?;
    // A second start, as in tests, has no effect.
    let _ = subscriber.try_init();
    Ok(Telemetry(otlp))
}

/// The subscriber for spans and events: the log, and the exporters if any.
///
/// # Errors
/// If the filter is invalid.
pub fn subscriber<W>(
    settings: &Logs,
    otlp: Option<&Otlp>,
    writer: W,
) -> Result<impl tracing::Subscriber + Send + Sync + use<W>, String>
where
    W: for<'a> tracing_subscriber::fmt::MakeWriter<'a> + Send + Sync + 'static,
{
    let mut layers = vec![
        logs::layer(settings, writer)
            .with_filter(logs::filter(settings)?.or(trace::own_spans()))
            .boxed(),
    ];
    if let Some(otlp) = otlp {
        layers.extend(otlp.layers(settings)?);
    }
    Ok(Registry::default().with(layers))
}
