//! Redirects within the shop.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

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

/// A `Location` from a path, with everything percent-encoded that can stand in no address (RFC
/// 3986): parts of it may be what somebody else sent.
#[must_use]
pub fn location(path: &str) -> HeaderValue {
    let encoded = path.bytes().fold(String::with_capacity(path.len()), |mut out, byte| {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    });
    HeaderValue::try_from(encoded).unwrap_or(HeaderValue::from_static("/"))
}
