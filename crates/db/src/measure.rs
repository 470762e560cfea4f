//! How long the database takes, and how busy its connections are: OpenTelemetry's names in
//! Prometheus' form.

use crate::Db;
use sqlx::{Database, Pool};
use std::{future::Future, time::Instant};
use tracing::{Instrument, Span};

/// The area and the function of a path: `store::cart::read::lines::{{closure}}::here` →
/// `cart::lines`.
#[must_use]
pub fn operation(path: &str) -> String {
    let path = path.strip_suffix("::here").unwrap_or(path); // Only `here!` adds it.
    let path = path.split("::{{closure}}").next().unwrap_or(path); // A split has a first part.
    let parts: Vec<&str> = path.split("::").skip(1).collect();
    match parts.as_slice() {
        [area, .., function] => format!("{area}::{function}"),
        _ => path.to_owned(),
    }
}

/// Runs a statement and records its duration. At the level debug it has a span, in that of its
/// transaction if it has one.
///
/// # Errors
/// When the statement fails.
pub async fn statement<T>(
    operation: &'static str,
    system: &'static str,
    within: &Span,
    run: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    let current = if within.is_none() { Span::current() } else { within.clone() };
    let span = tracing::debug_span!(
        parent: &current, "statement", otel.name = operation, otel.kind = "client", db.system.name = system, db.operation.name = operation
    );
    let started = Instant::now();
    let outcome = run.instrument(span).await;
    let labels = [("db_system_name", system), ("db_operation_name", operation)];
    metrics::histogram!("db_client_operation_duration_seconds", &labels).record(started.elapsed());
    outcome
}

/// Records how long a connection had to be waited for, with `BEGIN` when it is for a transaction:
/// on SQLite that is where writers queue.
pub(crate) fn waited(pool: &'static str, started: Instant) {
    metrics::histogram!("db_client_connection_wait_time_seconds", "db_client_connection_pool_name" => pool).record(started.elapsed());
}

fn pool<DB: Database>(name: &'static str, pool: &Pool<DB>) {
    // A pool's size is a u32.
    let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
    for (state, count) in [("idle", idle), ("used", pool.size().saturating_sub(idle))] {
        metrics::gauge!("db_client_connection_count", "db_client_connection_pool_name" => name, "state" => state).set(count);
    }
    metrics::gauge!("db_client_connection_max", "db_client_connection_pool_name" => name)
        .set(pool.options().get_max_connections());
}

impl Db {
    /// Sets the gauges of the pools (connections used, idle, and at most), and whether the database
    /// can be written.
    pub fn measure_pools(&self) {
        metrics::gauge!("perigee_database_writable").set(if self.is_writable() {
            1.0
        } else {
            0.0
        });
        match self {
            Self::Sqlite { readers, writer, .. } => {
                pool("readers", readers);
                pool("writer", writer);
            }
            Self::Postgres { server, .. } => pool("postgres", &server.pool),
        }
    }

    /// `sqlite` or `postgresql`, as OpenTelemetry names them.
    #[must_use]
    pub fn system(&self) -> &'static str {
        if self.is_embedded() { "sqlite" } else { "postgresql" }
    }
}

#[cfg(test)]
mod tests {
    async fn asked() -> &'static str {
        here!()
    }

    #[tokio::test]
    async fn an_operation_is_named_by_its_area_and_function() {
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
