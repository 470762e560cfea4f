//! An OpenTelemetry collector that stores what it receives.

use axum::{
    Router, body::Bytes, extract::State, http::header::CONTENT_TYPE, response::IntoResponse,
    routing::post,
};
use opentelemetry_proto::tonic::{
    collector::{logs::v1::ExportLogsServiceRequest, trace::v1::ExportTraceServiceRequest},
    common::v1::{AnyValue, KeyValue, any_value::Value},
};
use prost::Message;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

#[derive(Clone, Debug)]
pub struct Span {
    pub trace: String,
    pub id: String,
    pub parent: String,
    pub name: String,
    pub kind: i32,
    pub attributes: BTreeMap<String, String>,
    pub service: String,
}

#[derive(Clone, Debug)]
pub struct Log {
    pub trace: String,
    pub span: String,
    pub body: String,
}

#[derive(Clone, Default)]
struct Kept {
    spans: Arc<Mutex<Vec<Span>>>,
    logs: Arc<Mutex<Vec<Log>>>,
    raw: Arc<Mutex<String>>,
}

pub struct Collector {
    /// `http://127.0.0.1:port`
    pub address: String,
    kept: Kept,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn text(value: Option<&AnyValue>) -> String {
    match value.and_then(|value| value.value.as_ref()) {
        Some(Value::StringValue(text)) => text.clone(),
        Some(Value::IntValue(number)) => number.to_string(),
        Some(Value::DoubleValue(number)) => number.to_string(),
        Some(Value::BoolValue(flag)) => flag.to_string(),
        other => format!("{other:?}"),
    }
}

fn attributes(list: &[KeyValue]) -> BTreeMap<String, String> {
    list.iter().map(|pair| (pair.key.clone(), text(pair.value.as_ref()))).collect()
}

async fn traces(State(kept): State<Kept>, body: Bytes) -> impl IntoResponse {
    let request = ExportTraceServiceRequest::decode(body).unwrap();
    kept.raw.lock().unwrap().push_str(&format!("{request:?}\n"));
    for resource in request.resource_spans {
        let service = attributes(&resource.resource.unwrap().attributes)["service.name"].clone();
        for span in resource.scope_spans.into_iter().flat_map(|scope| scope.spans) {
            kept.spans.lock().unwrap().push(Span {
                trace: hex(&span.trace_id),
                id: hex(&span.span_id),
                parent: hex(&span.parent_span_id),
                name: span.name,
                kind: span.kind,
                attributes: attributes(&span.attributes),
                service: service.clone(),
            });
        }
    }
    ([(CONTENT_TYPE, "application/x-protobuf")], Vec::new())
}

async fn logs(State(kept): State<Kept>, body: Bytes) -> impl IntoResponse {
    let request = ExportLogsServiceRequest::decode(body).unwrap();
    kept.raw.lock().unwrap().push_str(&format!("{request:?}\n"));
    for record in request
        .resource_logs
        .into_iter()
        .flat_map(|r| r.scope_logs)
        .flat_map(|scope| scope.log_records)
    {
        kept.logs.lock().unwrap().push(Log {
            trace: hex(&record.trace_id),
            span: hex(&record.span_id),
            body: text(record.body.as_ref()),
        });
    }
    ([(CONTENT_TYPE, "application/x-protobuf")], Vec::new())
}

impl Collector {
    pub async fn start() -> Self {
        let kept = Kept::default();
        let router = Router::new()
            .route("/v1/traces", post(traces))
            .route("/v1/logs", post(logs))
            .with_state(kept.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, kept }
    }

    pub fn spans(&self) -> Vec<Span> {
        self.kept.spans.lock().unwrap().clone()
    }

    pub fn logs(&self) -> Vec<Log> {
        self.kept.logs.lock().unwrap().clone()
    }

    /// Everything received, as text.
    pub fn raw(&self) -> String {
        self.kept.raw.lock().unwrap().clone()
    }
}
