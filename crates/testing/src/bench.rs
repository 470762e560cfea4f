//! A shop for each test, with its own database and a clock that tests set.

use crate::{
    Bank, CartBuilder, Kind, NOW, ProductBuilder, Template, TestDatabase, add_products,
    calls::{self, Placing},
    card, contact, fixture, garden_folder, home, set_price_and_stock, set_status,
};
use domain::{Currency, shipping::ShippingMethod};
use shop::{
    Clock, Context, Settings,
    catalogue::seed::{Existing, SeedCatalogue},
    orders::{PlaceError, Placed},
    payments::Providers,
};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use store::Db;
use tokio::sync::OnceCell;
use views::checkout::Step;

/// The folder of the sample catalogue.
#[must_use]
pub fn sample_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../catalog")
}

/// The tests' merchant folder: four products, covering every form that a folder may have.
#[must_use]
pub fn merchant_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("catalogue")
}

/// The initial content of a new database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Catalogue {
    /// Only the schema.
    Empty,
    /// The [`fixture`].
    Fixture,
    /// The [`merchant_folder`].
    Merchant,
    /// The sample catalogue.
    Sample,
    /// The garden shop: see [`garden_folder`].
    Garden,
}

/// Number of kinds of [`Catalogue`].
const CATALOGUES: usize = 5;

static TEMPLATES: [OnceCell<Template>; 2 * CATALOGUES] =
    [const { OnceCell::const_new() }; 2 * CATALOGUES];

/// A database for one test. Its initial content is written once per process and copied.
pub async fn database(kind: Kind, catalogue: Catalogue) -> TestDatabase {
    let first = usize::from(kind == Kind::Postgres) * CATALOGUES;
    let cell = &TEMPLATES[first + catalogue as usize];
    let template = cell.get_or_init(|| async {
        let database = TestDatabase::empty(kind).await;
        let db = open(&database).await;
        db.migrate().await.unwrap();
        match catalogue {
            Catalogue::Empty => {}
            Catalogue::Fixture => fixture::write(&db).await,
            Catalogue::Merchant => seed(&db, &merchant_folder()).await,
            Catalogue::Sample => seed(&db, &sample_folder()).await,
            Catalogue::Garden => seed(&db, &garden_folder()).await,
        }
        db.close().await;
        database.into_template()
    });
    template.await.copy().await
}

async fn seed(db: &Db, folder: &Path) {
    let rates = &domain::pricing::rates::Rates::default();
    let command = SeedCatalogue { folder, scale: None, existing: Existing::Replace, rates };
    shop::catalogue::seed::seed(db, command, NOW).await.unwrap();
}

/// Opens a database.
pub async fn open(database: &TestDatabase) -> Db {
    Db::open(&store::options(database.url.clone(), 8)).await.unwrap()
}

/// The test shop's settings, for this base URL.
#[must_use]
pub fn settings(base_url: &str) -> Settings {
    let seller = domain::seller::Seller {
        name: "Test & Sons".to_owned(),
        address: vec!["Lindenallee 3".to_owned(), "10115 Berlin".to_owned()],
        vat_number: "DE999999999".to_owned(),
        email: "owner@shop.example".to_owned(),
        phone: "+49 30 23125 001".to_owned(),
        ..domain::seller::Seller::default()
    };
    Settings {
        version: 0,
        tables: shop::settings::TableVersions::default(),
        unusable_tables: None,
        name: "Perigee".to_owned(),
        currency: Currency::EUR,
        rates: domain::pricing::rates::Rates::default(),
        country: "DE".to_owned(),
        base_url: base_url.to_owned(),
        seller,
        sample_seller: None,
        limits: shop::Limits::default(),
        rules: shop::Rules::default(),
        dispatch: shop::Dispatch::default(),
    }
}

/// A shop, its payment provider and its clock.
pub struct Bench {
    /// The context of its use cases.
    pub shop: Context,
    /// Its payment provider.
    pub bank: Arc<Bank>,
    /// Its clock, in Unix milliseconds.
    pub time: Arc<AtomicI64>,
    /// Its database.
    pub database: TestDatabase,
}

impl Bench {
    /// A shop with the [`fixture`].
    pub async fn new(kind: Kind) -> Self {
        let database = database(kind, Catalogue::Fixture).await;
        Self::over(open(&database).await, database).await
    }

    /// A shop with the sample catalogue, for tests of the sample itself.
    pub async fn sample(kind: Kind) -> Self {
        let database = database(kind, Catalogue::Sample).await;
        Self::over(open(&database).await, database).await
    }

    /// A shop with the [`merchant_folder`].
    pub async fn merchant(kind: Kind) -> Self {
        let database = database(kind, Catalogue::Merchant).await;
        Self::over(open(&database).await, database).await
    }

    /// A shop without products.
    pub async fn empty(kind: Kind) -> Self {
        let database = database(kind, Catalogue::Empty).await;
        Self::over(open(&database).await, database).await
    }

    /// A shop with this database.
    pub async fn over(db: Db, database: TestDatabase) -> Self {
        let (bank, time) = (Arc::new(Bank::default()), Arc::new(AtomicI64::new(NOW)));
        let shop = Self::open(db, &bank, &time).await;
        Self { shop, bank, time, database }
    }

