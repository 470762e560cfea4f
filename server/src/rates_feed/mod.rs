//! Fetches exchange rates once a day. `shop` reads and checks them.

pub mod address;

use axum::body::Bytes;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::{
    Request, StatusCode, Uri,
    header::{ACCEPT, LOCATION, USER_AGENT},
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{
        Client,
        connect::{HttpConnector, dns::Name},
    },
    rt::TokioExecutor,
};
use shop::{
    Context,
    pricing::{
        FeedOutcome, feed_age, feed_failed, feed_is_due, is_stored, take_feed, typed_before,
    },
};
use std::{
    error::Error,
    io,
    net::SocketAddr,
    pin::Pin,
    task::{self, Poll},
    time::{Duration, Instant},
};
use tower::Service;

/// How often to see whether the rates are due. After a failure they are.
const LOOK_EVERY: Duration = Duration::from_secs(3600);
/// How often to see whether a server has started with the database.
const LOOK_FOR_SERVER_EVERY: Duration = Duration::from_secs(5);
/// How often a warning of old rates is repeated.
const WARN_EVERY: Duration = Duration::from_secs(24 * 3600);
/// Timeout of a fetch, redirects included.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Maximum size of a feed, in bytes; that of the European Central Bank has 2,000.
const MAX_SIZE: usize = 256 * 1024;
/// Maximum number of redirects.
const MAX_REDIRECTS: usize = 3;

