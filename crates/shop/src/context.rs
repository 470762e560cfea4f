//! The argument of every use case.

use crate::{
    Clock, InternalError, Settings, TimeZone,
    catalogue::{Kept, Live, Misses, ProductRows, Snapshot},
    media,
    orders::Turns,
    payments::{Provider, Providers},
    recommendations::Pause,
    sign,
    staff::Hashing,
};
use domain::pricing::rates::Rates;
use std::sync::Arc;
use store::{Db, recommendations::NeighbourRow};

/// Maximum size of the rows of product pages in memory: 4 MB, some 600 products.
const PRODUCT_ROWS: u64 = 4 << 20;
/// Maximum size of the neighbours in memory: 1 MB.
const NEIGHBOURS: u64 = 1 << 20;
/// About how many bytes a neighbour takes.
const NEIGHBOUR: usize = 120;

/// The database, the clock, the providers, and the in-memory catalogue with the settings.
/// Cheap to clone; there is one per process.
#[derive(Clone)]
pub struct Context {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    /// As the process was started with.
    configured: Arc<Settings>,
    clock: Clock,
    providers: Providers,
    catalogue: Live,
    secret: Vec<u8>,
    renditions: media::Cache,
    turns: Turns,
    misses: Misses,
    recommendations: Pause,
    hashing: Hashing,
    product_rows: Kept<ProductRows>,
    neighbours: Kept<Vec<NeighbourRow>>,
}

/// The secret that signs links and hashes addresses; a new one if the database has none.
pub(crate) async fn secret(db: &Db) -> Result<Vec<u8>, InternalError> {
    let fresh: [u8; 32] = sign::random()?;
    let mut tx = db.begin().await?;
    let secret =
        store::settings::get_or_insert(&mut tx, "link-secret", &hex::encode(fresh)).await?;
    tx.commit().await?;
    Ok(secret.into_bytes())
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
        let catalogue = Live::load(&db, &settings, clock.now()).await?;
        Self::of(db, settings, providers.into(), (clock, catalogue)).await
    }

    /// Opens the shop for a process that reads and changes settings, exchange rates and tables and
    /// sells nothing. The catalogue is not loaded: the copy in memory has no products. Stored
    /// tables that cannot be used are no error here, so that they can be replaced.
    ///
    /// # Errors
    /// If the database fails or holds unreadable data, or the system provides no random numbers.
    pub async fn open_settings(
        db: Db,
        settings: Settings,
        providers: impl Into<Providers>,
        clock: Clock,
    ) -> Result<Self, InternalError> {
        let catalogue = Live::load_settings(&db, &settings).await?;
        Self::of(db, settings, providers.into(), (clock, catalogue)).await
    }

    async fn of(
        db: Db,
        settings: Settings,
        providers: Providers,
        (clock, catalogue): (Clock, Live),
    ) -> Result<Self, InternalError> {
        let secret = secret(&db).await?;
        let turns = Turns::new(&db);
        let inner = Inner {
            db,
            configured: Arc::new(settings),
            clock,
            providers,
            catalogue,
            secret,
            renditions: media::Cache::default(),
            turns,
            misses: Misses::default(),
            recommendations: Pause::default(),
            hashing: Hashing::default(),
            product_rows: Kept::new(PRODUCT_ROWS, ProductRows::size),
            neighbours: Kept::new(NEIGHBOURS, |rows| rows.len() * NEIGHBOUR),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The database pools.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// The exchange rates with the rounding rules for converted prices, for everything that
    /// shoppers see and pay. A use case that converts several amounts reads them once, since they
    /// may be replaced at any time.
    #[must_use]
    pub fn rates(&self) -> Arc<Rates> {
        Arc::clone(&self.snapshot().rates)
    }

    /// The same rates without rounding rules, in all currencies, for the Astronomy Shop API, which
    /// converts to the cent.
    #[must_use]
    pub fn exact_rates(&self) -> Arc<Rates> {
        Arc::clone(&self.snapshot().exact_rates)
    }

    /// The settings in force now. A use case that needs several of them reads them once, since
    /// they may be replaced at any time.
    #[must_use]
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.snapshot().settings)
    }

    /// The settings that the process was started with.
    pub(crate) fn configured(&self) -> &Arc<Settings> {
        &self.inner.configured
    }

    /// `https://shop.example`, without a trailing slash: for links in email and canonical URLs.
    /// It belongs to the process and never changes.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.inner.configured.base_url
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Date and hour at the place of dispatch.
    #[must_use]
    pub fn local(&self) -> (time::Date, u8) {
        self.settings().dispatch.zone.local(self.clock().now())
    }

    /// The time zone of the place of dispatch.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        self.settings().dispatch.zone.clone()
    }

    /// Hours since 1970 at the place of dispatch. Delivery estimates do not change within such an
    /// hour, so a page that shows them can be cached for it.
    #[must_use]
    pub fn local_hour(&self) -> i64 {
        let now = self.clock().now();
        (now / 1000 + self.settings().dispatch.zone.ahead(now)).div_euclid(3600)
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

    /// Searches without a result.
    pub(crate) fn misses(&self) -> &Misses {
        &self.inner.misses
    }

    /// Whether recommendations are read at the moment.
    pub(crate) fn recommendations(&self) -> &Pause {
        &self.inner.recommendations
    }

    /// Hashes the passwords of staff.
    pub(crate) fn hashing(&self) -> &Hashing {
        &self.inner.hashing
    }

    /// The rows of product pages that are in memory.
    pub(crate) fn product_rows(&self) -> &Kept<ProductRows> {
        &self.inner.product_rows
    }

    /// The neighbours of single products that are in memory.
    pub(crate) fn neighbours(&self) -> &Kept<Vec<NeighbourRow>> {
        &self.inner.neighbours
    }

    /// The queues of orders for the same variants.
    pub(crate) fn turns(&self) -> &Turns {
        &self.inner.turns
    }
}
