//! Limits by client, so that nobody takes cart, checkout and search from the others.

use crate::{
    State,
    http::{
        Failure,
        extract::{client, fields::wants_json},
    },
    limits::{admission::SMALL, rates::Rate},
};
use axum::{
    body::HttpBody,
    extract::{FromRequestParts, Request, State as Extract},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{convert::Infallible, sync::Arc};

/// Whether a request is one too many of its client; counts it.
fn too_many(rate: &Rate, request: &Request, state: &State) -> bool {
    let refused = !rate.allows(client(request, state));
    if refused {
        metrics::counter!("perigee_rate_limited_total").increment(1);
    }
    refused
}

/// After how many seconds who made too many requests may come again.
const RETRY_AFTER: u32 = 10;

fn refusal() -> Response {
    Failure::of(StatusCode::TOO_MANY_REQUESTS)
        .because("Too many requests in a short time.")
        .retry_after(RETRY_AFTER)
        .into_response()
}

/// Which requests of a route count against the limit of their client.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    /// None.
    Nothing,
    /// Changes; looking is free.
    Changes,
    /// Changes by forms, which come back with what was typed when they are one too many. The
    /// handler has to ask for [`Limited`].
    Forms,
    /// All: each costs as much as a change.
    All,
    /// Changes, and looks that try a key.
    Keys,
    /// All, in a bucket of their own: pages that are looked at must not use up what a shopper may
    /// change.
    Measurements,
}

impl Counted {
    fn counts(self, request: &Request) -> bool {
        let looks = matches!(*request.method(), Method::GET | Method::HEAD);
        let tries_key = || request.uri().query().is_some_and(|query| query.contains("key="));
        match self {
            Self::Nothing => false,
            Self::Changes | Self::Forms => !looks,
            Self::All | Self::Measurements => true,
            Self::Keys => !looks || tries_key(),
        }
    }
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

/// Refuses what is one too many of its client.
pub async fn limit(
    Extract((state, counted)): Extract<(State, Counted)>,
    mut request: Request,
    next: Next,
) -> Response {
    let rates = &state.rates;
    let rate = if counted == Counted::Measurements { &rates.beacons } else { &rates.requests };
    if counted.counts(&request) && too_many(rate, &request, &state) {
        let (headers, path) = (request.headers(), request.uri().path());
        // Browsers send forms with their length, and those of the shop are small.
        let small = request.body().size_hint().exact().is_some_and(|size| size <= SMALL);
        let comes_back = counted == Counted::Forms
            && *request.method() == Method::POST
            && small
            && !wants_json(headers, path);
        // A page costs more than a refusal: who goes on all the same gets the refusal.
        if !comes_back || too_many(&rates.returned_forms, &request, &state) {
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
