//! Logs, metrics and traces.
//!
//! Metrics are asked for (`/metrics`), logs go to standard error. With an OTLP endpoint, traces and
//! logs are sent there too; without one nothing of that runs, and a request has only the ids of the
//! trace that its caller began.

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

/// What has to be stopped at the end.
#[derive(Debug)]
pub struct Telemetry(Option<Otlp>);

impl Telemetry {
    /// Sends what waits, for five seconds at most. To be called outside of the runtime, while it
    /// runs.
    pub fn stop(self) {
        if let Some(otlp) = self.0 {
            otlp.stop();
        }
    }
}

/// Begins to log, to count, and with a runtime and an endpoint to export.
///
/// # Errors
/// When a setting cannot be read, with its name.
pub fn start(settings: &Logs, runtime: Option<&Handle>) -> Result<Telemetry, String> {
    // Before anything is counted.
    let _ = metrics();
    let otlp = match runtime {
        Some(runtime) => Otlp::start(settings.otlp_endpoint.as_deref(), runtime)?,
        None => None,
    };
    let subscriber = subscriber(settings, otlp.as_ref(), std::io::stderr)?;
    // A second start, as tests make it, changes nothing.
    let _ = subscriber.try_init();
    Ok(Telemetry(otlp))
}

/// What listens to spans and events: the log, and the exporters if there are any.
///
/// # Errors
/// When the filter cannot be read.
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
