//! Redirects within the shop.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// 303 to a path of this shop.
#[must_use]
pub fn see_other(path: &str) -> Response {
    redirect(StatusCode::SEE_OTHER, path)
}

/// 308 to a path of this shop.
#[must_use]
pub fn moved(path: &str) -> Response {
    redirect(StatusCode::PERMANENT_REDIRECT, path)
}

fn redirect(status: StatusCode, path: &str) -> Response {
    (status, [(header::LOCATION, location(path))]).into_response()
}

/// What is invalid in a URL (RFC 3986) beside control characters and everything that is not ASCII.
const INVALID: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A `Location` header from a path. Percent-encodes everything that is invalid in a URL, since
/// parts may come from somebody else.
#[must_use]
pub fn location(path: &str) -> HeaderValue {
    let encoded = utf8_percent_encode(path, INVALID).to_string();
    // What is encoded is visible ASCII, which every header can hold.
    HeaderValue::try_from(encoded).unwrap_or(HeaderValue::from_static("/"))
}
