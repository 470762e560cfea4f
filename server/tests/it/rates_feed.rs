//! The feed of exchange rates: fetched from a server, shown on pages.

use crate::site::{NOW, ORIGIN, Site, on_both};
use axum::{
    Router,
    http::{StatusCode, Uri, header::LOCATION},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Currency, pricing::rates::Rates};
use server::rates_feed::{fetch, fetch_if_due};
use shop::{Settings, settings::adopt};
use std::sync::{Arc, Mutex};

const DAY: i64 = 24 * 3_600_000;

#[derive(Clone, Default)]
struct Prepared {
    status: StatusCode,
    location: Option<String>,
    body: String,
}

/// A server that answers as it was told.
struct Feed {
    address: Uri,
    prepared: Arc<Mutex<Prepared>>,
}

fn answer(prepared: &Prepared) -> Response {
    let location = prepared.location.iter().map(|to| (LOCATION, to.clone()));
    let mut response = (prepared.status, prepared.body.clone()).into_response();
    for (name, to) in location {
        response.headers_mut().insert(name, to.parse().unwrap());
    }
    response
}

impl Feed {
    async fn start() -> Self {
        let prepared = Arc::new(Mutex::new(Prepared::default()));
        let (shared, moved) = (Arc::clone(&prepared), Arc::clone(&prepared));
        let body = move || {
            let moved = Arc::clone(&moved);
            async move { moved.lock().unwrap().body.clone() }
        };
        let any = move || {
            let shared = Arc::clone(&shared);
            async move { answer(&shared.lock().unwrap()) }
        };
        let router = Router::new().route("/moved.xml", get(body)).fallback(any);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/daily.xml", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address: server::rates_feed::address::read(&address).unwrap(), prepared }
    }

    fn answers(&self, status: StatusCode, body: impl Into<String>) {
        *self.prepared.lock().unwrap() = Prepared { status, location: None, body: body.into() };
    }

    fn redirects(&self, to: &str, body: impl Into<String>) {
        let (status, location) = (StatusCode::FOUND, Some(to.to_owned()));
        *self.prepared.lock().unwrap() = Prepared { status, location, body: body.into() };
    }
}

fn xml(day: &str, usd: &str, gbp: &str) -> String {
    format!(
        "<Envelope><Cube><Cube time='{day}'><Cube currency='USD' rate='{usd}'/>\
         <Cube currency='GBP' rate='{gbp}'/></Cube></Cube></Envelope>"
    )
}

/// A site that offers euros, dollars and pounds at the rates of a file.
async fn adopt_rates(site: &Site) {
    let rates = Rates::read("as-of,2026-11-19\nUSD,1.5\nGBP,0.85\n").unwrap();
    let settings = Settings { rates, ..testing::settings(ORIGIN) };
    adopt(site.shop.db(), &settings, NOW).await.unwrap();
    shop::catalogue::refresh(&site.shop).await.unwrap();
}

on_both!(pages_show_the_rates_of_the_feed_and_a_bad_feed_changes_nothing);
async fn pages_show_the_rates_of_the_feed_and_a_bad_feed_changes_nothing(site: &Site) {
    adopt_rates(site).await;
    let feed = Feed::start().await;
    let mut browser = site.browser();
    browser.post("/preferences", &[("currency", "USD")]).await.is(303);
    for _ in 0..2 {
        assert!(browser.get("/products/red-torch").await.says("$43.95"), "29 × 1.5");
    }
    feed.answers(StatusCode::OK, xml("2026-11-20", "2", "0.9"));
    fetch_if_due(&site.shop, &feed.address).await;
    assert!(browser.get("/products/red-torch").await.says("$57.95"), "29 × 2");
    // Once a day is enough.
    feed.answers(StatusCode::OK, xml("2026-11-20", "2.1", "0.9"));
    fetch_if_due(&site.shop, &feed.address).await;
    assert_eq!(site.shop.rates().rate(Currency::USD), Some(2_000_000));
    site.advance(DAY);
    for (status, body) in [
        (StatusCode::OK, String::new()),
        (StatusCode::OK, "<html>Sign in".to_owned()),
        (StatusCode::OK, xml("2026-11-21", "-2", "0.9")),
        (StatusCode::OK, xml("2026-11-21", "0", "0.9")),
        (StatusCode::OK, xml("2026-11-21", "5", "0.9")),
        (StatusCode::OK, xml("2026-11-22", "2.1", "0.9")),
        (StatusCode::OK, xml("2026-11-19", "2.1", "0.9")),
        (StatusCode::OK, xml("2026-11-21", "2.1", "0.9").replace("GBP", "SEK")),
        (StatusCode::OK, xml("2026-11-21", "2.1", "0.9").replace("GBP", "USD")),
        (StatusCode::NOT_FOUND, xml("2026-11-21", "2.1", "0.9")),
        (StatusCode::INTERNAL_SERVER_ERROR, String::new()),
    ] {
        feed.answers(status, body.clone());
        fetch_if_due(&site.shop, &feed.address).await;
        assert_eq!(site.shop.rates().rate(Currency::USD), Some(2_000_000), "{status} {body}");
    }
    assert!(browser.get("/products/red-torch").await.says("$57.95"));
    // After failures it is still due.
    feed.redirects("/moved.xml", xml("2026-11-21", "1.8", "0.9"));
    fetch_if_due(&site.shop, &feed.address).await;
    assert_eq!(site.shop.rates().rate(Currency::USD), Some(1_800_000));
}

#[tokio::test]
async fn a_feed_is_limited() {
    let feed = Feed::start().await;
    feed.answers(StatusCode::OK, "x".repeat(256 * 1024));
    assert_eq!(fetch(&feed.address).await.map(|text| text.len()), Ok(256 * 1024));
    feed.answers(StatusCode::OK, "x".repeat(256 * 1024 + 1));
    let error = fetch(&feed.address).await.unwrap_err();
    assert!(error.contains("limit"), "{error}");
    for (to, why) in [
        ("http://127.0.0.1:1/daily.xml", "another host"),
        ("http://169.254.169.254/latest", "another host"),
        ("https://rates.example/", "another host"),
        ("/daily.xml", "more than 3 times"),
    ] {
        feed.redirects(to, "");
        let error = fetch(&feed.address).await.unwrap_err();
        assert!(error.contains(why), "{to}: {error}");
    }
    feed.answers(StatusCode::FOUND, "");
    assert!(fetch(&feed.address).await.unwrap_err().contains("without an address"));
    // Nobody listens.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let free = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    drop(listener);
    assert!(fetch(&free).await.unwrap_err().contains("refused"));
}
