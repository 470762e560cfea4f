//! Sessions of staff, as the database has them.

use super::{
    cookies::{self, Transport},
    staff::{STAFF_COOKIE, StaffSession, StaffSessions},
};
use async_trait::async_trait;
use axum::http::{HeaderMap, HeaderValue};
use shop::{
    Context, InternalError,
    staff::{ClientInfo, FoundSession, find_session},
};
use std::net::IpAddr;
use views::admin::shell::SignedIn;

/// Lifetime of the cookie, in seconds. The session ends by itself at the latest then.
const AGE: i64 = 12 * 3600;
/// The cookie of a browser that somebody has signed in with before.
const KNOWN_BROWSER: &str = "desk-browser";
/// Lifetime of that cookie, in seconds: half a year.
const KNOWN_BROWSER_AGE: i64 = 183 * 24 * 3600;
/// Maximum length of a user agent that is looked at, in bytes.
const USER_AGENT: usize = 500;

/// The sessions in the database. One that lacks its second factor lets nobody act.
#[derive(Clone, Copy, Debug, Default)]
pub struct StoredSessions;

#[async_trait]
impl StaffSessions for StoredSessions {
    async fn find(
        &self,
        shop: &Context,
        token: &str,
    ) -> Result<Option<StaffSession>, InternalError> {
        let FoundSession::Active(session) = find_session(shop, token).await? else {
            return Ok(None);
        };
        let person =
            SignedIn { name: session.name().to_owned(), email: session.email().to_owned() };
        Ok(session.actor().map(|actor| StaffSession { actor, person }))
    }
}

/// The token of a staff session that a browser has, whether it is valid or not.
#[must_use]
pub fn staff_token(headers: &HeaderMap, transport: Transport) -> Option<String> {
    cookies::read(headers, transport, STAFF_COOKIE)
}

/// A header that gives a browser the token of its session.
#[must_use]
pub fn set_staff_token(transport: Transport, token: &str) -> Option<HeaderValue> {
    cookies::set(transport, STAFF_COOKIE, token, AGE)
}

/// A header that takes it away.
#[must_use]
pub fn clear_staff_token(transport: Transport) -> Option<HeaderValue> {
    cookies::set(transport, STAFF_COOKIE, "", 0)
}

/// A header that makes a browser known: `known_browser` of [`shop::staff::SignedIn`].
#[must_use]
pub fn set_known_browser(transport: Transport, value: &str) -> Option<HeaderValue> {
    cookies::set(transport, KNOWN_BROWSER, value, KNOWN_BROWSER_AGE)
}

/// The browser of a request, as sessions are told apart. `address` is that of
/// [`Client`](crate::http::extract::Client).
#[must_use]
pub fn client_info(headers: &HeaderMap, address: Option<IpAddr>) -> ClientInfo<'_> {
    let user_agent = headers.get(axum::http::header::USER_AGENT);
    let user_agent = user_agent.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let user_agent = user_agent.get(..USER_AGENT).unwrap_or(user_agent);
    // Its value is signed, so it does not matter who has set the cookie.
    let known_browser = [Transport::Https, Transport::Http]
        .into_iter()
        .find_map(|transport| cookies::read_ref(headers, transport, KNOWN_BROWSER));
    ClientInfo { address, user_agent, known_browser }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use axum::http::header;

    #[test]
    fn the_cookie_is_for_this_host_and_no_script() {
        let set = set_staff_token(Transport::Https, "abc").unwrap();
        let line = set.to_str().unwrap();
        for part in ["__Host-desk=abc", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(line.contains(part), "{part}: {line}");
        }
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "desk=a; __Host-desk=b".parse().unwrap());
        assert_eq!(staff_token(&headers, Transport::Https).as_deref(), Some("b"));
        let cleared = clear_staff_token(Transport::Http).unwrap();
        assert!(cleared.to_str().unwrap().contains("Max-Age=0"));
    }

    #[test]
    fn a_known_browser_is_recognised() {
        for transport in [Transport::Https, Transport::Http] {
            let set = set_known_browser(transport, "a.1.b").unwrap();
            let (pair, _) = set.to_str().unwrap().split_once(';').unwrap();
            let mut headers = HeaderMap::new();
            assert_eq!(client_info(&headers, None).known_browser, None);
            headers.insert(header::COOKIE, format!("a=b; {pair}").parse().unwrap());
            assert_eq!(client_info(&headers, None).known_browser, Some("a.1.b"));
        }
    }

    #[test]
    fn long_user_agents_are_cut() {
        let mut headers = HeaderMap::new();
        assert_eq!(client_info(&headers, None).user_agent, "");
        headers.insert(header::USER_AGENT, "a".repeat(5_000).parse().unwrap());
        assert_eq!(client_info(&headers, None).user_agent.len(), USER_AGENT);
    }
}