/// Fetches the rates daily, forever, and warns if the last good ones, or typed ones, are more than
/// `max_age` days old.
pub async fn keep_current(shop: Context, feed: Uri, max_age: u32) {
    until_stored(&shop).await;
    let (mut warned, mut warned_of_typed): (Option<Instant>, Option<Instant>) = (None, None);
    let is_quiet = |last: Option<Instant>| last.is_some_and(|at| at.elapsed() < WARN_EVERY);
    loop {
        fetch_if_due(&shop, &feed).await;
        if !is_quiet(warned_of_typed) && warn_of_typed(&shop, max_age).await {
            warned_of_typed = Some(Instant::now());
        }
        if is_old(&shop, max_age).await && !is_quiet(warned) {
            warned = Some(Instant::now());
            tracing::warn!(
                max_age,
                "the exchange rates of the feed are too old: look for earlier warnings of it, or \
                 import rates with `perigee rates import`"
            );
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Waits until a server has stored its currencies and rates, which a feed changes. Each reason to
/// wait is logged once.
async fn until_stored(shop: &Context) {
    let mut logged = None;
    loop {
        let reason = match is_stored(shop).await {
            Ok(true) => return,
            Ok(false) => "no server has started with this database yet".to_owned(),
            Err(error) => error.to_string(),
        };
        if logged.as_ref() != Some(&reason) {
            tracing::warn!(reason, "exchange rates are not fetched yet; looking again soon");
            logged = Some(reason);
        }
        tokio::time::sleep(LOOK_FOR_SERVER_EVERY).await;
    }
}

/// Warns of rates that were typed more than `max_age` days ago, and returns whether there are any.
async fn warn_of_typed(shop: &Context, max_age: u32) -> bool {
    match typed_before(shop, i64::from(max_age)).await {
        Ok(typed) if typed.is_empty() => false,
        Ok(typed) => {
            let currencies: Vec<String> = typed.iter().map(ToString::to_string).collect();
            tracing::warn!(
                currencies = currencies.join(","),
                max_age,
                "typed exchange rates are too old, and the feed does not change them: type new \
                 ones, or leave them to the feed with `perigee rates set CURRENCY=`"
            );
            true
        }
        Err(error) => {
            tracing::warn!(%error, "the age of the exchange rates cannot be read");
            false
        }
    }
}

/// Measures the age of the rates. Unknown ages are not old: the reason is logged.
async fn is_old(shop: &Context, max_age: u32) -> bool {
    match feed_age(shop).await {
        Ok(days) => days.is_some_and(|days| days > i64::from(max_age)),
        Err(error) => {
            tracing::warn!(%error, "the age of the exchange rates cannot be read");
            false
        }
    }
}

/// Fetches the rates if a day has passed since the last ones, and stores them. Whatever goes wrong,
/// the stored ones stay.
pub async fn fetch_if_due(shop: &Context, feed: &Uri) {
    match feed_is_due(shop).await {
        Ok(true) => {}
        Ok(false) => return,
        Err(error) => {
            tracing::warn!(%error, "cannot determine whether exchange rates are due");
            return;
        }
    }
    // The rest of the address may have a key in it.
    let host = feed.host().unwrap_or_default();
    let text = match fetch(feed).await {
        Ok(text) => text,
        Err(error) => {
            feed_failed();
            tracing::warn!(
                host,
                error,
                "the exchange rates cannot be fetched, and the last good ones stay"
            );
            return;
        }
    };
    match take_feed(shop, &text).await {
        Ok(FeedOutcome::Taken(day)) => tracing::info!(host, %day, "new exchange rates"),
        Ok(FeedOutcome::Unchanged(day)) => {
            tracing::info!(host, %day, "the exchange rates are the latest");
        }
        Err(error) => tracing::warn!(
            host,
            %error,
            "the feed of exchange rates is refused, and the last good ones stay"
        ),
    }
}

/// Fetches a feed as text.
///
/// # Errors
/// Why there is none, in words for the operator.
pub async fn fetch(feed: &Uri) -> Result<String, String> {
    let answer = tokio::time::timeout(TIMEOUT, follow(feed)).await;
    answer.unwrap_or_else(|_| Err(format!("no answer within {TIMEOUT:?}")))
}

type Http = Client<HttpsConnector<HttpConnector<PublicOnly>>, Empty<Bytes>>;

/// A client for the scheme of the feed.
fn client(feed: &Uri) -> Result<Http, String> {
    let mut http = HttpConnector::new_with_resolver(PublicOnly);
    // The connector around it looks after the scheme.
    http.enforce_http(false);
    let https = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
        .map_err(|e| format!("TLS: {e}"))?;
    let https =
        if feed.scheme_str() == Some("http") { https.https_or_http() } else { https.https_only() };
    let https = https.enable_http1().wrap_connector(http);
    Ok(Client::builder(TokioExecutor::new()).build(https))
}

/// Fetches a feed, with redirects within its host.
async fn follow(feed: &Uri) -> Result<String, String> {
    let client = client(feed)?;
    let mut address = feed.clone();
    for _ in 0..=MAX_REDIRECTS {
        let request = Request::get(address.clone())
            .header(ACCEPT, "application/xml, text/xml")
            .header(USER_AGENT, concat!("perigee/", env!("CARGO_PKG_VERSION")))
            .body(Empty::new())
            .map_err(|error| error.to_string())?;
        let response = client.request(request).await.map_err(|error| causes(&error))?;
        let status = response.status();
        if status.is_redirection() {
            let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
            address = redirected(&address, to.ok_or("a redirect without an address")?)?;
            continue;
        }
        if status != StatusCode::OK {
            return Err(format!("it answered {status}"));
        }
        let body = Limited::new(response.into_body(), MAX_SIZE).collect().await;
        let body = body.map_err(|error| causes(&*error))?.to_bytes();
        return String::from_utf8(body.to_vec()).map_err(|_| "it is not text in UTF-8".to_owned());
    }
    Err(format!("it redirects more than {MAX_REDIRECTS} times"))
}

/// The target of a redirect, which must be on the same host.
fn redirected(from: &Uri, to: &str) -> Result<Uri, String> {
    let wrong = || "it redirects to something that is not an address".to_owned();
    let to: Uri = to.parse().map_err(|_| wrong())?;
    let mut parts = from.clone().into_parts();
    if to.scheme().is_some() && to.scheme() != from.scheme()
        || to.authority().is_some() && to.authority() != from.authority()
    {
        return Err(format!("it redirects to another host, {}", to.host().unwrap_or_default()));
    }
    // What begins with two slashes is an address without a scheme.
    if !to.path().starts_with('/') || to.path().starts_with("//") {
        return Err(wrong());
    }
    parts.path_and_query = to.path_and_query().cloned();
    Uri::from_parts(parts).map_err(|_| wrong())
}

/// An error with its causes, which the client's own text leaves out.
fn causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// Resolves names to public addresses only, whatever the name server says. Addresses in digits are
/// not resolved; [`address::read`] checks them.
#[derive(Clone, Copy, Debug)]
struct PublicOnly;

impl Service<Name> for PublicOnly {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, io::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut task::Context<'_>) -> Poll<Result<(), io::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> =
                found.filter(|found| address::is_public(found.ip())).collect();
            if public.is_empty() {
                return Err(io::Error::other("the host has no public address"));
            }
            Ok(public.into_iter())
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn redirects_stay_on_the_host() {
        let from: Uri = "https://rates.example/daily.xml?key=1".parse().unwrap();
        for (to, expected) in [
            ("/today.xml", Ok("https://rates.example/today.xml")),
            ("https://rates.example/a?b=c", Ok("https://rates.example/a?b=c")),
            ("http://rates.example/a", Err("another host, rates.example")),
            ("https://rates.example:8443/a", Err("another host, rates.example")),
            ("https://evil.example/a", Err("another host, evil.example")),
            ("http://169.254.169.254/", Err("another host, 169.254.169.254")),
            ("//evil.example/a", Err("not an address")),
            ("", Err("not an address")),
        ] {
            match (redirected(&from, to), expected) {
                (Ok(found), Ok(expected)) => assert_eq!(found.to_string(), expected),
                (Err(found), Err(expected)) => assert!(found.contains(expected), "{to}: {found}"),
                (found, expected) => assert!(found.is_ok() == expected.is_ok(), "{to}: {found:?}"),
            }
        }
    }

    #[tokio::test]
    async fn names_of_this_machine_are_not_asked() {
        let feed: Uri = "https://localhost:1/daily.xml".parse().unwrap();
        let error = fetch(&feed).await.unwrap_err();
        assert!(error.contains("no public address"), "{error}");
    }
}
