//! Limits by client, so that nobody takes cart, checkout and search from the others.

use super::Failure;
use crate::State;
use axum::{
    extract::{ConnectInfo, Request, State as Extract},
    http::{HeaderMap, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::DefaultKeyedRateLimiter;
use std::net::{IpAddr, SocketAddr};

/// The client's address: of the connection, or what the trusted proxies say of it.
fn client(request: &Request, trusted: usize) -> Option<IpAddr> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    if trusted == 0 { peer } else { forwarded(request.headers(), trusted).or(peer) }
}

/// Each proxy adds whom it got the request from: with one trusted proxy the last entry is the client, with two the one before it.
fn forwarded(headers: &HeaderMap, trusted: usize) -> Option<IpAddr> {
    let list: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')).map(str::trim).collect();
    list.get(list.len().checked_sub(trusted)?)?.parse().ok()
}

/// Whether a request is one too many of its client; counts it.
fn too_many(limiter: Option<&DefaultKeyedRateLimiter<IpAddr>>, request: &Request, state: &State) -> bool {
    let refused =
        limiter.zip(client(request, state.config.trusted_proxies)).is_some_and(|(limiter, client)| limiter.check_key(&client).is_err());
    if refused {
        metrics::counter!("perigee_rate_limited_total").increment(1);
    }
    refused
}

fn refusal() -> Response {
    Failure::of(StatusCode::TOO_MANY_REQUESTS).because("Too many requests in a short time.").retry_after(10).into_response()
}

pub(super) async fn limit(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    // Looking at the cart or at checkout is not limited, changing and searching is.
    let counts = request.method() != axum::http::Method::GET || request.uri().path().starts_with("/search");
    if counts && too_many(state.limiter.as_ref(), &request, &state) { refusal() } else { next.run(request).await }
}

/// The same limit for what browsers tell of pages, counted apart.
pub(super) async fn limit_beacons(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    if too_many(state.beacons.as_ref(), &request, &state) { refusal() } else { next.run(request).await }
}
