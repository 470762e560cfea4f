//! Continues the trace of a request in the worker: the outbox stores its ids (W3C `traceparent`).
//! Only if spans are exported; otherwise there are none to store.

use opentelemetry::{
    Context,
    trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState},
};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// The current exported span, as `00-<trace>-<span>-<flags>`.
pub(crate) fn current() -> Option<String> {
    Context::map_current(|context| {
        let span = context.span();
        let ids = span.span_context();
        ids.is_valid().then(|| {
            format!("00-{}-{}-{:02x}", ids.trace_id(), ids.span_id(), ids.trace_flags().to_u8())
        })
    })
}

/// Parses the ids from a text returned by [`current`].
fn read(text: &str) -> Option<SpanContext> {
    let mut parts = text.split('-');
    let (Some("00"), Some(trace), Some(span), Some(flags), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let flags = TraceFlags::new(u8::from_str_radix(flags, 16).ok()?);
    let ids = SpanContext::new(
        TraceId::from_hex(trace).ok()?,
        SpanId::from_hex(span).ok()?,
        flags,
        true,
        TraceState::default(),
    );
    ids.is_valid().then_some(ids)
}

/// Makes a new span a child of the one in the text.
pub(crate) fn follow(span: &Span, text: &str) {
    if let Some(ids) = read(text) {
        // Fails only for a span that has already started.
        let _ = span.set_parent(Context::new().with_remote_span_context(ids));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_were_written() {
        let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        let ids = read(text).map(|ids| {
            (
                ids.trace_id().to_string(),
                ids.span_id().to_string(),
                ids.is_sampled(),
                ids.is_remote(),
            )
        });
        assert_eq!(
            ids,
            Some((
                "4bf92f3577b34da6a3ce929d0e0e4736".to_owned(),
                "00f067aa0ba902b7".to_owned(),
                true,
                true
            ))
        );
        for wrong in [
            "",
            "00",
            "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-0-0-01",
            "00-x-y-z",
            &format!("{text}-1"),
        ] {
            assert!(read(wrong).is_none(), "{wrong}");
        }
        assert_eq!(current(), None);
    }
}
