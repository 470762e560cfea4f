//! The border of the router: what each request passes first, and what each answer passes last.

use crate::{State, http::Failure};
use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State as Extract},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode, Version,
        header::{CACHE_CONTROL, CONNECTION, EXPECT, HOST, ORIGIN, SET_COOKIE},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use hyper::body::{Frame, SizeHint};
use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::timeout;

/// A body that nobody has read is read and thrown away up to this many bytes; the connection of a
/// longer one is closed.
const DRAINED: usize = 256 << 10;
/// Longest time for that.
const DRAIN_TIME: Duration = Duration::from_secs(1);
/// A header of which another form than the sent one would be another value: what is wrong with it
/// is said to the caller.
const AS_SENT: &str = "idempotency-key";

/// Replaces bytes outside visible ASCII in header values by `?`. Cookies, referrers and the like
/// hold what other people wrote; without this each reader of a header, the libraries' too, would
/// drop the whole line because of one letter in it.
fn readable(headers: &mut HeaderMap) {
    for (name, value) in headers.iter_mut() {
        if value.to_str().is_err() && name != AS_SENT {
            let bytes: Vec<u8> = value
                .as_bytes()
                .iter()
                .map(|&b| if b == b' ' || b.is_ascii_graphic() { b } else { b'?' })
                .collect();
            *value = HeaderValue::from_bytes(&bytes).unwrap_or(HeaderValue::from_static(""));
        }
    }
}

/// Whether a `Host` header is a host and perhaps a port (RFC 3986, 3.2.2).
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

/// Whether a request says once and rightly which host it is for (RFC 9112, 3.2). HTTP/1.0 need not.
pub(in crate::http) fn has_host(request: &Request) -> bool {
    let mut lines = request.headers().get_all(HOST).iter();
    match (lines.next(), lines.next()) {
        (Some(host), None) => is_host(host.as_bytes()),
        (None, None) => request.version() <= Version::HTTP_10,
        _ => false,
    }
}

/// Largest head: bytes of the address and of all header lines.
const LARGEST_HEAD: usize = 64 << 10;

/// Whether the head of a request is longer than [`LARGEST_HEAD`]. What is much longer never gets
/// here: `listen` does not read it.
pub(in crate::http) fn is_long(request: &Request) -> bool {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    // A colon, a blank and the end of the line.
    let lines = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4);
    address + lines.sum::<usize>() > LARGEST_HEAD
}

/// [`has_host`] for routes without the layers that give failures their form.
pub(in crate::http) async fn host(request: Request, next: Next) -> Response {
    if has_host(&request) {
        next.run(request).await
    } else {
        (StatusCode::BAD_REQUEST, "one valid Host header is needed\n").into_response()
    }
}

/// Where shoppers come by https, only this shop's origin may post. Elsewhere the comparison of
/// `Origin` with `Host` decides, which a name that an attacker lets point here would pass.
pub(in crate::http) async fn own_origin(
    Extract(state): Extract<State>,
    request: Request,
    next: Next,
) -> Response {
    let looks = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let base = state.shop.settings().base_url.as_bytes();
    let foreign =
        |origin: &HeaderValue| !origin.is_empty() && !origin.as_bytes().eq_ignore_ascii_case(base);
    if state.secure && !looks && request.headers().get_all(ORIGIN).iter().any(foreign) {
        return Failure::of(StatusCode::FORBIDDEN).into_response();
    }
    next.run(request).await
}

type Rest = Arc<Mutex<Option<Body>>>;

/// A request's body that leaves behind what nobody has read of it.
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

/// Reads a body to its end and throws it away. False when it is too long for that or does not come.
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

/// The first and last layer. An answer that is given before the body was read either waits for the
/// rest of it or says that the connection ends, so that a client does not send its next request on
/// a connection that is about to be closed.
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
    // The refusal of an encoding is for this request alone, whatever the answer in another encoding
    // said of itself.
    if response.status() == StatusCode::NOT_ACCEPTABLE {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    // HEAD only looks: it must not take away the message for the next page, for example.
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
