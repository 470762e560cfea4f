//! Export of traces and logs to an OpenTelemetry collector: OTLP as protobuf over HTTP. SDK threads
//! build and send the batches in the background. While the collector is unreachable, queued items
//! wait and new ones are dropped.

use super::{exporting, logs, trace};
use crate::config::Logs;
use async_trait::async_trait;
use axum::body::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use opentelemetry::{Key, KeyValue, trace::TracerProvider};
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_http::{HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{LogExporter, Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{Resource, logs::SdkLoggerProvider, trace::SdkTracerProvider};
use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::runtime::Handle;
use tracing_subscriber::{
    Layer, Registry,
    filter::{FilterExt, filter_fn},
};

/// Timeout of the last batch at shutdown.
const LAST: Duration = Duration::from_secs(5);
/// Timeout of a batch, unless `OTEL_EXPORTER_OTLP_TIMEOUT` is set.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Maximum response of a collector, in bytes.
const ANSWER: usize = 1 << 20;

/// The exporters of traces and logs.
#[derive(Debug)]
pub struct Otlp {
    traces: Option<SdkTracerProvider>,
    logs: Option<SdkLoggerProvider>,
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// The endpoint of a signal (`TRACES`, `LOGS`): its own address, or a path below the common one.
/// `None` if it is turned off.
fn endpoint(signal: &str, all: Option<&str>) -> Option<String> {
    let off =
        variable(&format!("OTEL_{signal}_EXPORTER")).is_some_and(|exporter| exporter == "none");
    let own = || variable(&format!("OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"));
    let below =
        || all.map(|all| format!("{}/v1/{}", all.trim_end_matches('/'), signal.to_lowercase()));
    if off { None } else { own().or_else(below) }
}

/// The library keeps all traces if it cannot parse the sampler.
fn check_sampler() -> Result<(), String> {
    let kinds = [
        "always_on",
        "always_off",
        "traceidratio",
        "parentbased_always_on",
        "parentbased_always_off",
        "parentbased_traceidratio",
    ];
    let sampler = variable("OTEL_TRACES_SAMPLER");
    if let Some(sampler) = sampler.as_deref().filter(|sampler| !kinds.contains(sampler)) {
        return Err(format!(
            "OTEL_TRACES_SAMPLER {sampler:?} is invalid: expected one of {}",
            kinds.join(", ")
        ));
    }
    let share = |text: &String| text.parse().is_ok_and(|share: f64| (0.0..=1.0).contains(&share));
    if let Some(wrong) = variable("OTEL_TRACES_SAMPLER_ARG").filter(|text| !share(text)) {
        return Err(format!(
            "OTEL_TRACES_SAMPLER_ARG {wrong:?} is invalid: expected the share of traces to send, \
             from 0 to 1, such as 0.1"
        ));
    }
    Ok(())
}

impl Otlp {
    /// Prepares the exporters; `None` without an endpoint.
    ///
    /// # Errors
    /// If a variable requests something unsupported.
    pub fn start(endpoint_of_all: Option<&str>, runtime: &Handle) -> Result<Option<Self>, String> {
        let all = endpoint_of_all.map(str::trim).filter(|all| !all.is_empty());
        let (traces, logs) = (endpoint("TRACES", all), endpoint("LOGS", all));
        let disabled =
            variable("OTEL_SDK_DISABLED").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        if disabled || (traces.is_none() && logs.is_none()) {
            return Ok(None);
        }
        if let Some(protocol) =
            variable("OTEL_EXPORTER_OTLP_PROTOCOL").filter(|protocol| protocol != "http/protobuf")
        {
            return Err(format!(
                "OTEL_EXPORTER_OTLP_PROTOCOL {protocol:?} is not supported: use http/protobuf"
            ));
        }
        check_sampler()?;
        if let Some(name) = ["", "_TRACES", "_LOGS"]
            .map(|signal| format!("OTEL_EXPORTER_OTLP{signal}_CERTIFICATE"))
            .into_iter()
            .find(|name| variable(name).is_some())
        {
            return Err(format!(
                "{name} is not supported: only public authorities are trusted; send to a collector \
                 beside the shop by http://, such as http://127.0.0.1:4318"
            ));
        }
        if let Some(time) =
            variable("OTEL_EXPORTER_OTLP_TIMEOUT").filter(|time| time.parse::<u64>().is_err())
        {
            return Err(format!(
                "OTEL_EXPORTER_OTLP_TIMEOUT {time:?} is invalid: expected milliseconds, such as \
                 10000"
            ));
        }
        let client = Collector::new(runtime.clone())?;
        let resource = resource();
        let wrong = |e: &dyn std::fmt::Display| {
            format!("OTEL_EXPORTER_OTLP_ENDPOINT (--otlp-endpoint): {e}")
        };
        let traces = match traces {
            Some(endpoint) => {
                let builder = SpanExporter::builder()
                    .with_http()
                    .with_protocol(Protocol::HttpBinary)
                    .with_http_client(client.clone());
                let exporter = builder.with_endpoint(endpoint).build().map_err(|e| wrong(&e))?;
                Some(
                    SdkTracerProvider::builder()
                        .with_resource(resource.clone())
                        .with_batch_exporter(exporter)
                        .build(),
                )
            }
            None => None,
        };
        let logs = match logs {
            Some(endpoint) => {
                let builder = LogExporter::builder()
                    .with_http()
                    .with_protocol(Protocol::HttpBinary)
                    .with_http_client(client);
                let exporter = builder.with_endpoint(endpoint).build().map_err(|e| wrong(&e))?;
                Some(
                    SdkLoggerProvider::builder()
                        .with_resource(resource)
                        .with_batch_exporter(exporter)
                        .build(),
                )
            }
            None => None,
        };
        exporting::set(traces.is_some());
        Ok(Some(Self { traces, logs }))
    }

    /// The layers that export spans and events.
    pub(super) fn layers(
        &self,
        settings: &Logs,
    ) -> Result<Vec<Box<dyn Layer<Registry> + Send + Sync>>, String> {
        let mut layers = Vec::new();
        if let Some(traces) = &self.traces {
            // Events are exported as logs with their span's ids, not a second time inside the span.
            let spans = filter_fn(|metadata| metadata.is_span() && trace::is_own(metadata));
            let layer = tracing_opentelemetry::layer()
                .with_tracer(traces.tracer("perigee"))
                .with_location(false)
                .with_threads(false)
                .with_target(false)
                .with_level(false)
                .with_tracked_inactivity(false);
            layers.push(
                layer
                    .with_filter(logs::filter(settings)?.or(trace::own_spans()).and(spans))
                    .boxed(),
            );
        }
        if let Some(provider) = &self.logs {
            let events = filter_fn(|metadata| metadata.is_event() && trace::is_own(metadata));
            layers.push(
                OpenTelemetryTracingBridge::new(provider)
                    .with_filter(logs::filter(settings)?.and(events))
                    .boxed(),
            );
        }
        Ok(layers)
    }

    /// Flushes the queues.
    pub fn flush(&self) {
        // The client has logged any failure.
        let _ = self.traces.as_ref().map(SdkTracerProvider::force_flush);
        let _ = self.logs.as_ref().map(SdkLoggerProvider::force_flush);
    }

    /// Flushes each queue, for at most [`LAST`], and stops.
    pub fn stop(self) {
        let _ = self.traces.map(|traces| traces.shutdown_with_timeout(LAST));
        let _ = self.logs.map(|logs| logs.shutdown_with_timeout(LAST));
    }
}

/// The resource: `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES`, otherwise `perigee`, with its
/// version.
fn resource() -> Resource {
    let builder = || {
        Resource::builder()
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
    };
    let found = builder().build();
    let named = found
        .get(&Key::new("service.name"))
        .is_some_and(|name| !name.as_str().starts_with("unknown_service"));
    if named { found } else { builder().with_service_name("perigee").build() }
}

/// The HTTP client. Requests run on the server's runtime, whichever SDK thread waits for them. An
/// unreachable collector is logged once, and again when it recovers.
#[derive(Clone, Debug)]
struct Collector {
    http: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    runtime: Handle,
    timeout: Duration,
    failing: Arc<AtomicBool>,
}

impl Collector {
    fn new(runtime: Handle) -> Result<Self, String> {
        let https = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
            .map_err(|e| format!("TLS: {e}"))?
            .https_or_http()
            .enable_http1()
            .build();
        let timeout = variable("OTEL_EXPORTER_OTLP_TIMEOUT")
            .and_then(|value| value.parse().ok())
            .map_or(TIMEOUT, Duration::from_millis);
        let http = Client::builder(TokioExecutor::new()).build(https);
        Ok(Self { http, runtime, timeout, failing: Arc::default() })
    }

    fn note(&self, outcome: &Result<Response<Bytes>, HttpError>) {
        let problem = match outcome {
            Ok(response) if response.status().is_success() => None,
            Ok(response) => Some(format!("it answered {}", response.status())),
            Err(error) => Some(error.to_string()),
        };
        metrics::counter!(
            "perigee_otlp_exports_total",
            "outcome" => if problem.is_none() { "sent" } else { "failed" }
        )
        .increment(1);
        let failed_before = self.failing.swap(problem.is_some(), Ordering::Relaxed);
        match problem {
            Some(problem) if !failed_before => {
                tracing::warn!(problem, "the OpenTelemetry collector is unavailable")
            }
            None if failed_before => {
                tracing::info!("the OpenTelemetry collector is available again")
            }
            _ => {}
        }
    }
}

async fn exchange(
    http: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    request: Request<Bytes>,
) -> Result<Response<Bytes>, HttpError> {
    let (parts, body) = http.request(request.map(Full::new)).await?.into_parts();
    let body = Limited::new(body, ANSWER).collect().await?.to_bytes();
    Ok(Response::from_parts(parts, body))
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (http, timeout) = (self.http.clone(), self.timeout);
        let task = self.runtime.spawn(async move {
            let answer = tokio::time::timeout(timeout, exchange(http, request)).await;
            answer.unwrap_or_else(|_| Err(format!("no answer within {timeout:?}").into()))
        });
        let outcome = task.await.unwrap_or_else(|e| Err(e.into()));
        self.note(&outcome);
        outcome
    }
}
