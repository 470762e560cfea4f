//! The argument of every use case.

use crate::{
    Clock, InternalError, Settings, TimeZone,
    catalogue::{Live, Snapshot},
    media,
    payments::{Provider, Providers},
    sign,
};
use domain::{customers::country::Country, pricing::rates::Rates, shipping::calendar::Calendar};
use std::sync::Arc;
use store::Db;

/// The database, the clock, the merchant's settings, the providers, and the in-memory catalogue.
/// Cheap to clone; there is one per process.
#[derive(Clone)]
pub struct Context {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    settings: Settings,
    rates: Rates,
    clock: Clock,
    providers: Providers,
    catalogue: Live,
    secret: Vec<u8>,
    renditions: media::Cache,
}

impl Context {
    /// Opens the shop on a database whose schema is up to date. Variants priced in a currency
    /// without an exchange rate are not listed; [`crate::catalogue::check_rates`] names them.
    ///
    /// # Errors
    /// If the database fails or holds unreadable data, or the system provides no random numbers.
    pub async fn open(
        db: Db,
        settings: Settings,
        providers: impl Into<Providers>,
        clock: Clock,
    ) -> Result<Self, InternalError> {
        let settings = Settings { rules: settings.rules.in_force(&db).await?, ..settings };
        let fresh: [u8; 32] = sign::random()?;
        let mut tx = db.begin().await?;
        let secret =
            store::settings::get_or_insert(&mut tx, "link-secret", &hex::encode(fresh)).await?;
        tx.commit().await?;
        let catalogue = Live::load(&db, &settings.rates, clock.now()).await?;
        let inner = Inner {
            db,
            rates: settings.rates.clone().with_rules(settings.rules.currencies.clone()),
            settings,
            clock,
            providers: providers.into(),
            catalogue,
            secret: secret.into_bytes(),
            renditions: media::Cache::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The database pools.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// The exchange rates with the rounding rules for converted prices, for everything that
    /// shoppers see and pay.
    #[must_use]
    pub fn rates(&self) -> &Rates {
        &self.inner.rates
    }

    /// The same rates without rounding rules, in all currencies, for the Astronomy Shop API, which
    /// converts to the cent.
    #[must_use]
    pub fn exact_rates(&self) -> &Rates {
        &self.inner.settings.rates
    }

    /// The merchant's settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Date and hour at the place of dispatch.
    #[must_use]
    pub fn local(&self) -> (time::Date, u8) {
        self.local_at(self.clock().now())
    }

    /// Date and hour at the place of dispatch at a time in Unix milliseconds, for callers that read
    /// the clock once.
    #[must_use]
    pub fn local_at(&self, now: i64) -> (time::Date, u8) {
        self.zone().local(now)
    }

    /// The time zone of the place of dispatch.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.settings().dispatch.zone
    }

    /// Hours since 1970 at the place of dispatch. Delivery estimates do not change within such an
    /// hour, so a page that shows them can be cached for it.
    #[must_use]
    pub fn local_hour(&self) -> i64 {
        let now = self.clock().now();
        (now / 1000 + self.zone().ahead(now)).div_euclid(3600)
    }

    /// The delivery calendar for a parcel to a country, ordered at a given time. The postcode may
    /// belong to a region with its own public holidays.
    pub(crate) fn calendar(&self, now: i64, to: &Country, postcode: &str) -> Calendar {
        let settings = self.settings();
        let (dispatch, holidays) = (&settings.dispatch, &settings.rules.holidays);
        let place = holidays.place(to.code, postcode);
        let today = self.local_at(now).0;
        Calendar::new(holidays, &dispatch.closed, &dispatch.from, place, today)
            .with_cut_off(dispatch.cut_off)
    }

    /// The payment provider for new payments.
    #[must_use]
    pub fn payment(&self) -> &dyn Provider {
        self.inner.providers.current()
    }

    /// The payment providers by name.
    #[must_use]
    pub fn providers(&self) -> &Providers {
        &self.inner.providers
    }

    /// The current in-memory catalogue.
    #[must_use]
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.inner.catalogue.snapshot()
    }

    pub(crate) fn live(&self) -> &Live {
        &self.inner.catalogue
    }

    /// The key that signs links.
    pub(crate) fn secret(&self) -> &[u8] {
        &self.inner.secret
    }

    pub(crate) fn renditions(&self) -> &media::Cache {
        &self.inner.renditions
    }
}
