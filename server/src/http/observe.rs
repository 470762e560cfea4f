//! A request's id, its span in the log, and its duration in the metrics.

use axum::{
    extract::{MatchedPath, Request},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use std::time::Instant;
use tracing::Instrument;

/// The id that came with a request, if it is fit to be logged, else a new one.
fn request_id(request: &Request) -> String {
    let given = request.headers().get("x-request-id").and_then(|v| v.to_str().ok());
    let fit = |id: &&str| !id.is_empty() && id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    given.filter(fit).map_or_else(|| uuid::Uuid::new_v4().simple().to_string(), ToOwned::to_owned)
}

pub(super) async fn observe(request: Request, next: Next) -> Response {
    let id = request_id(&request);
    let method = request.method().as_str().to_owned();
    let route = request.extensions().get::<MatchedPath>().map_or("other".to_owned(), |path| path.as_str().to_owned());
    // The path only: queries hold what people search for and the keys of orders.
    let span = tracing::info_span!("request", id, method, path = request.uri().path());
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    let labels = [("method", method), ("route", route), ("status", status.to_string())];
    metrics::histogram!("http_server_request_duration_seconds", &labels).record(took.as_secs_f64());
    span.in_scope(|| tracing::debug!(status, milliseconds = took.as_millis(), "answered"));
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
