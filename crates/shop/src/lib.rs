//! Perigee's use cases, over the rules of `domain`, the SQL of `store` and the providers.
//!
//! - [`Shop`] holds what every use case needs; one for the whole server
//! - [`catalogue`]: lists, searches and products from a copy in memory that is keyed by the
//!   catalogue's version
//! - [`cart`], [`checkout`], [`place`], [`orders`]: from a line in a cart to a tracked order
//! - [`payment`]: the trait of payment providers and the built-in test provider
//! - [`waits`]: who is told when something is back
//! - [`withdrawals`]: consumers withdraw from a contract
//! - [`mail`], [`worker`]: what happens after an order, from the outbox
//! - [`privacy`]: what is kept of a person, handed over and forgotten
//! - [`media`]: renditions of pictures; [`seed`]: the sample catalogue
//! - [`text`], [`email`]: the one normalisation of what is sent, and when two addresses are one
//! - [`measure`]: what is counted of the business

pub mod cart;
pub mod catalogue;
pub mod checkout;
mod clock;
pub mod email;
mod error;
pub mod mail;
pub mod measure;
pub mod media;
pub mod orders;
pub mod payment;
pub mod place;
pub mod privacy;
mod rules;
pub mod seed;
mod sign;
pub mod text;
mod trace;
pub mod waits;
pub mod withdrawals;
pub mod worker;
mod zone;

pub use clock::Clock;
pub use error::Error;
pub use rules::Rules;
pub use zone::Zone;

use catalogue::Snapshot;
use domain::{
    Currency,
    country::Country,
    holidays::{Calendar, ClosedDay},
    order::Imprint,
    rates::Rates,
};
use payment::Provider;
use std::{
    cell::Cell,
    sync::{Arc, PoisonError, RwLock},
};
use store::Db;

/// What a merchant decides once.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Currency of a shopper who has not chosen one.
    pub currency: Currency,
    /// Exchange rates, and the currencies to choose from.
    pub rates: Rates,
    /// Country of a shopper who has not chosen one: ISO 3166-1 alpha-2.
    pub country: String,
    /// `https://shop.example`, without a slash at the end: for links in mail and canonical
    /// addresses.
    pub base_url: String,
    /// Who sells, for receipts.
    pub seller: Imprint,
    /// What is bounded.
    pub limits: Limits,
    /// Tables of tax, currencies and public holidays.
    pub rules: Rules,
    /// When and from where parcels leave.
    pub dispatch: Dispatch,
}

/// When and from where parcels leave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dispatch {
    /// Country, or country and region, whose public holidays are kept: `DE`, `DE-SH`.
    pub from: String,
    /// Other days on which nothing is sent.
    pub closed: Vec<ClosedDay>,
    /// Whose clocks count.
    pub zone: Zone,
    /// What is ordered before this hour leaves on the same working day.
    pub cut_off: u8,
}

impl Default for Dispatch {
    fn default() -> Self {
        Self { from: "DE".to_owned(), closed: Vec::new(), zone: Zone::default(), cut_off: 14 }
    }
}

/// What is bounded.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// After so many refused cards within an hour a cart, a client and a card wait for an hour; 0
    /// is never.
    pub card_refusals: u32,
    /// For how many years after the one in which it was placed an order is kept with its buyer's
    /// name, as the law wants.
    pub order_years: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { card_refusals: 5, order_years: 10 }
    }
}

impl Settings {
    /// Whether shoppers come by TLS, as they do to a shop that is open.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

/// The shop: everything that use cases need. Cheap to clone.
#[derive(Clone)]
pub struct Shop {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    settings: Settings,
    rates: Rates,
    clock: Clock,
    payment: Arc<dyn Provider>,
    snapshot: RwLock<Arc<Snapshot>>,
    loading: tokio::sync::Mutex<()>,
    secret: Vec<u8>,
    renditions: media::Cache,
}

/// The whole of a catalogue of more products is not read while a request waits.
const LARGE: usize = 10_000;
thread_local! {
    static COMPUTES: Cell<bool> = const { Cell::new(false) };
}

/// Says that this thread is there for what takes long, and talks to no client: nothing waits behind
/// it.
pub fn this_thread_computes() {
    COMPUTES.set(true);
}

/// Does what takes tens of milliseconds with a large catalogue so that no other request waits
/// behind it for its thread.
pub(crate) fn aside<T>(snapshot: &Snapshot, work: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor::MultiThread};
    let can = || {
        !COMPUTES.get()
            && Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == MultiThread)
    };
    if snapshot.products.len() > LARGE && can() {
        tokio::task::block_in_place(work)
    } else {
        work()
    }
}

/// After this many changes the whole catalogue is read anew.
const MOST_CHANGES: i64 = 1_000;

