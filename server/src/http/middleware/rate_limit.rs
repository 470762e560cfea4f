//! Rate limits per client, so that nobody takes cart, checkout and search away from others.

use crate::{
    State,
    http::{
        HttpError,
        extract::{Caller, client},
        headers::cache,
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

/// Counts a request. Above its client's limit, returns after how many seconds it may retry.
fn too_many(rate: &Rate, request: &Request, state: &State) -> Option<u32> {
    let refused = rate.check(client(request, state)).err();
    if refused.is_some() {
        metrics::counter!("perigee_rate_limited_total").increment(1);
    }
    refused
}

/// After how many seconds a client with too many requests in flight may retry.
const RETRY_AFTER: u32 = 10;

fn refusal(seconds: u32) -> Response {
    HttpError::of(StatusCode::TOO_MANY_REQUESTS)
        .because("Too many requests in a short time.")
        .retry_after(seconds)
        .into_response()
}

/// Which requests of a route count towards the client's limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counted {
    /// None.
    Nothing,
    /// Changes only.
    Changes,
    /// Changes by forms. Over the limit, the form is shown again with its input. The handler must
    /// extract [`Limited`].
    Forms,
    /// All requests: each costs as much as a change.
    All,
    /// Changes, and views that check a key.
    Keys,
    /// Passwords, codes and links of the desk: changes, with a separate limit.
    SignIns,
    /// All requests, with a separate limit: page views must not use up the limit of changes.
    Measurements,
}

impl Counted {
    fn counts(self, request: &Request) -> bool {
        let looks = matches!(*request.method(), Method::GET | Method::HEAD);
        let tries_key = || request.uri().query().is_some_and(|query| query.contains("key="));
        match self {
            Self::Nothing => false,
            Self::Changes | Self::Forms | Self::SignIns => !looks,
            Self::All | Self::Measurements => true,
            Self::Keys => !looks || tries_key(),
        }
    }
}

/// A POST over its client's limit that is not processed: its form is shown again with its input.
/// Contains after how many seconds it can be sent again.
#[derive(Clone, Copy, Debug)]
struct TooMany(u32);

/// Why and until when the form of a POST is only shown again; `None` if the POST is processed.
#[derive(Clone, Debug)]
pub struct Limited(pub Option<HttpError>);

impl FromRequestParts<State> for Limited {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &State) -> Result<Self, Infallible> {
        let failure = |&TooMany(seconds): &TooMany| {
            let text = app::t!("form-limited", seconds = seconds);
            HttpError::of(StatusCode::TOO_MANY_REQUESTS).because(text).retry_after(seconds)
        };
        Ok(Self(parts.extensions.get().map(failure)))
    }
}

/// Refuses requests over the limit.
pub async fn limit(
    Extract((state, counted)): Extract<(State, Counted)>,
    mut request: Request,
    next: Next,
) -> Response {
    let rates = &state.rates;
    let rate = match counted {
        Counted::Measurements => &rates.beacons,
        Counted::SignIns => &rates.sign_ins,
        _ => &rates.requests,
    };
    let refused = if counted.counts(&request) { too_many(rate, &request, &state) } else { None };
    if let Some(seconds) = refused {
        let (headers, path) = (request.headers(), request.uri().path());
        // Browsers send a form's length, and the shop's forms are small.
        let small = request.body().size_hint().exact().is_some_and(|size| size <= SMALL);
        let comes_back = counted == Counted::Forms
            && *request.method() == Method::POST
            && small
            && !Caller::of(headers, path).is_program();
        // A page costs more than a short refusal, which clients get that continue regardless.
        if !comes_back || too_many(&rates.returned_forms, &request, &state).is_some() {
            return refusal(seconds);
        }
        request.extensions_mut().insert(TooMany(seconds));
    }
    next.run(request).await
}

/// Limits a client's requests in flight behind trusted proxies, each until its last byte is
/// written: connections per client cannot be counted there, and each unread response uses memory.
/// The refusal is short, since it may remain unread, too.
pub(in crate::http) async fn in_flight(
    Extract(state): Extract<State>,
    request: Request,
    next: Next,
) -> Response {
    let Some((max, client)) = state.config.listen.max_in_flight().zip(client(&request, &state))
    else {
        return next.run(request).await;
    };
    if let Some(counted) = state.in_flight.count(client, max) {
        let mut response = next.run(request).await;
        // `listen` holds it until the response is written.
        response.extensions_mut().insert(Arc::new(counted));
        return response;
    }
    metrics::counter!("perigee_refused_in_flight_total").increment(1);
    let failure = HttpError::of(StatusCode::TOO_MANY_REQUESTS)
        .because(app::t!("too-many-at-once"))
        .retry_after(RETRY_AFTER);
    let mut response = if Caller::of(request.headers(), request.uri().path()).is_program() {
        failure.details()
    } else {
        (
            StatusCode::TOO_MANY_REQUESTS,
            [(header::RETRY_AFTER, RETRY_AFTER)],
            failure.detail().to_owned(),
        )
            .into_response()
    };
    response.headers_mut().insert(header::CACHE_CONTROL, cache::NOT_KEPT);
    // More requests may be waiting on this connection, and refusing each would cost as well.
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
