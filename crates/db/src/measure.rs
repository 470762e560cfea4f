//! Duration of statements and of waits for a connection, with OpenTelemetry's metric names in
//! Prometheus' format.

use std::{future::Future, time::Instant};
use tracing::{Instrument, Span};

/// The area and function of a path: `store::cart::read::lines::{{closure}}::here` →
/// `cart::lines`.
#[must_use]
pub fn operation(path: &str) -> String {
    let path = path.strip_suffix("::here").unwrap_or(path); // Only `here!` adds it.
    // `split` yields at least one part.
    let path = path.split("::{{closure}}").next().unwrap_or(path);
    let parts: Vec<&str> = path.split("::").skip(1).collect();
    match parts.as_slice() {
        [area, .., function] => format!("{area}::{function}"),
        _ => path.to_owned(),
    }
}

/// Runs a statement and records its duration. At level debug it gets a span, inside the
/// transaction's span if there is one.
///
/// # Errors
/// If the statement fails.
pub async fn statement<T>(
    operation: &'static str,
    system: &'static str,
    within: &Span,
    run: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    let current = if within.is_none() { Span::current() } else { within.clone() };
    let span = tracing::debug_span!(
        parent: &current,
        "statement",
        otel.name = operation,
        otel.kind = "client",
        db.system.name = system,
        db.operation.name = operation
    );
    let started = Instant::now();
    let outcome = run.instrument(span).await;
    let labels = [("db_system_name", system), ("db_operation_name", operation)];
    metrics::histogram!("db_client_operation_duration_seconds", &labels).record(started.elapsed());
    outcome
}

/// Records the wait for a connection, for transactions including `BEGIN`: on SQLite, writers queue
/// there.
pub(crate) fn waited(pool: &'static str, started: Instant) {
    metrics::histogram!(
        "db_client_connection_wait_time_seconds", "db_client_connection_pool_name" => pool
    )
    .record(started.elapsed());
}

#[cfg(test)]
mod tests {
    async fn asked() -> &'static str {
        here!()
    }

    #[tokio::test]
    async fn operations_are_named_by_area_and_function() {
        assert_eq!(asked().await, "measure::asked");
        for (path, name) in [
            ("store::cart::read::lines::{{closure}}::here", "cart::lines"),
            ("store::outbox::push::{{closure}}::here", "outbox::push"),
            (
                "db::migrate::<impl db::pool::Db>::oldest_program::{{closure}}::here",
                "migrate::oldest_program",
            ),
            ("alone", "alone"),
        ] {
            assert_eq!(super::operation(path), name);
        }
    }
}
