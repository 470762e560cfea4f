//! Logs to standard error: text lines for people, or JSON with trace ids.

use super::trace;
use crate::config::{LogFormat, Logs};
use serde_json::{Map, Value};
use std::{fmt, io::IsTerminal};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{
    EnvFilter, Layer, Registry,
    field::RecordFields,
    filter::LevelFilter,
    fmt::{
        FmtContext, FormatEvent, FormatFields, FormattedFields, MakeWriter,
        format::{JsonFields, Writer},
    },
    registry::LookupSpan,
};

/// The log filter.
pub(super) fn filter(settings: &Logs) -> Result<EnvFilter, String> {
    let log = settings.log.trim();
    let refused = |fault: &str| {
        format!(
            "PERIGEE_LOG (--log) {:?} is invalid: {fault}; for example info, or warn,server=debug",
            settings.log
        )
    };
    // A single word would be taken for a module's name, so a misspelt level would silence all logs.
    let wrong = log.split(',').map(str::trim).find(|part| {
        part.is_empty() || !part.contains(['=', '[']) && part.parse::<LevelFilter>().is_err()
    });
    if let Some(wrong) = wrong {
        return Err(refused(&format!(
            "{wrong:?} is not a level: expected error, warn, info, debug, trace or off"
        )));
    }
    EnvFilter::try_new(log).map_err(|e| refused(&e.to_string()))
}

pub(super) fn layer<W>(settings: &Logs, writer: W) -> Box<dyn Layer<Registry> + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    // Colours only on a terminal, and not with `NO_COLOR`.
    let colours = std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let layer = tracing_subscriber::fmt::layer().with_writer(writer);
    match settings.log_format {
        LogFormat::Text => layer.with_ansi(colours).fmt_fields(Plain).boxed(),
        LogFormat::Json => {
            layer.with_ansi(false).fmt_fields(JsonFields::new()).event_format(Json).boxed()
        }
    }
}

/// Whether a field is meant for the exporter only, such as a span's name and kind.
fn is_for_exporters(field: &str) -> bool {
    field.starts_with("otel.")
}

/// Fields as `name=value`.
struct Plain;

struct PlainVisitor<'a> {
    writer: Writer<'a>,
    first: bool,
    outcome: fmt::Result,
}

impl Visit for PlainVisitor<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if self.outcome.is_err() || is_for_exporters(field.name()) {
            return;
        }
        let blank = if std::mem::take(&mut self.first) { "" } else { " " };
        self.outcome = match field.name() {
            "message" => write!(self.writer, "{blank}{value:?}"),
            name => write!(self.writer, "{blank}{name}={value:?}"),
        };
    }
}

impl<'w> FormatFields<'w> for Plain {
    fn format_fields<R: RecordFields>(&self, writer: Writer<'w>, fields: R) -> fmt::Result {
        let mut visitor = PlainVisitor { writer, first: true, outcome: Ok(()) };
        fields.record(&mut visitor);
        visitor.outcome
    }
}

/// One object per line: the event's fields, those of its spans in `span`, and the ids of its trace.
struct Json;

struct JsonVisitor<'a>(&'a mut Map<String, Value>);

impl JsonVisitor<'_> {
    fn set(&mut self, field: &Field, value: impl Into<Value>) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}

impl Visit for JsonVisitor<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.set(field, format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.set(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.set(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.set(field, value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.set(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.set(field, value);
    }
}

impl<S, N> FormatEvent<S, N> for Json
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        ctx: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = Map::new();
        event.record(&mut JsonVisitor(&mut line));
        // Fails only for years of more than four digits.
        let now = OffsetDateTime::now_utc().format(&Rfc3339).unwrap_or_default();
        line.insert("timestamp".to_owned(), now.into());
        line.insert("level".to_owned(), event.metadata().level().as_str().into());
        line.insert("target".to_owned(), event.metadata().target().into());
        let mut trace = trace::exported();
        if let Some(scope) = ctx.event_scope() {
            let mut spans = Map::new();
            for span in scope.from_root() {
                let extensions = span.extensions();
                // The formatter of spans writes an object.
                if let Some(fields) = extensions.get::<FormattedFields<N>>()
                    && let Ok(Value::Object(fields)) = serde_json::from_str(&fields.fields)
                {
                    spans.extend(fields.into_iter().filter(|(name, _)| !is_for_exporters(name)));
                }
                spans.insert("name".to_owned(), span.name().into());
                trace = trace.or_else(|| extensions.get::<trace::Trace>().copied());
            }
            line.insert("span".to_owned(), Value::Object(spans));
        }
        if let Some(trace) = trace {
            line.insert("trace_id".to_owned(), trace.trace_id().into());
            line.insert("span_id".to_owned(), trace.span_id().into());
        }
        writeln!(writer, "{}", Value::Object(line))
    }
}
