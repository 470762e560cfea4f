//! A server for each test, and browsers that store cookies.

mod answer;
mod browser;
mod page;

pub use answer::Answer;
pub use browser::Browser;
pub use page::Page;
pub use testing::{GOOD_CARD, Kind, NOW};

use axum::Router;
use server::{
    State,
    config::{Capacity, Http, Listen, RateLimits, Surface},
    session::StaffSessions,
};
use shop::{
    Clock, Context, Settings,
    payments::{Provider, TestBank},
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use store::Db;
use testing::{Catalogue, ProductBuilder, TestDatabase, add_products, open};

/// The test shop's origin, unless a test sets another one.
pub const ORIGIN: &str = "http://127.0.0.1:3000";

/// The test server's HTTP settings: no limits per client, the Astronomy Shop API enabled.
pub fn http() -> Http {
    Http {
        listen: Listen {
            addr: "127.0.0.1:0".parse().unwrap(),
            metrics_addr: None,
            connections: 100,
            connections_per_client: None,
            stall_timeout: Duration::from_secs(60),
            idle_timeout: Duration::from_secs(60),
            shutdown_grace: Duration::ZERO,
            shutdown_delay: Duration::ZERO,
            trusted_proxies: 0,
        },
        capacity: Capacity {
            browsing: 0,
            buying: 512,
            placing: 512,
            queue_time: Duration::from_millis(500),
            request_timeout: Duration::from_secs(60),
            body_limit: 1 << 20,
        },
        limits: RateLimits { rate_limit: 0, carts_per_client: 40, rate_limit_api: true },
        surfaces: vec![Surface::Storefront, Surface::Api],
        site_root: "/nonexistent".into(),
        astronomy_api: true,
        page_cache: true,
    }
}

/// The same with changes.
pub fn http_with(change: impl FnOnce(&mut Http)) -> Http {
    let mut http = http();
    change(&mut http);
    http
}

/// The seller in the tests.
pub fn seller() -> domain::seller::Seller {
    let lines = ["Lindenallee 3", "10115 Berlin"];
    domain::seller::Seller {
        name: "Test & Sons".to_owned(),
        address: lines.map(ToOwned::to_owned).to_vec(),
        vat_number: "DE999999999".to_owned(),
        representative: "Eve Test".to_owned(),
        register: "Local Court of Berlin, HRA 1".to_owned(),
        email: "owner@shop.example".to_owned(),
        phone: "+49 30 23125 001".to_owned(),
        ..domain::seller::Seller::default()
    }
}

/// The settings of the test shop.
fn settings(base_url: &str) -> Settings {
    Settings { seller: seller(), ..testing::settings(base_url) }
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
        Self::with(Catalogue::Fixture, kind, http, base_url).await
    }

    async fn with(catalogue: Catalogue, kind: Kind, http: Http, base_url: &str) -> Self {
        Self::of_merchant(catalogue, kind, http, settings(base_url)).await
    }

    async fn of_merchant(catalogue: Catalogue, kind: Kind, http: Http, settings: Settings) -> Self {
        let database = testing::database(kind, catalogue).await;
        let db = open(&database).await;
        let time = Arc::new(AtomicI64::new(NOW));
        let bank = Arc::new(TestBank::new(db.clone(), Clock::Fixed(Arc::clone(&time))));
        Self::over(database, db, time, bank, http, settings).await
    }

    /// A site with another payment provider.
    pub async fn paid_by(
        provider: Arc<dyn Provider>,
        kind: Kind,
        http: Http,
        base_url: &str,
    ) -> Self {
        let database = testing::database(kind, Catalogue::Fixture).await;
        let db = open(&database).await;
        let time = Arc::new(AtomicI64::new(NOW));
        Self::over(database, db, time, provider, http, settings(base_url)).await
    }

    async fn over(
        database: TestDatabase,
        db: Db,
        time: Arc<AtomicI64>,
        provider: Arc<dyn Provider>,
        http: Http,
        settings: Settings,
    ) -> Self {
        let shop =
            Context::open(db, settings, provider, Clock::Fixed(Arc::clone(&time))).await.unwrap();
        let state = State::new(shop.clone(), http).unwrap();
        Self { shop, router: server::http::router(state.clone()), state, time, _database: database }
    }

    /// A site on SQLite that serves the desk too, with these sessions.
    pub async fn with_desk(staff: Arc<dyn StaffSessions>) -> Self {
        let http = || http_with(|http| http.surfaces.push(Surface::Desk));
        let mut site = Self::new(Kind::Sqlite, http(), ORIGIN).await;
        site.state = State::with_staff(site.shop.clone(), http(), staff).unwrap();
        site.router = server::http::router(site.state.clone());
        site
    }

    /// A site on SQLite with the small test catalogue.
    pub async fn sqlite() -> Self {
        Self::new(Kind::Sqlite, http(), ORIGIN).await
    }

    /// A site with the sample catalogue, for tests of the sample itself.
    pub async fn sample() -> Self {
        Self::sample_on(Kind::Sqlite).await
    }

    /// The same on this database.
    pub async fn sample_on(kind: Kind) -> Self {
        Self::with(Catalogue::Sample, kind, http(), ORIGIN).await
    }

    /// The garden shop on this database: another merchant, who sells nothing of the sample.
    pub async fn garden_on(kind: Kind) -> Self {
        let settings = testing::garden_settings(ORIGIN);
        Self::of_merchant(Catalogue::Garden, kind, http(), settings).await
    }

    /// A site with the small test catalogue on this database.
    pub async fn on(kind: Kind) -> Self {
        Self::new(kind, http(), ORIGIN).await
    }

    /// Adds products to those of the fixture.
    pub async fn add_products(&self, products: &[ProductBuilder]) {
        add_products(self.shop.db(), products).await;
        shop::catalogue::refresh(&self.shop).await.unwrap();
    }

    pub fn browser(&self) -> Browser<'_> {
        Browser {
            site: self,
            cookies: BTreeMap::new(),
            headers: vec![("accept".to_owned(), "text/html".to_owned())],
            peer: None,
        }
    }

    /// A program: it accepts JSON.
    pub fn program(&self) -> Browser<'_> {
        Browser {
            headers: vec![("accept".to_owned(), "application/json".to_owned())],
            ..self.browser()
        }
    }

    pub fn advance(&self, milliseconds: i64) {
        self.time.fetch_add(milliseconds, Ordering::Relaxed);
    }

    /// Changes price and stock of a variant, as a merchandiser would.
    pub async fn change(&self, sku: &str, price_minor: i64, stock: i64) {
        let mut tx = self.shop.db().begin().await.unwrap();
        assert!(testing::set_price_and_stock(&mut tx, sku, price_minor, stock).await);
        store::catalogue::bump(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        shop::catalogue::refresh(&self.shop).await.unwrap();
    }

    pub async fn set_status(&self, slug: &str, status: &str) {
        let mut tx = self.shop.db().begin().await.unwrap();
        assert!(testing::set_status(&mut tx, slug, status).await);
        store::catalogue::bump(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        shop::catalogue::refresh(&self.shop).await.unwrap();
    }

    pub async fn stock(&self, sku: &str) -> i64 {
        let mut conn = self.shop.db().read().await.unwrap();
        store::stock::of_sku(&mut conn, sku).await.unwrap().unwrap()
    }

    pub async fn orders(&self) -> i64 {
        let mut conn = self.shop.db().read().await.unwrap();
        store::orders::count(&mut conn).await.unwrap()
    }
}

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
        $crate::site::on_both!($name, on);
    };
    ($name:ident, $open:ident) => {
        mod $name {
            use $crate::site::{Kind, Site};

            async fn on(kind: Kind) {
                let site = Site::$open(kind).await;
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
