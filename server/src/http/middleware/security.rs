//! Headers of every response.

use crate::{
    State,
    http::{
        headers::{cache, csp},
        route::KnownRoutes,
    },
};
use axum::{
    extract::{MatchedPath, Request, State as Extract},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use std::sync::Arc;

pub(in crate::http) async fn headers(
    Extract((state, known)): Extract<(State, Arc<KnownRoutes>)>,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>();
    let personal = route.is_some_and(|route| known.personal.contains(route.as_str()));
    let mut response = next.run(request).await;
    // Personal responses are cached nowhere, nor are redirects that set a cookie.
    if personal
        || response.status().is_redirection() && response.headers().contains_key(header::SET_COOKIE)
    {
        response.headers_mut().insert(header::CACHE_CONTROL, cache::NOT_KEPT);
    }
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(csp::NOTHING);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(self)"),
    );
    // During the shutdown delay, a client with a kept connection moves to another server after this
    // response, instead of losing the connection during a request.
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
