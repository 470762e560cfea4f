//! A shop for each test: the seeded catalogue on a database of its own, a clock that stands, and a
//! payment provider that remembers.

use crate::database::{Kind, Template, TestDatabase};
use async_trait::async_trait;
use domain::{
    Currency, Money,
    checkout::ContactForm,
    customers::{
        Address,
        country::{self, Country},
    },
    payments::card::Card,
    shipping::Speed,
};
use shop::{
    Clock, Context, Error, Settings,
    checkout::{CardForm, Progress},
    orders::{Agreement, Placed},
    payments::{Method, Notice, Outcome, Provider, Refusal, Request, TestProvider},
};
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};
use store::Db;
use tokio::sync::OnceCell;
use views::checkout::Step;

/// Friday, 20 November 2026, 10:00 in the warehouse.
pub const NOW: i64 = 1_795_165_200_000;
/// A card that is approved.
pub const GOOD_CARD: &str = "4432-8015-6152-0454";

pub fn catalogue_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../catalog")
}

/// The test provider, with a memory of what it set aside and let go.
#[derive(Default)]
pub struct Bank {
    pub authorised: Mutex<Vec<(String, Money)>>,
    /// References by the key that brought them about.
    pub keys: Mutex<HashMap<String, String>>,
    pub voided: Mutex<Vec<String>>,
    /// A SKU that sells out while the bank is asked the next time.
    pub meanwhile: Mutex<Option<(Db, &'static str)>>,
    /// What was answered on the page that stands in for a bank's.
    pub answer: Mutex<Option<bool>>,
    /// It sets aside what it is asked for and never answers.
    pub silent: AtomicBool,
    /// A clock that goes on by so many milliseconds while the bank is asked the next time.
    pub slow: Mutex<Option<(Arc<AtomicI64>, i64)>>,
}

#[async_trait]
impl Provider for Bank {
    fn name(&self) -> &'static str {
        "test"
    }

    fn patience(&self) -> Duration {
        Duration::from_millis(if self.silent.load(Ordering::Relaxed) { 50 } else { 25_000 })
    }

    async fn tokenise(&self, card: &Card) -> Result<Method, Refusal> {
        TestProvider.tokenise(card).await
    }

    async fn authorise(&self, request: Request<'_>) -> Result<Outcome, Refusal> {
        let (amount, key) = (request.amount, request.key.to_owned());
        let meanwhile = self.meanwhile.lock().unwrap().take();
        if let Some((db, sku)) = meanwhile {
            let mut tx = db.begin().await.unwrap();
            store::import::set_price_and_stock(&mut tx, sku, 399_000, 0).await.unwrap();
            tx.commit().await.unwrap();
        }
        if let Some((time, passes)) = self.slow.lock().unwrap().take() {
            time.fetch_add(passes, Ordering::Relaxed);
        }
        let outcome = match (TestProvider.authorise(request).await?, *self.answer.lock().unwrap()) {
            (Outcome::Challenge(reference), Some(true)) => {
                Outcome::Authorised(format!("auth_{reference}"))
            }
            (Outcome::Challenge(_), Some(false)) => return Err(Refusal::Unconfirmed),
            (outcome, _) => outcome,
        };
        if let Outcome::Authorised(reference) = &outcome {
            self.authorised.lock().unwrap().push((reference.clone(), amount));
            self.keys.lock().unwrap().insert(key, reference.clone());
        }
        if self.silent.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
        Ok(outcome)
    }

    async fn capture(&self, reference: &str, amount: Money, key: &str) -> Result<(), Refusal> {
        TestProvider.capture(reference, amount, key).await
    }

    async fn void(&self, key: &str) -> Result<(), Refusal> {
        if let Some(reference) = self.keys.lock().unwrap().get(key) {
            self.voided.lock().unwrap().push(reference.clone());
        }
        TestProvider.void(key).await
    }

    async fn refund(&self, reference: &str, amount: Money, key: &str) -> Result<(), Refusal> {
        TestProvider.refund(reference, amount, key).await
    }

    fn webhook(&self, signature: &str, body: &[u8]) -> Result<Notice, Refusal> {
        TestProvider.webhook(signature, body)
    }
}

impl Bank {
    /// References that are set aside and not let go, each once.
    pub fn held(&self) -> Vec<String> {
        let voided = self.voided.lock().unwrap();
        let mut held: Vec<String> = self
            .authorised
            .lock()
            .unwrap()
            .iter()
            .map(|(r, _)| r.clone())
            .filter(|r| !voided.contains(r))
            .collect();
        held.sort();
        held.dedup();
        held
    }
}

pub struct Bench {
    pub shop: Context,
    pub bank: Arc<Bank>,
    pub time: Arc<AtomicI64>,
    pub database: TestDatabase,
}

static TEMPLATES: [OnceCell<Template>; 2] = [OnceCell::const_new(), OnceCell::const_new()];

async fn template(kind: Kind) -> &'static Template {
    let cell = &TEMPLATES[usize::from(kind == Kind::Postgres)];
    cell.get_or_init(|| async {
        let database = TestDatabase::empty(kind).await;
        let db = open(&database).await;
        db.migrate().await.unwrap();
        shop::catalogue::seed::seed(&db, &catalogue_folder(), None, NOW).await.unwrap();
        db.close().await;
        database.into_template()
    })
    .await
}

pub async fn open(database: &TestDatabase) -> Db {
    Db::open(&store::options(database.url.clone(), 8)).await.unwrap()
}

