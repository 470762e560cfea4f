//! Limits by client, so that nobody takes cart, checkout and search from the others.

use super::admission;
use crate::{
    State,
    http::{Failure, extract::fields::wants_json},
};
use axum::{
    body::HttpBody,
    extract::{ConnectInfo, FromRequestParts, Request, State as Extract},
    http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::DefaultKeyedRateLimiter;
use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

/// The client of a request, as the limits count it: by the address of the connection, or by what
/// the trusted proxies say of it.
pub(in crate::http) fn client(request: &Request, state: &State) -> Option<IpAddr> {
    client_of(request.extensions(), request.headers(), state)
}

fn client_of(extensions: &Extensions, headers: &HeaderMap, state: &State) -> Option<IpAddr> {
    let trusted = state.config.trusted_proxies;
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let address = if trusted == 0 { peer } else { forwarded(headers, trusted).or(peer) };
    address.map(one_client)
}

/// Each proxy adds whom it got the request from: with one trusted proxy the last entry is the
/// client, with two the one before it.
fn forwarded(headers: &HeaderMap, trusted: usize) -> Option<IpAddr> {
    let list: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .map(str::trim)
        .collect();
    let entry = list.get(list.len().checked_sub(trusted)?)?;
    // Some proxies add the port: 192.0.2.7:40312, [2001:db8::7]:40312.
    let bare = entry.strip_prefix('[').and_then(|rest| rest.split(']').next()).unwrap_or(entry);
    bare.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|addr| addr.ip()))
}

/// What is one client to the limit: an IPv4 address, or the /64 of an IPv6 address, which one
/// household or machine has as a whole.
pub(crate) fn one_client(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            IpAddr::V6(std::net::Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)))
        }
        v4 => v4,
    }
}

/// The client of a request as the limits tell clients apart; none where there is no connection to
/// tell it by.
#[derive(Clone, Debug)]
pub struct Client(pub Option<String>);

impl FromRequestParts<State> for Client {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        Ok(Self(
            client_of(&parts.extensions, &parts.headers, state).map(|client| client.to_string()),
        ))
    }
}

/// Whether a request is one too many of its client; counts it.
fn too_many(
    limiter: Option<&DefaultKeyedRateLimiter<IpAddr>>,
    request: &Request,
    state: &State,
) -> bool {
    let refused = limiter
        .zip(client(request, state))
        .is_some_and(|(limiter, client)| limiter.check_key(&client).is_err());
    if refused {
        metrics::counter!("perigee_rate_limited_total").increment(1);
    }
    refused
}

/// Whether this client may leave one more address to be told when something is back; counts it.
pub(in crate::http) fn may_subscribe(state: &State, client: Option<&str>) -> bool {
    let client = client.and_then(|client| client.parse::<IpAddr>().ok());
    state
        .subscriptions
        .as_ref()
        .zip(client)
        .is_none_or(|(limiter, client)| limiter.check_key(&client).is_ok())
}

/// Whether this client may begin one more cart, by a page or by the API; counts it.
pub(in crate::http) fn may_begin_cart(state: &State, client: Option<&str>, api: bool) -> bool {
    let [by_pages, by_programs] = &state.carts;
    let limiter = if api {
        by_programs.as_ref().filter(|_| state.config.rate_limit_api)
    } else {
        by_pages.as_ref()
    };
    let client = client.and_then(|client| client.parse::<IpAddr>().ok());
    limiter.zip(client).is_none_or(|(limiter, client)| limiter.check_key(&client).is_ok())
}

/// Whether this client may state one more withdrawal that names no order; counts it.
pub(in crate::http) fn may_withdraw(state: &State, client: Option<&str>) -> bool {
    let client = client.and_then(|client| client.parse::<IpAddr>().ok());
    state
        .withdrawals
        .as_ref()
        .zip(client)
        .is_none_or(|(limiter, client)| limiter.check_key(&client).is_ok())
}

/// After how many seconds who made too many requests may come again.
const RETRY_AFTER: u32 = 10;

fn refusal() -> Response {
    Failure::of(StatusCode::TOO_MANY_REQUESTS)
        .because("Too many requests in a short time.")
        .retry_after(RETRY_AFTER)
        .into_response()
}

