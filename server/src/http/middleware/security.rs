//! Headers that every answer carries.

use crate::{State, http::route::Known};
use axum::{
    extract::{MatchedPath, Request, State as Extract},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use std::sync::Arc;

/// What is no page may load nothing.
const STRICT: &str = "default-src 'none'; frame-ancestors 'none'";

pub(in crate::http) async fn headers(
    Extract((state, known)): Extract<(State, Arc<Known>)>,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let personal = route.is_some_and(|route| known.personal.contains(route.as_str()));
    let mut response = next.run(request).await;
    // What is about one person is kept by no browser and no proxy, nor is an answer that leads on
    // with a cookie.
    if personal
        || response.status().is_redirection() && response.headers().contains_key(header::SET_COOKIE)
    {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(STRICT));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(self)"),
    );
    // While it goes away (the shutdown delay), whoever keeps a connection looks for another server
    // after this answer, and not in the midst of a request when the connection is closed.
    if state.is_stopping() {
        headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if state.secure {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    response
}
