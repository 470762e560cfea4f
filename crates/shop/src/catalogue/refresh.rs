//! Follows the catalogue's version, so that the copy in memory is the one that is published.

use super::Snapshot;
use crate::{Context, Error, threads};
use domain::pricing::rates::Rates;
use std::sync::{Arc, PoisonError, RwLock};
use store::Db;
use tokio::sync::{Mutex, MutexGuard};

/// A catalogue of more products is not read as a whole while a request waits, and its lists are
/// computed as blocking work.
const LARGE: usize = 10_000;

/// After this many changes the whole catalogue is read anew.
const MAX_CHANGES: i64 = 1_000;

/// Runs a computation over all products; see [`threads::block_in_place`].
pub(crate) fn compute<T>(snapshot: &Snapshot, work: impl FnOnce() -> T) -> T {
    if snapshot.products.len() > LARGE { threads::block_in_place(work) } else { work() }
}

/// The current copy of the catalogue, replaced as a whole when it changes.
pub(crate) struct Live {
    snapshot: RwLock<Arc<Snapshot>>,
    loading: Mutex<()>,
}

impl Live {
    /// Loads the catalogue as it is published at `now`.
    pub async fn load(db: &Db, rates: &Rates, now: i64) -> Result<Self, Error> {
        let snapshot = Snapshot::load(db, rates, now).await?;
        Ok(Self { snapshot: RwLock::new(Arc::new(snapshot)), loading: Mutex::new(()) })
    }

    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Reads the catalogue's version and loads what has changed. Called after each change made here,
/// and often for those made elsewhere.
///
/// # Errors
/// When the database cannot; the copy that is there stays.
pub async fn refresh(ctx: &Context) -> Result<(), Error> {
    let one_at_a_time = ctx.live().loading.lock().await;
    load_changes(ctx, &one_at_a_time).await
}

/// The same for requests, which should show what they changed but must not wait for the whole of a
/// large catalogue: does nothing when a refresh is running or would take long. The next look at the
/// version catches up.
///
/// # Errors
/// As [`refresh`].
pub async fn refresh_soon(ctx: &Context) -> Result<(), Error> {
    if ctx.snapshot().products.len() > LARGE {
        return Ok(());
    }
    match ctx.live().loading.try_lock() {
        Ok(one_at_a_time) => load_changes(ctx, &one_at_a_time).await,
        Err(_) => Ok(()),
    }
}

async fn load_changes(ctx: &Context, _one_at_a_time: &MutexGuard<'_, ()>) -> Result<(), Error> {
    let current = ctx.snapshot();
    let mut conn = ctx.db().read().await?;
    let version = store::catalogue::version(&mut conn).await?;
    let now = ctx.clock().now();
    let stale = current.stale_at(now);
    if version == current.version && !stale {
        return Ok(());
    }
    let near = !stale && (0..MAX_CHANGES).contains(&(version - current.version));
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
            compute(&current, || current.with_stock(version, &changes))
        }
        None => {
            drop(conn);
            Snapshot::load(ctx.db(), &ctx.settings().rates, now).await?
        }
    };
    *ctx.live().snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
    Ok(())
}