pub fn home() -> &'static Country {
    country::by_code("DE").unwrap()
}

pub fn address(country: &str) -> Address {
    Address {
        name: "Ada Byron".to_owned(),
        street: "Sternweg 7".to_owned(),
        postcode: "02826".to_owned(),
        city: "Görlitz".to_owned(),
        country: country.to_owned(),
        ..Address::default()
    }
}

pub fn contact() -> ContactForm {
    ContactForm { email: "Ada@Example.org".to_owned(), address: address("DE") }
}

pub fn card(number: &str) -> CardForm {
    CardForm { card_number: number.to_owned(), expiry: "01/30".to_owned(), code: "672".to_owned() }
}

impl Bench {
    /// A shop over a copy of the seeded database.
    pub async fn new(kind: Kind) -> Self {
        let database = template(kind).await.copy().await;
        Self::over(open(&database).await, database).await
    }

    /// A shop over this database.
    pub async fn over(db: Db, database: TestDatabase) -> Self {
        let (bank, time) = (Arc::new(Bank::default()), Arc::new(AtomicI64::new(NOW)));
        let shop = Self::open(db, &bank, &time).await;
        Self { shop, bank, time, database }
    }

    async fn open(db: Db, bank: &Arc<Bank>, time: &Arc<AtomicI64>) -> Context {
        Self::open_with(db, bank, time, shop::Dispatch::default()).await
    }

    /// The same shop with parcels leaving at other times or from elsewhere.
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
        let seller = domain::seller::Imprint {
            name: "Test & Sons".to_owned(),
            address: vec!["Lindenallee 3".to_owned(), "10115 Berlin".to_owned()],
            vat_number: "DE999999999".to_owned(),
            email: "owner@shop.example".to_owned(),
            phone: "+49 30 23125 001".to_owned(),
            ..domain::seller::Imprint::default()
        };
        let settings = Settings {
            currency: Currency::EUR,
            rates: domain::pricing::rates::Rates::default(),
            country: "DE".to_owned(),
            base_url: "https://shop.example".to_owned(),
            seller,
            limits: shop::Limits::default(),
            rules: shop::Rules::default(),
            dispatch,
        };
        Context::open(db, settings, Arc::<Bank>::clone(bank), Clock::Fixed(Arc::clone(time)))
            .await
            .unwrap()
    }

    /// The same shop as another replica has it, over the same database.
    pub async fn replica(&self) -> Context {
        Self::open(open(&self.database).await, &self.bank, &self.time).await
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

    /// References of the payments that orders have.
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
        store::outbox::backlog(&mut conn, 0).await.unwrap().pending
    }

    /// A new cart with these pieces.
    pub async fn cart(&self, lines: &[(&str, u32)]) -> String {
        let mut token: Option<String> = None;
        for (sku, quantity) in lines {
            token = Some(
                shop::cart::add(&self.shop, token.as_deref(), sku, &quantity.to_string())
                    .await
                    .unwrap()
                    .token,
            );
            self.advance(1);
        }
        token.unwrap()
    }

    /// The cart as shown at home in euros.
    pub async fn view(&self, token: &str) -> views::cart::CartView {
        shop::cart::show(&self.shop, Some(token), Currency::EUR, home(), Speed::Standard, false)
            .await
            .unwrap()
    }

    /// All steps up to the review; gives the key and what was seen.
    pub async fn review(&self, token: &str, number: &str) -> (String, String) {
        shop::checkout::save_contact(&self.shop, token, contact(), None).await.unwrap();
        shop::checkout::save_delivery(&self.shop, token, "standard", "0461 123456").await.unwrap();
        shop::checkout::save_payment(&self.shop, token, &card(number)).await.unwrap();
        let view =
            shop::checkout::show(&self.shop, Some(token), None, Currency::EUR, "DE").await.unwrap();
        assert_eq!(view.step, Step::Review);
        (view.key, view.seen)
    }

    pub async fn place(&self, token: &str, key: &str, seen: &str) -> Result<Placed, Error> {
        shop::orders::place(
            &self.shop,
            token,
            Agreement { key, seen: Some(seen), client: None },
            Currency::EUR,
        )
        .await
    }

    /// A cart that is ordered.
    pub async fn order(&self, lines: &[(&str, u32)]) -> Placed {
        let token = self.cart(lines).await;
        let (key, seen) = self.review(&token, GOOD_CARD).await;
        self.place(&token, &key, &seen).await.unwrap()
    }

    /// The page of an order by its signed path.
    pub async fn order_by_link(&self, link: &str) -> views::orders::OrderView {
        let (number, key) = link.strip_prefix("/orders/").unwrap().split_once("?key=").unwrap();
        shop::orders::show(&self.shop, number, key).await.unwrap()
    }
}

/// What is kept of a checkout with all steps finished.
pub async fn progress() -> Progress {
    let card = Card::new(GOOD_CARD, 1, 2030, "672", (2026, 11)).unwrap();
    Progress {
        contact: contact(),
        billing: None,
        speed: Speed::Standard,
        phone: String::new(),
        method: Some(TestProvider.tokenise(&card).await.unwrap()),
        reached: Step::Review,
        request: None,
        refused: false,
    }
}

/// Runs a test, `async fn name(bench: &Bench)`, on both databases.
macro_rules! on_both {
    ($name:ident) => {
        mod $name {
            use $crate::{bench::Bench, database::Kind};

            async fn on(kind: Kind) {
                let bench = Bench::new(kind).await;
                super::$name(&bench).await;
                bench.shop.db().close().await;
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
