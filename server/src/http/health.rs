//! What machines ask.

use crate::{State, telemetry};
use axum::{
    extract::State as Extract,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use shop::Shop;
use store::Db;

/// The process runs.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// Requests can be taken: the database answers and can be written, and the server is not going away.
pub(super) async fn ready(Extract(state): Extract<State>) -> Response {
    if state.is_stopping() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    answers(state.shop.db()).await
}

/// Pages can be taken from here, whatever the database does: what is cached goes on, and what needs it says so.
pub(super) async fn serves_pages(Extract(state): Extract<State>) -> Response {
    if state.is_stopping() { (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response() } else { "ready\n".into_response() }
}

/// A worker can work: the database answers.
pub(super) async fn worker_ready(Extract(shop): Extract<Shop>) -> Response {
    answers(shop.db()).await
}

async fn answers(db: &Db) -> Response {
    if db.is_embedded() && !db.is_writable() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be written\n").into_response();
    }
    match db.ping().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// Metrics in Prometheus' text format.
pub(super) async fn metrics(Extract(shop): Extract<Shop>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], telemetry::render(shop.db())).into_response()
}
