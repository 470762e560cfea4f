//! Request id, span and metrics of a request.

use crate::telemetry;
use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderValue, Method, Uri},
    middleware::Next,
    response::Response,
};
use std::time::Instant;
use tracing::{Instrument, field::Empty};
use views::routes;

/// The request's own id if it is safe to log, otherwise a new one; and the new one as a trace id.
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

/// The method, or `_OTHER` for an unregistered one: clients can invent methods, and each would add
/// a metrics series.
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

/// The pattern of the route, such as `/products/{slug}`; empty if none matches, as in
/// OpenTelemetry's conventions.
fn route(request: &Request) -> String {
    if let Some(pattern) = request.extensions().get::<MatchedPath>() {
        return pattern.as_str().to_owned();
    }
    // Axum has no pattern for a folder of files.
    let folders = [routes::PKG, routes::FONTS].map(|folder| format!("{folder}/"));
    let path = request.uri().path();
    folders.into_iter().find(|folder| path.starts_with(folder.as_str())).unwrap_or_default()
}

/// Counts a request as active until it is dropped, even if its client disconnects.
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

/// Routes whose path ends with a secret: whoever reads it can become that person.
const SECRET: [&str; 2] = [routes::ADMIN_INVITATION, routes::ADMIN_RESET];

/// The path for logs and traces, without the query, which contains searches and order keys. Of a
/// path with a secret it is the route's pattern, also if no route matches, such as with a slash at
/// its end. Paths that look like email addresses are not the shop's and are omitted.
fn path(uri: &Uri) -> &str {
    let path = uri.path();
    let has_secret =
        |route: &&str| route.split_once('{').is_some_and(|(before, _)| path.starts_with(before));
    match SECRET.into_iter().find(has_secret) {
        Some(route) => route,
        None if path.contains('@') || path.contains("%40") => "(hidden)",
        None => path,
    }
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
        url.path = path(request.uri()),
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_addresses_are_not_logged() {
        for (uri, expected) in [
            ("/products/meridian-200?ref=a", "/products/meridian-200"),
            ("/pages/ada@example.org", "(hidden)"),
            ("/admin/invitations/0a1b", "/admin/invitations/{token}"),
            ("/admin/invitations/0a1b/", "/admin/invitations/{token}"),
            ("/admin/resets/0a1b", "/admin/resets/{token}"),
            ("/admin/people", "/admin/people"),
        ] {
            assert_eq!(path(&uri.parse().unwrap()), expected, "{uri}");
        }
    }
}
