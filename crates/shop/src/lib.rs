//! Perigee's use cases, over the rules of `domain`, the SQL of `store` and the providers.
//!
//! - [`Shop`] holds what every use case needs; one for the whole server
//! - [`catalogue`]: lists, searches and products from a copy in memory that is keyed by the catalogue's version
//! - [`cart`], [`checkout`], [`place`], [`orders`]: from a line in a cart to a tracked order
//! - [`payment`]: the trait of payment providers and the built-in test provider
//! - [`waits`]: who is told when something is back
//! - [`mail`], [`worker`]: what happens after an order, from the outbox
//! - [`media`]: renditions of pictures; [`seed`]: the sample catalogue
//! - [`measure`]: what is counted of the business

pub mod cart;
pub mod catalogue;
pub mod checkout;
mod clock;
mod error;
pub mod mail;
pub mod measure;
pub mod media;
pub mod orders;
pub mod payment;
pub mod place;
pub mod seed;
mod sign;
mod trace;
pub mod waits;
pub mod worker;

pub use clock::Clock;
pub use error::Error;

use catalogue::Snapshot;
use domain::{Currency, order::Imprint, rates::Rates};
use payment::Provider;
use std::sync::{Arc, PoisonError, RwLock};
use store::Db;

/// What a merchant decides once.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Currency of a shopper who has not chosen one.
    pub currency: Currency,
    /// Country of a shopper who has not chosen one: ISO 3166-1 alpha-2.
    pub country: String,
    /// `https://shop.example`, without a slash at the end: for links in mail and canonical addresses.
    pub base_url: String,
    /// Who sells, for receipts.
    pub seller: Imprint,
}

/// The shop: everything that use cases need. Cheap to clone.
#[derive(Clone)]
pub struct Shop {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    rates: Rates,
    settings: Settings,
    clock: Clock,
    payment: Arc<dyn Provider>,
    snapshot: RwLock<Arc<Snapshot>>,
    loading: tokio::sync::Mutex<()>,
    secret: Vec<u8>,
    renditions: media::Cache,
}

impl Shop {
    /// Opens the shop on a database whose schema is up to date.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open(db: Db, settings: Settings, payment: Arc<dyn Provider>, clock: Clock) -> Result<Self, Error> {
        let mut fresh = [0_u8; 32];
        getrandom::fill(&mut fresh).map_err(|_| Error::Internal("no random numbers".to_owned()))?;
        let mut tx = db.begin().await?;
        let secret = store::settings::get_or_insert(&mut tx, "link-secret", &sign::hex(&fresh)).await?;
        tx.commit().await?;
        let rates = Rates::default();
        let snapshot = Snapshot::load(&db, &rates, clock.now()).await?;
        let inner = Inner {
            db,
            rates,
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

    /// The exchange rates in force.
    #[must_use]
    pub fn rates(&self) -> &Rates {
        &self.inner.rates
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

    /// Reads the catalogue's version and loads what has changed. Called after each change made here, and often for those made elsewhere.
    ///
    /// # Errors
    /// When the database cannot; the copy that is there stays.
    pub async fn refresh(&self) -> Result<(), Error> {
        let _one_at_a_time = self.inner.loading.lock().await;
        let current = self.snapshot();
        let mut conn = self.inner.db.read().await?;
        let version = store::catalogue::version(&mut conn).await?;
        drop(conn);
        if version != current.version || current.stale_at(self.inner.clock.now()) {
            let fresh = Snapshot::load(&self.inner.db, &self.inner.rates, self.inner.clock.now()).await?;
            *self.inner.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        }
        Ok(())
    }
}
