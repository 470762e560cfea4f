//! A server for each test, and browsers that keep their cookies.

use crate::database::{Kind, Template, TestDatabase};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    http::{HeaderMap, HeaderValue, Request, header},
};
use domain::Currency;
use http_body_util::BodyExt;
use server::{
    State,
    config::{Http, Surface},
};
use shop::{
    Clock, Context, Settings,
    payments::{Provider, TestBank},
};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use store::Db;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// Friday, 20 November 2026, 10:00 in the warehouse.
pub const NOW: i64 = 1_795_165_200_000;

static TEMPLATES: [OnceCell<Template>; 2] = [OnceCell::const_new(), OnceCell::const_new()];

async fn template(kind: Kind) -> &'static Template {
    let cell = &TEMPLATES[usize::from(kind == Kind::Postgres)];
    cell.get_or_init(|| async {
        let database = TestDatabase::empty(kind).await;
        let db = open(&database).await;
        db.migrate().await.unwrap();
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../catalog");
        shop::catalogue::seed::seed(&db, &folder, None, NOW).await.unwrap();
        db.close().await;
        database.into_template()
    })
    .await
}

async fn open(database: &TestDatabase) -> Db {
    Db::open(&store::options(database.url.clone(), 8)).await.unwrap()
}

/// How the tests' server takes requests: no limit for clients, the Astronomy Context API on.
pub fn http() -> Http {
    Http {
        addr: "127.0.0.1:0".parse().unwrap(),
        surfaces: vec![Surface::Storefront, Surface::Api, Surface::Desk],
        site_root: "/nonexistent".into(),
        metrics_addr: None,
        request_timeout: Duration::from_secs(60),
        shutdown_grace: Duration::ZERO,
        shutdown_delay: Duration::ZERO,
        connections: 100,
        connections_per_client: None,
        stall_timeout: Duration::from_secs(60),
        idle_timeout: Duration::from_secs(60),
        browsing: 0,
        buying: 512,
        placing: 512,
        queue_time: Duration::from_millis(500),
        body_limit: 1 << 20,
        rate_limit: 0,
        carts_per_client: 40,
        trusted_proxies: 0,
        astronomy_api: true,
        rate_limit_api: true,
        page_cache: true,
    }
}

/// Who sells in the tests.
pub fn seller() -> domain::seller::Imprint {
    let lines = ["Lindenallee 3", "10115 Berlin"];
    domain::seller::Imprint {
        name: "Test & Sons".to_owned(),
        address: lines.map(ToOwned::to_owned).to_vec(),
        vat_number: "DE999999999".to_owned(),
        representative: "Eve Test".to_owned(),
        register: "Local Court of Berlin, HRA 1".to_owned(),
        email: "owner@shop.example".to_owned(),
        phone: "+49 30 23125 001".to_owned(),
        ..domain::seller::Imprint::default()
    }
}

pub struct Site {
    pub shop: Context,
    pub state: State,
    pub router: Router,
    pub time: Arc<AtomicI64>,
    _database: TestDatabase,
}

impl Site {
    pub async fn new(kind: Kind, http: Http, base_url: &str) -> Self {
        let database = template(kind).await.copy().await;
        let db = open(&database).await;
        let time = Arc::new(AtomicI64::new(NOW));
        let bank = Arc::new(TestBank::new(db.clone(), Clock::Fixed(Arc::clone(&time))));
        Self::over(database, db, time, bank, http, base_url).await
    }

    /// One with another payment provider.
    pub async fn paid_by(
        provider: Arc<dyn Provider>,
        kind: Kind,
        http: Http,
        base_url: &str,
    ) -> Self {
        let database = template(kind).await.copy().await;
        let db = open(&database).await;
        Self::over(database, db, Arc::new(AtomicI64::new(NOW)), provider, http, base_url).await
    }

    async fn over(
        database: TestDatabase,
        db: Db,
        time: Arc<AtomicI64>,
        provider: Arc<dyn Provider>,
        http: Http,
        base_url: &str,
    ) -> Self {
        let settings = Settings {
            currency: Currency::EUR,
            rates: domain::pricing::rates::Rates::default(),
            country: "DE".to_owned(),
            base_url: base_url.to_owned(),
            seller: seller(),
            limits: shop::Limits::default(),
            rules: shop::Rules::default(),
            dispatch: shop::Dispatch::default(),
        };
        let shop =
            Context::open(db, settings, provider, Clock::Fixed(Arc::clone(&time))).await.unwrap();
        let state = State::new(shop.clone(), http).unwrap();
        Self { shop, router: server::http::router(state.clone()), state, time, _database: database }
    }