/// Whether a form comes back with what was typed when its post is one too many. Its handler has to
/// ask for [`Limited`].
fn comes_back(path: &str) -> bool {
    [
        "/checkout/contact",
        "/checkout/delivery",
        "/checkout/payment",
        "/checkout/place",
        "/track",
        "/waits",
        "/withdraw",
        "/withdraw/confirm",
    ]
    .contains(&path)
        || path.starts_with("/cart/lines")
}

/// A post that is one too many of its client and is not dealt with: its form is shown again, with
/// what was typed.
#[derive(Clone, Copy, Debug)]
struct TooMany;

/// Why and until when the form of a post is only shown again; none when the post is dealt with.
#[derive(Clone, Debug)]
pub struct Limited(pub Option<Failure>);

impl FromRequestParts<State> for Limited {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Infallible> {
        let failure = || {
            let text = app::t!("form-limited", seconds = RETRY_AFTER);
            Failure::of(StatusCode::TOO_MANY_REQUESTS).because(text).retry_after(RETRY_AFTER)
        };
        Ok(Self(parts.extensions.get::<TooMany>().map(|_| failure())))
    }
}

pub(in crate::http) async fn limit(
    Extract(state): Extract<State>,
    mut request: Request,
    next: Next,
) -> Response {
    // Looking at the cart or at checkout is not limited; changing and searching is, and so is
    // trying keys of orders.
    let (looks, uri) = (matches!(*request.method(), Method::GET | Method::HEAD), request.uri());
    let tries_key = uri.path().starts_with("/orders/")
        && uri.query().is_some_and(|query| query.contains("key="));
    let counts = !looks || uri.path().starts_with("/search") || tries_key;
    if counts && too_many(state.limiter.as_ref(), &request, &state) {
        let (headers, path) = (request.headers(), request.uri().path());
        // Browsers send forms with their length, and those of the shop are small.
        let small = request.body().size_hint().exact().is_some_and(|size| size <= admission::SMALL);
        if *request.method() != Method::POST
            || !small
            || !comes_back(path)
            || wants_json(headers, path)
        {
            return refusal();
        }
        // A page costs more than a refusal: who goes on all the same gets the refusal.
        if too_many(state.returned.as_ref(), &request, &state) {
            return refusal();
        }
        request.extensions_mut().insert(TooMany);
    }
    next.run(request).await
}

/// Behind trusted proxies a client has so many requests in flight, each until its last byte is
/// written: there a client's connections cannot be counted, and each answer that is not read holds
/// memory. The refusal is a few bytes, since it may not be read either.
pub(in crate::http) async fn in_flight(
    Extract(state): Extract<State>,
    request: Request,
    next: Next,
) -> Response {
    let Some((most, client)) = state.config.most_in_flight().zip(client(&request, &state)) else {
        return next.run(request).await;
    };
    if let Some(counted) = state.in_flight.count(client, most) {
        let mut response = next.run(request).await;
        // `listen` keeps it until the response is written.
        response.extensions_mut().insert(Arc::new(counted));
        return response;
    }
    metrics::counter!("perigee_refused_in_flight_total").increment(1);
    let failure = Failure::of(StatusCode::TOO_MANY_REQUESTS)
        .because(app::t!("too-many-at-once"))
        .retry_after(RETRY_AFTER);
    let mut response = if wants_json(request.headers(), request.uri().path()) {
        failure.details()
    } else {
        (
            StatusCode::TOO_MANY_REQUESTS,
            [(header::RETRY_AFTER, RETRY_AFTER)],
            failure.detail().to_owned(),
        )
            .into_response()
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // More requests may wait on this connection, and refusing each costs as well.
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// The same limit for what browsers tell of pages, counted apart.
pub(in crate::http) async fn limit_beacons(
    Extract(state): Extract<State>,
    request: Request,
    next: Next,
) -> Response {
    if too_many(state.beacons.as_ref(), &request, &state) {
        refusal()
    } else {
        next.run(request).await
    }
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
            assert_eq!(
                forwarded(&headers, 1).map(one_client),
                Some(client.parse().unwrap()),
                "{entry}"
            );
        }
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "unknown".parse().unwrap());
        assert_eq!(forwarded(&headers, 1), None);
    }
}