    async fn open(db: Db, bank: &Arc<Bank>, time: &Arc<AtomicI64>) -> Context {
        Self::open_with(db, bank, time, shop::Dispatch::default()).await
    }

    /// The same shop with another place or time of dispatch.
    pub async fn dispatching(&self, dispatch: shop::Dispatch) -> Context {
        Self::open_with(open(&self.database).await, &self.bank, &self.time, dispatch).await
    }

    pub fn set(&self, at: time::OffsetDateTime) {
        self.time.store(at.unix_timestamp() * 1000, Ordering::Relaxed);
    }

    async fn open_with(
        db: Db,
        bank: &Arc<Bank>,
        time: &Arc<AtomicI64>,
        dispatch: shop::Dispatch,
    ) -> Context {
        let settings = Settings { dispatch, ..settings("https://shop.example") };
        Context::open(db, settings, Arc::<Bank>::clone(bank), Clock::Fixed(Arc::clone(time)))
            .await
            .unwrap()
    }

    /// The same shop with other payment providers.
    pub async fn paying(&self, providers: impl Into<Providers>) -> Context {
        let (db, settings) = (open(&self.database).await, settings("https://shop.example"));
        let clock = Clock::Fixed(Arc::clone(&self.time));
        Context::open(db, settings, providers, clock).await.unwrap()
    }

    /// The same shop with a clock that advances at each reading.
    pub async fn ticking(&self) -> Context {
        let (db, settings) = (open(&self.database).await, settings("https://shop.example"));
        let clock = Clock::Ticking(Arc::clone(&self.time));
        Context::open(db, settings, Arc::clone(&self.bank), clock).await.unwrap()
    }

    /// Another replica of the shop, with the same database.
    pub async fn replica(&self) -> Context {
        Self::open(open(&self.database).await, &self.bank, &self.time).await
    }

    pub fn advance(&self, milliseconds: i64) {
        self.time.fetch_add(milliseconds, Ordering::Relaxed);
    }

    /// Changes price and stock of a variant, as a merchandiser would.
    pub async fn change(&self, sku: &str, price_minor: i64, stock: i64) {
        let mut tx = self.shop.db().begin().await.unwrap();
        assert!(set_price_and_stock(&mut tx, sku, price_minor, stock).await);
        store::catalogue::bump(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        shop::catalogue::refresh(&self.shop).await.unwrap();
    }

    pub async fn set_status(&self, slug: &str, status: &str) {
        let mut tx = self.shop.db().begin().await.unwrap();
        assert!(set_status(&mut tx, slug, status).await);
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

    /// References of the payments of all orders.
    pub async fn payments(&self) -> Vec<String> {
        let mut conn = self.shop.db().read().await.unwrap();
        let sql = "SELECT reference FROM payments ORDER BY reference";
        match store::Executor::connection(&mut conn) {
            store::ConnectionRef::Sqlite(c) => sqlx::query_scalar(sql).fetch_all(c).await.unwrap(),
            store::ConnectionRef::Postgres(c) => {
                sqlx::query_scalar(sql).fetch_all(c).await.unwrap()
            }
        }
    }

    pub async fn backlog(&self) -> i64 {
        let mut conn = self.shop.db().read().await.unwrap();
        jobs::outbox::backlog(&mut conn, 0).await.unwrap().pending
    }

    /// A new cart with these lines, added one millisecond apart.
    pub async fn cart(&self, lines: &[(&str, u32)]) -> String {
        let cart = lines.iter().fold(CartBuilder::new(), |cart, (sku, n)| cart.line(sku, *n));
        cart.build(&self.shop, || self.advance(1)).await
    }

    /// Adds products to those of the fixture.
    pub async fn add(&self, products: &[ProductBuilder]) {
        add_products(self.shop.db(), products).await;
        shop::catalogue::refresh(&self.shop).await.unwrap();
    }

    /// The cart as shown in the shop's own country, in euros.
    pub async fn view(&self, token: &str) -> views::cart::CartView {
        calls::cart(&self.shop, Some(token), Currency::EUR, home(), ShippingMethod::Standard, false)
            .await
            .unwrap()
    }

    /// Completes all steps up to the review; returns the checkout's key and the hash of the review.
    pub async fn review(&self, token: &str, number: &str) -> (String, String) {
        shop::checkout::save_contact(&self.shop, token, contact(), None).await.unwrap();
        shop::checkout::save_delivery(&self.shop, token, "standard", "0461 123456").await.unwrap();
        shop::checkout::save_payment(&self.shop, token, &card(number)).await.unwrap();
        let view =
            calls::checkout(&self.shop, Some(token), None, Currency::EUR, "DE").await.unwrap();
        assert_eq!(view.step, Step::Review);
        (view.key, view.review_hash)
    }

    pub async fn place(&self, token: &str, key: &str, hash: &str) -> Result<Placed, PlaceError> {
        calls::place(
            &self.shop,
            token,
            Placing { key, review: Some(hash), client: None },
            Currency::EUR,
        )
        .await
    }

    /// The order with this signed path.
    pub async fn order_by_link(&self, link: &str) -> views::orders::OrderView {
        let (number, key) = link.strip_prefix("/orders/").unwrap().split_once("?key=").unwrap();
        shop::orders::show(&self.shop, number, key).await.unwrap()
    }
}