    /// A plain one on SQLite.
    pub async fn sqlite() -> Self {
        Self::new(Kind::Sqlite, http(), "http://127.0.0.1:3000").await
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser {
            site: self,
            cookies: BTreeMap::new(),
            headers: vec![("accept".to_owned(), "text/html".to_owned())],
            peer: None,
        }
    }

    /// A program: it asks for JSON.
    pub fn program(&self) -> Browser<'_> {
        Browser {
            headers: vec![("accept".to_owned(), "application/json".to_owned())],
            ..self.browser()
        }
    }

    pub fn advance(&self, milliseconds: i64) {
        self.time.fetch_add(milliseconds, Ordering::Relaxed);
    }

    /// What a merchandiser does: price and stock of a variant.
    pub async fn change(&self, sku: &str, price_minor: i64, stock: i64) {
        let mut tx = self.shop.db().begin().await.unwrap();
        assert!(
            store::import::set_price_and_stock(&mut tx, sku, price_minor, stock).await.unwrap()
        );
        store::catalogue::bump(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        shop::catalogue::refresh(&self.shop).await.unwrap();
    }

    pub async fn set_status(&self, slug: &str, status: &str) {
        let mut tx = self.shop.db().begin().await.unwrap();
        assert!(store::import::set_status(&mut tx, slug, status).await.unwrap());
        store::catalogue::bump(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        shop::catalogue::refresh(&self.shop).await.unwrap();
    }

    pub async fn stock(&self, sku: &str) -> i64 {
        let mut conn = self.shop.db().read().await.unwrap();
        store::orders::stock(&mut conn, sku).await.unwrap().unwrap()
    }

    pub async fn orders(&self) -> i64 {
        let mut conn = self.shop.db().read().await.unwrap();
        store::orders::count(&mut conn).await.unwrap()
    }
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| {
            panic!("{e}: {} {}", self.status, String::from_utf8_lossy(&self.body))
        })
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The `Set-Cookie` line of a cookie.
    pub fn set_cookie(&self, name: &str) -> Option<&str> {
        let mut lines =
            self.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
        lines.rfind(|line| line.split('=').next() == Some(name))
    }

    /// The value of an input by its name, as a browser would post it.
    #[track_caller]
    pub fn input(&self, name: &str) -> String {
        let html = self.text();
        let at = html
            .find(&format!(" name=\"{name}\""))
            .unwrap_or_else(|| panic!("no input {name} in {html}"));
        let tag = &html[html[..at].rfind('<').unwrap()..at + html[at..].find('>').unwrap()];
        let value = tag.split(" value=\"").nth(1).unwrap_or_else(|| panic!("no value in {tag}"));
        unescape(value.split('"').next().unwrap())
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(
            self.status,
            status,
            "{:?}\n{}",
            self.headers,
            String::from_utf8_lossy(&self.body).chars().take(2000).collect::<String>()
        );
        self
    }

    /// A page of the shop that leads on, with this status.
    #[track_caller]
    pub fn is_page(&self, status: u16) -> &Self {
        self.is(status);
        assert_eq!(self.header("content-type"), "text/html; charset=utf-8");
        let html = self.text();
        assert!(
            html.starts_with("<!doctype html>")
                && html.matches("<h1").count() == 1
                && html.contains("href=\"/\""),
            "{html}"
        );
        assert!(!html.contains("@@"), "a place for something personal was left open");
        self
    }

    /// Problem details (RFC 9457) with this status.
    #[track_caller]
    pub fn is_problem(&self, status: u16) -> serde_json::Value {
        self.is(status);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert!(
            problem["title"].as_str().is_some_and(|t| !t.is_empty())
                && problem["type"].is_string()
                && problem["detail"].is_string()
        );
        problem
    }

    /// 303 to this path.
    #[track_caller]
    pub fn leads_to(&self, path: &str) -> &Self {
        self.is(303);
        assert_eq!(self.header("location"), path);
        self
    }

    /// Pieces in the cart as the page's header says.
    #[track_caller]
    pub fn cart_count(&self) -> u32 {
        let html = self.text();
        let at = html.find("data-count=\"").unwrap_or_else(|| panic!("no cart in {html}")) + 12;
        html[at..].split('"').next().unwrap().parse().unwrap()
    }
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

pub struct Browser<'a> {
    pub site: &'a Site,
    pub cookies: BTreeMap<String, String>,
    pub headers: Vec<(String, String)>,
    /// Where the connection comes from.
    pub peer: Option<SocketAddr>,
}

