//! Follows the catalogue's version, so that the in-memory copy is up to date.

use super::snapshot::{LARGE, Snapshot, failed_load::FailedLoad, in_force, load};
use crate::{Context, InternalError};
use std::sync::{Arc, PoisonError};
use store::{Executor, stock::LevelRow};

/// After this many changes the whole catalogue is reloaded.
const MAX_CHANGES: i64 = 1_000;

/// Whether the in-memory copy is the latest version of the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Freshness {
    /// It is.
    Latest,
    /// The latest version could not be loaded and is tried again later; an earlier call returned
    /// the error. The copy has the latest stock.
    Postponed,
}

/// Reads the catalogue's version and loads what has changed. Called often, for changes by other
/// processes. After an error other than an outage of the database, the same version is tried again
/// after half a second, and after each further error twice as long, up to half a minute.
///
/// # Errors
/// If the database fails or holds unreadable data; the current copy stays in use.
pub async fn refresh(ctx: &Context) -> Result<Freshness, InternalError> {
    let mut failed = ctx.live().loading.lock().await;
    load_changes(ctx, &mut failed).await
}

/// The same for requests, which should show their own changes but must not wait for a large
/// catalogue to load: does nothing if a refresh is running or would take long. The next check of
/// the version catches up.
///
/// # Errors
/// See [`refresh`].
pub async fn refresh_soon(ctx: &Context) -> Result<(), InternalError> {
    if ctx.snapshot().products.len() > LARGE {
        return Ok(());
    }
    match ctx.live().loading.try_lock() {
        Ok(mut failed) => {
            load_changes(ctx, &mut failed).await?;
            Ok(())
        }
        Err(_) => Ok(()),
    }
}

/// Loads changed settings alone: a worker does not follow the catalogue, and a large one takes a
/// while to load. Does nothing while a refresh is running, which loads them too.
///
/// # Errors
/// If the database fails or holds unreadable data; the current settings stay in use.
pub async fn refresh_settings(ctx: &Context) -> Result<(), InternalError> {
    let Ok(_loading) = ctx.live().loading.try_lock() else { return Ok(()) };
    load_settings(ctx).await
}

/// Puts a copy with the stored settings in the place of the current one, if they have changed.
async fn load_settings(ctx: &Context) -> Result<(), InternalError> {
    let current = ctx.snapshot();
    let mut conn = ctx.db().read().await?;
    let row = store::shop_settings::get(&mut conn).await?;
    if row.as_ref().map_or(0, |row| row.version) != current.settings.version {
        replace(ctx, current.with_settings(in_force(ctx.configured(), row)?));
    }
    Ok(())
}

async fn load_changes(
    ctx: &Context,
    failed: &mut Option<FailedLoad>,
) -> Result<Freshness, InternalError> {
    let mut current = ctx.snapshot();
    let mut conn = ctx.db().read().await?;
    let version = store::catalogue::version(&mut conn).await?;
    let now = ctx.clock().now();
    let stale = current.stale_at(now);
    if version == current.version && !stale {
        return Ok(Freshness::Latest);
    }
    if let Some(known) = failed.filter(|known| known.version < version)
        && let Some(levels) = stock_alone(&mut conn, known.version, version).await?
    {
        // The copy keeps its version, since it lacks what could not be loaded.
        let own = current.version;
        current = replace(ctx, current.compute(|| current.with_stock(own, &levels)));
        *failed = Some(known.at_version(version));
    }
    if failed.is_some_and(|failed| failed.postpones(version, now)) {
        // Settings do not wait for a catalogue that cannot be loaded.
        load_settings(ctx).await?;
        return Ok(Freshness::Postponed);
    }
    let levels =
        if stale { None } else { stock_alone(&mut conn, current.version, version).await? };
    drop(conn);
    if levels.is_none()
        && current.products.len() > LARGE
        && let Err(error) = load_settings(ctx).await
    {
        // A large catalogue takes a while to load, and settings need not wait for it. Loading it
        // reads them again and counts the failure.
        tracing::debug!(%error, "the settings cannot be loaded before the catalogue");
    }
    let fresh = match levels {
        Some(levels) => current.compute(|| current.with_stock(version, &levels)),
        None => match load(ctx.db(), ctx.configured(), now).await {
            Ok(fresh) => {
                fresh.warn_of_rules(Some(&*current));
                fresh
            }
            Err(error) => {
                if !error.is_unavailable() {
                    // Loading may have taken seconds.
                    let at = ctx.clock().now();
                    *failed = Some(FailedLoad::after(*failed, version, at));
                }
                return Err(error);
            }
        },
    };
    *failed = None;
    replace(ctx, fresh);
    Ok(Freshness::Latest)
}

/// The levels of the products whose stock has changed between two versions; none if anything else
/// has changed, or too much.
async fn stock_alone(
    executor: &mut impl Executor,
    after: i64,
    to: i64,
) -> Result<Option<Vec<LevelRow>>, InternalError> {
    if !(0..MAX_CHANGES).contains(&(to - after)) {
        return Ok(None);
    }
    let Some(products) = store::catalogue::stock_changes(executor, after, to).await? else {
        return Ok(None);
    };
    Ok(Some(store::stock::of_products(executor, &products).await?))
}

/// Puts a copy in the place of the current one.
fn replace(ctx: &Context, fresh: Snapshot) -> Arc<Snapshot> {
    let fresh = Arc::new(fresh);
    *ctx.live().snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&fresh);
    fresh
}
