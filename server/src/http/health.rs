//! What machines ask.

use crate::{State, telemetry};
use axum::{
    Router,
    extract::State as Extract,
    http::{HeaderValue, StatusCode, header},
    middleware::from_fn,
    response::{IntoResponse, Response},
};
use shop::Context;
use std::time::{Duration, Instant};
use store::Db;
use tokio::sync::Mutex;
use tower_http::set_header::SetResponseHeaderLayer;

/// How long an answer of the database counts: anybody may ask for readiness, as often as they like.
const COUNTS_FOR: Duration = Duration::from_secs(1);

/// What these routes pass, in place of the layers of the shop's own.
pub(super) fn bare<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    let sniff = SetResponseHeaderLayer::overriding(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    router.layer(from_fn(super::middleware::border::host)).layer(sniff)
}

/// Whether the database answers, asked at most once in [`COUNTS_FOR`].
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
    pub(super) async fn answer(&self, db: &Db) -> Response {
        // Known without asking.
        if db.is_embedded() && !db.is_writable() {
            return (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be written\n")
                .into_response();
        }
        // Whoever comes while the database is being asked waits for that answer.
        let mut last = self.last.lock().await;
        let ready = match *last {
            Some((at, ready)) if at.elapsed() < self.counts_for => ready,
            before => {
                let answer = db.ping().await;
                // Once, and not at every look until it is back.
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

/// The process runs.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// Requests can be taken: the database answers and can be written, and the server is not going
/// away.
pub(super) async fn ready(Extract(state): Extract<State>) -> Response {
    if state.is_stopping() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    state.readiness.answer(state.shop.db()).await
}

/// Pages can be taken from here, whatever the database does: what is cached goes on, and what needs
/// it says so.
pub(super) async fn serves_pages(Extract(state): Extract<State>) -> Response {
    if state.is_stopping() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response()
    } else {
        "ready\n".into_response()
    }
}

/// Metrics in Prometheus' text format.
pub(super) async fn metrics(Extract(shop): Extract<Context>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], telemetry::render(shop.db()))
        .into_response()
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