impl Browser<'_> {
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(n, _)| n != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn from(mut self, peer: &str) -> Self {
        self.peer = Some(peer.parse().unwrap());
        self
    }

    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        kind: Option<&str>,
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !self.headers.iter().any(|(name, _)| name == "host") {
            request = request.header("host", "127.0.0.1:3000");
        }
        for (name, value) in &self.headers {
            request = request.header(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", pairs.join("; "));
        }
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        if let Some(peer) = self.peer {
            request = request.extension(ConnectInfo(peer));
        }
        let response =
            self.site.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }

    /// What is at a path; a link to an order leads on to its clean address, as in a browser.
    pub async fn get(&mut self, path: &str) -> Answer {
        let answer = self.get_once(path).await;
        let on = answer.header("location").to_owned();
        if answer.status == 303 && path.contains("?key=") && on.starts_with("/orders/") {
            self.get_once(&on).await
        } else {
            answer
        }
    }

    /// The same, led nowhere.
    pub async fn get_once(&mut self, path: &str) -> Answer {
        self.send("GET", path, None, Body::empty()).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(
            "POST",
            path,
            Some("application/x-www-form-urlencoded"),
            serde_urlencoded::to_string(fields).unwrap(),
        )
        .await
    }

    /// A form post with a body as it is.
    pub async fn post_raw(&mut self, path: &str, body: impl Into<Body>) -> Answer {
        self.send("POST", path, Some("application/x-www-form-urlencoded"), body).await
    }

    pub async fn post_json(&mut self, path: &str, body: &serde_json::Value) -> Answer {
        self.send("POST", path, Some("application/json"), body.to_string()).await
    }

    pub async fn add(&mut self, sku: &str, quantity: &str) {
        self.post("/cart/lines", &[("sku", sku), ("quantity", quantity)]).await.leads_to("/cart");
    }

    /// All steps up to the review, by posting the forms; gives the review.
    pub async fn review(&mut self, card: &str) -> Answer {
        self.post("/checkout/contact", &CONTACT).await.is(303);
        self.post("/checkout/delivery", &[("speed", "standard")]).await.is(303);
        self.post(
            "/checkout/payment",
            &[("card-number", card), ("expiry", "01/30"), ("code", "672")],
        )
        .await
        .leads_to("/checkout?step=review");
        self.get("/checkout?step=review").await
    }

    /// Places what the review shows.
    pub async fn place(&mut self, review: &Answer) -> Answer {
        let (key, seen) = (review.input("key"), review.input("seen"));
        self.post("/checkout/place", &[("key", &key), ("seen", &seen)]).await
    }
}

pub const GOOD_CARD: &str = "4432-8015-6152-0454";

pub const CONTACT: [(&str, &str); 9] = [
    ("email", "ada@example.org"),
    ("country", "DE"),
    ("name", "Ada Byron"),
    ("street", "Sternweg 7"),
    ("extra", ""),
    ("postcode", "02826"),
    ("city", "Görlitz"),
    ("region", ""),
    ("billing-same", "yes"),
];

/// The contact form with one field changed.
pub fn contact_with<'a>(name: &str, value: &'a str) -> Vec<(&'static str, &'a str)> {
    CONTACT.iter().map(|&(n, v)| (n, if n == name { value } else { v })).collect()
}

/// Runs a test on both databases.
macro_rules! on_both {
    ($name:ident) => {
        mod $name {
            use $crate::{
                database::Kind,
                site::{Site, http},
            };

            async fn on(kind: Kind) {
                let site = Site::new(kind, http(), "http://127.0.0.1:3000").await;
                super::$name(&site).await;
                site.shop.db().close().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                on(Kind::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                on(Kind::Postgres).await;
            }
        }
    };
}
pub(crate) use on_both;
