//! Health checks and metrics as pages.

use crate::{State, telemetry};
use axum::{
    Router,
    extract::State as Extract,
    http::{HeaderValue, StatusCode, header},
    middleware::from_fn,
    response::{IntoResponse, Response},
};
use shop::Context;
use tower_http::set_header::SetResponseHeaderLayer;

/// The layers of these routes, instead of the shop's own.
pub(super) fn bare<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    let sniff = SetResponseHeaderLayer::overriding(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    router.layer(from_fn(super::middleware::border::host)).layer(sniff)
}

/// Liveness: the process runs.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// Readiness: the database answers and is writable, and the server is not shutting down.
pub(super) async fn ready(Extract(state): Extract<State>) -> Response {
    if state.is_stopping() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response();
    }
    state.readiness.answer(state.shop.db()).await
}

/// Whether pages can be served, regardless of the database: cached pages are available, and others
/// report the outage.
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
