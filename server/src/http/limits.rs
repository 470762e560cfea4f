//! Limits by client, so that nobody takes cart, checkout and search from the others.

use super::Failure;
use crate::State;
use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State as Extract},
    http::{Extensions, HeaderMap, Method, StatusCode, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::DefaultKeyedRateLimiter;
use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

/// The client of a request, as the limits count it: by the address of the connection, or by what the trusted proxies say of it.
pub(super) fn client(request: &Request, state: &State) -> Option<IpAddr> {
    client_of(request.extensions(), request.headers(), state)
}

fn client_of(extensions: &Extensions, headers: &HeaderMap, state: &State) -> Option<IpAddr> {
    let trusted = state.config.trusted_proxies;
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let address = if trusted == 0 { peer } else { forwarded(headers, trusted).or(peer) };
    address.map(one_client)
}

/// Each proxy adds whom it got the request from: with one trusted proxy the last entry is the client, with two the one before it.
fn forwarded(headers: &HeaderMap, trusted: usize) -> Option<IpAddr> {
    let list: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')).map(str::trim).collect();
    let entry = list.get(list.len().checked_sub(trusted)?)?;
    // Some proxies add the port: 192.0.2.7:40312, [2001:db8::7]:40312.
    let bare = entry.strip_prefix('[').and_then(|rest| rest.split(']').next()).unwrap_or(entry);
    bare.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|addr| addr.ip()))
}

/// What is one client to the limit: an IPv4 address, or the /64 of an IPv6 address, which one household or machine has as a whole.
pub(crate) fn one_client(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(std::net::Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

/// The client of a request as the limits tell clients apart; none where there is no connection to tell it by.
#[derive(Clone, Debug)]
pub struct Client(pub Option<String>);

impl FromRequestParts<State> for Client {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        Ok(Self(client_of(&parts.extensions, &parts.headers, state).map(|client| client.to_string())))
    }
}

/// Whether a request is one too many of its client; counts it.
fn too_many(limiter: Option<&DefaultKeyedRateLimiter<IpAddr>>, request: &Request, state: &State) -> bool {
    let refused = limiter.zip(client(request, state)).is_some_and(|(limiter, client)| limiter.check_key(&client).is_err());
    if refused {
        metrics::counter!("perigee_rate_limited_total").increment(1);
    }
    refused
}

/// Whether this client may leave one more address to be told when something is back; counts it.
pub(super) fn may_subscribe(state: &State, client: Option<&str>) -> bool {
    let client = client.and_then(|client| client.parse::<IpAddr>().ok());
    state.subscriptions.as_ref().zip(client).is_none_or(|(limiter, client)| limiter.check_key(&client).is_ok())
}

/// Whether this client may state one more withdrawal that names no order; counts it.
pub(super) fn may_withdraw(state: &State, client: Option<&str>) -> bool {
    let client = client.and_then(|client| client.parse::<IpAddr>().ok());
    state.withdrawals.as_ref().zip(client).is_none_or(|(limiter, client)| limiter.check_key(&client).is_ok())
}

fn refusal() -> Response {
    Failure::of(StatusCode::TOO_MANY_REQUESTS).because("Too many requests in a short time.").retry_after(10).into_response()
}

pub(super) async fn limit(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    // Looking at the cart or at checkout is not limited; changing and searching is, and so is trying keys of orders.
    let (looks, uri) = (matches!(*request.method(), Method::GET | Method::HEAD), request.uri());
    let tries_key = uri.path().starts_with("/orders/") && uri.query().is_some_and(|query| query.contains("key="));
    let counts = !looks || uri.path().starts_with("/search") || tries_key;
    if counts && too_many(state.limiter.as_ref(), &request, &state) { refusal() } else { next.run(request).await }
}

/// The same limit for what browsers tell of pages, counted apart.
pub(super) async fn limit_beacons(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    if too_many(state.beacons.as_ref(), &request, &state) { refusal() } else { next.run(request).await }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::unwrap_used)]
    fn addresses_as_proxies_write_them() {
        for (entry, client) in [
            ("192.0.2.7", "192.0.2.7"),
            ("192.0.2.7:40312", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("[2001:db8:1:2:3::6]:40312", "2001:db8:1:2::"),
            ("[2001:db8:1:2::9]", "2001:db8:1:2::"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", format!("203.0.113.1, {entry}").parse().unwrap());
            assert_eq!(forwarded(&headers, 1).map(one_client), Some(client.parse().unwrap()), "{entry}");
        }
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "unknown".parse().unwrap());
        assert_eq!(forwarded(&headers, 1), None);
    }
}
