//! Whether the database answers.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::time::{Duration, Instant};
use store::Db;
use tokio::sync::Mutex;

/// How long the result of a database check is reused: anybody can request readiness at any rate.
const COUNTS_FOR: Duration = Duration::from_secs(1);

/// Whether the database answers, checked at most once in [`COUNTS_FOR`].
#[derive(Debug)]
pub struct Readiness {
    last: Mutex<Option<(Instant, bool)>>,
    counts_for: Duration,
}

impl Default for Readiness {
    fn default() -> Self {
        Self { last: Mutex::default(), counts_for: COUNTS_FOR }
    }
}

impl Readiness {
    /// The response of a readiness check: 200, or 503 with the reason.
    pub async fn answer(&self, db: &Db) -> Response {
        // Known without a query.
        if db.is_embedded() && !db.is_writable() {
            return (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be written\n")
                .into_response();
        }
        // Concurrent requests wait for the same check.
        let mut last = self.last.lock().await;
        let ready = match *last {
            Some((at, ready)) if at.elapsed() < self.counts_for => ready,
            before => {
                let answer = db.ping().await;
                // Logged once, not at every check during the outage.
                if let (Err(error), None | Some((_, true))) = (&answer, before) {
                    tracing::warn!(%error, "not ready");
                }
                *last = Some((Instant::now(), answer.is_ok()));
                answer.is_ok()
            }
        };
        if ready {
            "ready\n".into_response()
        } else {
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_database_is_asked_once_in_a_while() {
        let file = std::env::temp_dir().join(format!("perigee-ready-{}.db", uuid::Uuid::new_v4()));
        let db =
            Db::open(&store::options(format!("sqlite://{}", file.display()), 1)).await.unwrap();
        db.migrate().await.unwrap();
        let (once, always) = (
            Readiness { last: Mutex::default(), counts_for: Duration::from_secs(3600) },
            Readiness { last: Mutex::default(), counts_for: Duration::ZERO },
        );
        assert_eq!(
            (once.answer(&db).await.status(), always.answer(&db).await.status()),
            (StatusCode::OK, StatusCode::OK)
        );
        db.close().await;
        assert_eq!(
            (once.answer(&db).await.status(), always.answer(&db).await.status()),
            (StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE)
        );
        std::fs::remove_file(file).unwrap();
    }
}
