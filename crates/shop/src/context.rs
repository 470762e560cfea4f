//! What every use case is given.

use crate::{
    Clock, Error, Settings, Zone,
    catalogue::{Live, Snapshot},
    media,
    payments::Provider,
    sign,
};
use domain::{customers::country::Country, pricing::rates::Rates, shipping::calendar::Calendar};
use std::sync::Arc;
use store::Db;

/// The database, the clock, the merchant's settings, the providers, and the copy of the catalogue
/// in memory. Cheap to clone; one for the whole process.
#[derive(Clone)]
pub struct Context {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    settings: Settings,
    rates: Rates,
    clock: Clock,
    payment: Arc<dyn Provider>,
    catalogue: Live,
    secret: Vec<u8>,
    renditions: media::Cache,
}

impl Context {
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
        let catalogue = Live::load(&db, &settings.rates, clock.now()).await?;
        let unknown = |(_, currency): &(&str, _)| settings.rates.rate(*currency).is_none();
        if let Some((sku, currency)) = catalogue.snapshot().priced_in().find(unknown) {
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
            catalogue,
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

    /// Hours since 1970 in that time zone. Delivery days and the hour of dispatch stay the same for
    /// one of these hours, so a page that shows them can be cached for it.
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
        let today = self.local().0;
        Calendar::new(holidays, &dispatch.closed, &dispatch.from, place, today)
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
        self.inner.catalogue.snapshot()
    }

    pub(crate) fn live(&self) -> &Live {
        &self.inner.catalogue
    }

    /// The key of signed links.
    pub(crate) fn secret(&self) -> &[u8] {
        &self.inner.secret
    }

    pub(crate) fn renditions(&self) -> &media::Cache {
        &self.inner.renditions
    }
}
