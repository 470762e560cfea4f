//! The cookie of a form that waits for signing in.

use crate::{State, session::cookies};
use axum::http::{HeaderMap, HeaderValue};

const COOKIE: &str = "desk-form";
/// Lifetime of the cookie in seconds: as long as the form is kept.
const AGE: i64 = 3600;

/// The token of a form that waits.
pub(super) fn token(headers: &HeaderMap, state: &State) -> Option<String> {
    let token = cookies::read(headers, state.transport(), COOKIE)?;
    let is_token = !token.is_empty() && token.bytes().all(|b| b.is_ascii_hexdigit());
    is_token.then_some(token)
}

/// Forgets it.
pub(super) fn clear(state: &State) -> Option<HeaderValue> {
    cookies::set(state.transport(), COOKIE, "", 0)
}

/// Remembers it.
pub(super) fn set(state: &State, token: &str) -> Option<HeaderValue> {
    cookies::set(state.transport(), COOKIE, token, AGE)
}
