//! The outermost layers: first for requests, last for responses.

use crate::{
    State,
    config::Surface,
    http::{HttpError, headers::cache},
    limits::admission::LARGEST_FORM,
};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State as Extract},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode, Version,
        header::{CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, EXPECT, HOST, ORIGIN, SET_COOKIE},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::Limited;
use hyper::body::{Frame, SizeHint};
use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::timeout;
use views::routes;

/// An unread body is drained up to this many bytes; beyond that the connection is closed.
const DRAINED: usize = 256 << 10;
/// Timeout for draining.
const DRAIN_TIME: Duration = Duration::from_secs(1);
/// A header that is never normalised, because that would change its meaning. An invalid value is
/// rejected with an explanation.
const AS_SENT: &str = "idempotency-key";

/// Replaces bytes outside visible ASCII in header values by `?`. Cookies, referrers and the like
/// contain text by others; otherwise one such byte would make every parser, also in libraries, drop
/// the whole header.
fn readable(headers: &mut HeaderMap) {
    for (name, value) in headers.iter_mut() {
        if value.to_str().is_err() && name != AS_SENT {
            let bytes: Vec<u8> = value
                .as_bytes()
                .iter()
                .map(|&b| if b == b' ' || b.is_ascii_graphic() { b } else { b'?' })
                .collect();
            // Every header can hold visible ASCII.
            *value = HeaderValue::from_bytes(&bytes).unwrap_or(HeaderValue::from_static(""));
        }
    }
}

/// Whether a `Host` header is a host, optionally with a port (RFC 3986, 3.2.2).
fn is_host(value: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(value) else { return false };
    let (host, port) = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, rest)) if address.parse::<std::net::Ipv6Addr>().is_ok() => {
            ("v6", rest.strip_prefix(':').or(rest.is_empty().then_some("0")))
        }
        Some(_) => return false,
        None => text.split_once(':').map_or((text, Some("0")), |(host, port)| (host, Some(port))),
    };
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=%".contains(&b);
    !host.is_empty()
        && host.bytes().all(fits)
        && port.is_some_and(|port| {
            port.is_empty()
                || port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok()
        })
}

/// Whether a request has exactly one valid host (RFC 9112, 3.2). HTTP/1.0 does not need one.
pub(in crate::http) fn has_host(request: &Request) -> bool {
    let mut lines = request.headers().get_all(HOST).iter();
    match (lines.next(), lines.next()) {
        (Some(host), None) => is_host(host.as_bytes()),
        (None, None) => request.version() <= Version::HTTP_10,
        _ => false,
    }
}

/// Maximum size of a request head: bytes of the URL and of all headers.
const LARGEST_HEAD: usize = 64 << 10;

/// Whether the head of a request is longer than [`LARGEST_HEAD`]. `listen` already rejects much
/// longer ones.
pub(in crate::http) fn is_long(request: &Request) -> bool {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    // Each header line has a colon, a space and a line break.
    let lines = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    address + lines.sum::<usize>() > LARGEST_HEAD
}

/// [`has_host`] for routes without the layers that present errors.
pub(in crate::http) async fn host(request: Request, next: Next) -> Response {
    if has_host(&request) {
        next.run(request).await
    } else {
        (StatusCode::BAD_REQUEST, "one valid Host header is needed\n").into_response()
    }
}

/// If shoppers use https, only this shop's origin may post. Otherwise `Origin` is compared with
/// `Host`, which DNS rebinding would pass.
pub(in crate::http) async fn own_origin(
    Extract(state): Extract<State>,
    request: Request,
    next: Next,
) -> Response {
    let looks = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let base = state.shop.base_url().as_bytes();
    let foreign =
        |origin: &HeaderValue| !origin.is_empty() && !origin.as_bytes().eq_ignore_ascii_case(base);
    if state.secure && !looks && request.headers().get_all(ORIGIN).iter().any(foreign) {
        return HttpError::of(StatusCode::FORBIDDEN).into_response();
    }
    next.run(request).await
}

/// Limits the body of a request. Those of the desk have a limit of their own, inside its guard, so
/// that a form that is too long gets a page of the desk.
pub(in crate::http) async fn limited(
    Extract(state): Extract<State>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    if routes::is_admin(path) && state.config.serves(Surface::Desk) {
        return next.run(request).await;
    }
    let most = state.config.capacity.body_limit.min(LARGEST_FORM);
    let stated = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if stated.and_then(|text| text.parse::<usize>().ok()).is_some_and(|length| length > most) {
        return HttpError::of(StatusCode::PAYLOAD_TOO_LARGE).into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

type Rest = Arc<Mutex<Option<Body>>>;

/// A request's body that returns the unread rest when dropped.
struct Watched {
    body: Body,
    ended: bool,
    rest: Rest,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if matches!(frame, Poll::Ready(None | Some(Err(_)))) {
            self.ended = true;
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if !self.ended && !self.body.is_end_stream() {
            *self.rest.lock().unwrap_or_else(PoisonError::into_inner) =
                Some(std::mem::take(&mut self.body));
        }
    }
}

/// Reads and discards a body. Returns false if it is too long or does not arrive in time.
async fn drained(mut body: Body) -> bool {
    let mut left = DRAINED;
    let read = async {
        while let Some(frame) =
            std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await
        {
            let Ok(frame) = frame else { return false };
            match left.checked_sub(frame.data_ref().map_or(0, Bytes::len)) {
                Some(less) => left = less,
                None => return false,
            }
        }
        true
    };
    timeout(DRAIN_TIME, read).await.unwrap_or(false)
}

/// The outermost layer. If a response is sent before the body was read, it either drains the body
/// or announces that the connection closes, so that a client does not send its next request on a
/// connection about to be closed.
pub(in crate::http) async fn pass(mut request: Request, next: Next) -> Response {
    readable(request.headers_mut());
    let looks = request.method() == Method::HEAD;
    let mut response = if request.body().is_end_stream() {
        next.run(request).await
    } else {
        let waits = request.headers().contains_key(EXPECT);
        let long = request.body().size_hint().lower() > DRAINED as u64;
        let rest = Rest::default();
        let watch = Arc::clone(&rest);
        let mut response = next
            .run(request.map(|body| Body::new(Watched { body, ended: false, rest: watch })))
            .await;
        let unread = rest.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(body) = unread
            && (waits || long || !drained(body).await)
        {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    };
    // A rejected encoding concerns this request only, whatever the response in another encoding
    // would allow.
    if response.status() == StatusCode::NOT_ACCEPTABLE {
        response.headers_mut().insert(CACHE_CONTROL, cache::NOT_KEPT);
    }
    // HEAD has no effects: for example, it must not consume the notice for the next page.
    if looks {
        response.headers_mut().remove(SET_COOKIE);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_what_is_none() {
        for host in [
            "a",
            "127.0.0.1:3000",
            "shop.example",
            "shop.example:",
            "[::1]",
            "[2001:db8::1]:443",
            "xn--bcher-kva.example",
            "a_b",
        ] {
            assert!(is_host(host.as_bytes()), "{host}");
        }
        for other in [
            "", "a b", "a, b", ":80", "a:b", "a:99999", "a:1:2", "user@a", "a/b", "[::1", "[::1]x",
            "[x]", "http://a", "a?b", "a#b", "<a>",
        ] {
            assert!(!is_host(other.as_bytes()), "{other}");
        }
        assert!(!is_host(b"\xff"));
    }
}