impl Shop {
    /// Opens the shop on a database whose schema is up to date.
    ///
    /// # Errors
    /// When the database cannot be read, or a product is priced in a currency without a rate.
    pub async fn open(
        db: Db,
        settings: Settings,
        payment: Arc<dyn Provider>,
        clock: Clock,
    ) -> Result<Self, Error> {
        let mut fresh = [0_u8; 32];
        getrandom::fill(&mut fresh).map_err(|_| Error::Internal("no random numbers".to_owned()))?;
        let mut tx = db.begin().await?;
        let secret =
            store::settings::get_or_insert(&mut tx, "link-secret", &sign::hex(&fresh)).await?;
        tx.commit().await?;
        let snapshot = Snapshot::load(&db, &settings.rates, clock.now()).await?;
        if let Some((sku, currency)) =
            snapshot.priced_in().find(|(_, currency)| settings.rates.rate(*currency).is_none())
        {
            return Err(Error::Internal(format!(
                "no exchange rate for {currency}, in which {sku} is priced"
            )));
        }
        let inner = Inner {
            db,
            rates: settings.rates.clone().with_rules(settings.rules.currencies.clone()),
            settings,
            clock,
            payment,
            snapshot: RwLock::new(Arc::new(snapshot)),
            loading: tokio::sync::Mutex::new(()),
            secret: secret.into_bytes(),
            renditions: media::Cache::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// The exchange rates in force, with the rules for converted prices: for everything that
    /// shoppers see and pay.
    #[must_use]
    pub fn rates(&self) -> &Rates {
        &self.inner.rates
    }

    /// The same rates without those rules, and with all currencies: for the Astronomy Shop API,
    /// which converts to the cent.
    #[must_use]
    pub fn exact_rates(&self) -> &Rates {
        &self.inner.settings.rates
    }

    /// The merchant's settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The time, as this shop sees it.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Day and hour where parcels leave from.
    #[must_use]
    pub fn local(&self) -> (time::Date, u8) {
        self.zone().local(self.clock().now())
    }

    /// The time zone of the place that parcels leave from.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.settings().dispatch.zone
    }

    /// Hours since 1970 on the clocks there: what is said of days and of the hour of dispatch is
    /// right for an hour.
    #[must_use]
    pub fn local_hour(&self) -> i64 {
        let now = self.clock().now();
        (now / 1000 + self.zone().ahead(now)).div_euclid(3600)
    }

    /// Which days count for a parcel to a country that is ordered now; a postcode may be that of a
    /// region with days of its own.
    pub(crate) fn calendar(&self, to: &Country, postcode: &str) -> Calendar {
        let settings = self.settings();
        let (dispatch, holidays) = (&settings.dispatch, &settings.rules.holidays);
        let place = holidays.place(to.code, postcode);
        Calendar::new(holidays, &dispatch.closed, &dispatch.from, place, self.local().0)
            .with_cut_off(dispatch.cut_off)
    }

    /// The payment provider.
    #[must_use]
    pub fn payment(&self) -> &dyn Provider {
        self.inner.payment.as_ref()
    }

    /// The copy of the catalogue in memory.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.inner.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the catalogue's version and loads what has changed. Called after each change made
    /// here, and often for those made elsewhere.
    ///
    /// # Errors
    /// When the database cannot; the copy that is there stays.
    pub async fn refresh(&self) -> Result<(), Error> {
        let one_at_a_time = self.inner.loading.lock().await;
        self.load(&one_at_a_time).await
    }

    /// The same, unless somebody is at it or it would take long: then the next look at the version
    /// does it. For requests, which should show what they changed but must not wait for the whole
    /// of a large catalogue.
    ///
    /// # Errors
    /// As [`Self::refresh`].
    pub async fn refresh_soon(&self) -> Result<(), Error> {
        if self.snapshot().products.len() > LARGE {
            return Ok(());
        }
        match self.inner.loading.try_lock() {
            Ok(one_at_a_time) => self.load(&one_at_a_time).await,
            Err(_) => Ok(()),
        }
    }

    async fn load(&self, _one_at_a_time: &tokio::sync::MutexGuard<'_, ()>) -> Result<(), Error> {
        let current = self.snapshot();
        let mut conn = self.inner.db.read().await?;
        let version = store::catalogue::version(&mut conn).await?;
        let stale = current.stale_at(self.inner.clock.now());
        if version == current.version && !stale {
            return Ok(());
        }
        let near = !stale && (0..MOST_CHANGES).contains(&(version - current.version));
        let stock = if near {
            store::catalogue::stock_changes(&mut conn, current.version, version).await?
        } else {
            None
        };
        let fresh = match stock {
            Some(products) => {
                let mut changes = Vec::with_capacity(products.len());
                for product in products {
                    changes.push((product, store::catalogue::stock(&mut conn, product).await?));
                }
                drop(conn);
                aside(&current, || current.with_stock(version, &changes))
            }
            None => {
                drop(conn);
                Snapshot::load(&self.inner.db, &self.inner.settings.rates, self.inner.clock.now())
                    .await?
            }
        };
        *self.inner.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        Ok(())
    }
}
