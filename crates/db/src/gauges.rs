//! Usage of connections, with OpenTelemetry's metric names in Prometheus' format.

use crate::Db;
use sqlx::{Database, Pool};

fn pool<DB: Database>(name: &'static str, pool: &Pool<DB>) {
    // A pool's size is a u32.
    let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
    for (state, count) in [("idle", idle), ("used", pool.size().saturating_sub(idle))] {
        metrics::gauge!(
            "db_client_connection_count", "db_client_connection_pool_name" => name, "state" => state
        )
        .set(count);
    }
    metrics::gauge!("db_client_connection_max", "db_client_connection_pool_name" => name)
        .set(pool.options().get_max_connections());
}

impl Db {
    /// Sets the gauges of the pools (used, idle and maximum connections), and of whether the
    /// database is writable.
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
