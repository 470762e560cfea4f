//! The trace of a request: its caller's (W3C `traceparent`) or a new one.

use axum::http::HeaderMap;
use opentelemetry::{
    Context,
    propagation::TextMapPropagator,
    trace::{SpanContext, SpanId, TraceContextExt, TraceId},
};
use opentelemetry_http::HeaderExtractor;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::{Level, Metadata, Span};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{
    Registry,
    filter::{FilterFn, filter_fn},
    registry::LookupSpan,
};

/// The ids of a trace and of a span in it, for logs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Trace(TraceId, SpanId);

impl Trace {
    /// 32 hexadecimal digits.
    #[must_use]
    pub fn trace_id(&self) -> String {
        self.0.to_string()
    }

    /// 16 hexadecimal digits.
    #[must_use]
    pub fn span_id(&self) -> String {
        self.1.to_string()
    }

    fn of(context: &SpanContext) -> Option<Self> {
        context.is_valid().then(|| Self(context.trace_id(), context.span_id()))
    }
}

/// The ids of the current exported span; `None` if nothing is exported.
pub(super) fn exported() -> Option<Trace> {
    Context::map_current(|context| {
        if context.has_active_span() { Trace::of(context.span().span_context()) } else { None }
    })
}

/// This program's own crates.
pub(super) fn is_own(metadata: &Metadata<'_>) -> bool {
    let name = metadata.target().split("::").next().unwrap_or("");
    matches!(name, "server" | "shop" | "store" | "search" | "jobs" | "db")
}

/// Enables the program's own spans at every log level, so that every warning has its request id.
pub(super) fn own_spans() -> FilterFn {
    filter_fn(|metadata| metadata.is_span() && *metadata.level() <= Level::INFO && is_own(metadata))
}

/// The caller's context, if its `traceparent` is valid.
fn caller(headers: &HeaderMap) -> Option<Context> {
    headers.get("traceparent")?;
    let context = TraceContextPropagator::new()
        .extract_with_context(&Context::new(), &HeaderExtractor(headers));
    let valid = context.span().span_context().is_valid();
    valid.then_some(context)
}

/// Adds a request's span to its caller's trace. If nothing is exported, the span gets ids for the
/// logs: the caller's trace, or `otherwise`, a new one.
pub fn begin(span: &Span, headers: &HeaderMap, otherwise: u128) {
    let caller = caller(headers);
    if super::exporting::is_on() {
        if let Some(caller) = caller {
            // Fails only for a span that has already started.
            let _ = span.set_parent(caller);
        }
        return;
    }
    let trace =
        caller.map_or(TraceId::from(otherwise), |caller| caller.span().span_context().trace_id());
    let mut id = [0_u8; 8];
    if getrandom::fill(&mut id).is_err() {
        return;
    }
    span.with_subscriber(|(id_of_span, dispatch)| {
        if let Some(span) =
            dispatch.downcast_ref::<Registry>().and_then(|registry| registry.span(id_of_span))
        {
            span.extensions_mut().insert(Trace(trace, SpanId::from(u64::from_ne_bytes(id))));
        }
    });
}
