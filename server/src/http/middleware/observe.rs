//! A request's id, its span in the log, and its part of the metrics.

use crate::telemetry;
use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use std::time::Instant;
use tracing::{Instrument, field::Empty};
use views::routes;

/// The id that came with a request, if it is fit to be logged, else a new one; and the same new one
/// as the id of a trace.
fn request_id(request: &Request) -> (String, u128) {
    let given = request.headers().get("x-request-id").and_then(|v| v.to_str().ok());
    let fit = |id: &&str| {
        !id.is_empty()
            && id.len() <= 64
            && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    let new = uuid::Uuid::new_v4();
    (given.filter(fit).map_or_else(|| new.simple().to_string(), ToOwned::to_owned), new.as_u128())
}

/// The method, or `_OTHER` for one that nobody registered: anybody can invent methods, and each
/// would be a series of its own.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::CONNECT => "CONNECT",
        Method::TRACE => "TRACE",
        _ => "_OTHER",
    }
}

/// The pattern of the route, such as `/products/{slug}`; empty, as OpenTelemetry has it, when none
/// fits.
fn route(request: &Request) -> String {
    if let Some(pattern) = request.extensions().get::<MatchedPath>() {
        return pattern.as_str().to_owned();
    }
    // A folder that is served as it is has no pattern of Axum's.
    let folders = [routes::PKG, routes::FONTS].map(|folder| format!("{folder}/"));
    let path = request.uri().path();
    folders.into_iter().find(|folder| path.starts_with(folder.as_str())).unwrap_or_default()
}

/// Counts a request as active for as long as it lives, even if its client goes away and it is
/// dropped half-way.
struct Active(&'static str);

impl Active {
    fn new(method: &'static str) -> Self {
        metrics::gauge!("http_server_active_requests", "http_request_method" => method)
            .increment(1);
        Self(method)
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        metrics::gauge!("http_server_active_requests", "http_request_method" => self.0)
            .decrement(1);
    }
}

/// The path for log and trace, without the query, which holds what people search for and the keys
/// of orders. What looks like a mail address is none of ours and is kept out.
fn path(request: &Request) -> &str {
    let path = request.uri().path();
    if path.contains('@') || path.contains("%40") { "(hidden)" } else { path }
}

pub(in crate::http) async fn observe(request: Request, next: Next) -> Response {
    let (id, trace) = request_id(&request);
    let method = method(request.method());
    let route = route(&request);
    let span = tracing::info_span!(
        "request",
        otel.name = format_args!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = Empty,
        id,
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        url.path = path(&request),
        url.scheme = "http",
    );
    telemetry::begin(&span, request.headers(), trace);
    let started = Instant::now();
    let active = Active::new(method);
    let mut response = next.run(request).instrument(span.clone()).await;
    drop(active);
    let (status, took) = (response.status().as_u16(), started.elapsed());
    span.record("http.response.status_code", status);
    if response.status().is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
    let labels = [
        ("http_request_method", method.to_owned()),
        ("http_route", route),
        ("http_response_status_code", status.to_string()),
    ];
    metrics::histogram!("http_server_request_duration_seconds", &labels).record(took.as_secs_f64());
    span.in_scope(|| {
        tracing::debug!(
            milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            "answered"
        )
    });
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
