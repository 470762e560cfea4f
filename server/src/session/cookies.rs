//! Reading and setting cookies.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite, time::Duration};

/// Whether shoppers and merchants use https, which decides how cookies are named and sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Transport {
    /// `Secure`, with a name that only this host can set: any subdomain can set one without the
    /// prefix.
    Https,
    /// Development.
    Http,
}

impl Transport {
    fn prefix(self) -> &'static str {
        match self {
            Self::Https => "__Host-",
            Self::Http => "",
        }
    }
}

/// The cookies of a request; invalid ones are skipped.
pub(super) fn all(headers: &HeaderMap) -> impl Iterator<Item = Cookie<'_>> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(Cookie::split_parse).filter_map(Result::ok)
}

/// The value of a cookie of this host; the first one counts.
pub fn read(headers: &HeaderMap, transport: Transport, name: &str) -> Option<String> {
    let cookie =
        all(headers).find(|cookie| cookie.name().strip_prefix(transport.prefix()) == Some(name))?;
    Some(cookie.value().to_owned())
}

/// The same for a value that needs no decoding, as it stands in the request.
pub(super) fn read_ref<'a>(
    headers: &'a HeaderMap,
    transport: Transport,
    name: &str,
) -> Option<&'a str> {
    let cookie =
        all(headers).find(|cookie| cookie.name().strip_prefix(transport.prefix()) == Some(name))?;
    cookie.value_raw()
}

/// A header that sets a cookie for this host. It lives for so many seconds; 0 removes it.
#[must_use]
pub fn set(transport: Transport, name: &str, value: &str, age: i64) -> Option<HeaderValue> {
    Cookie::build((format!("{}{name}", transport.prefix()), value))
        .path("/")
        .max_age(Duration::seconds(age))
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(transport == Transport::Https)
        .build()
        .to_string()
        .parse()
        .ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn on_https_only_cookies_of_this_host_count() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "desk=a; __Host-desk=b; broken".parse().unwrap());
        assert_eq!(read(&headers, Transport::Http, "desk").as_deref(), Some("a"));
        assert_eq!(read(&headers, Transport::Https, "desk").as_deref(), Some("b"));
        assert_eq!(read(&headers, Transport::Https, "other"), None);
        let line = set(Transport::Https, "desk", "b", 60).unwrap();
        let line = line.to_str().unwrap();
        assert!(line.starts_with("__Host-desk=b;") && line.contains("Secure"), "{line}");
        assert!(!set(Transport::Http, "desk", "", 0).unwrap().to_str().unwrap().contains("Secure"));
    }
}
