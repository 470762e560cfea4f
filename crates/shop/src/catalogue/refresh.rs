//! Follows the catalogue's version, so that the in-memory copy is up to date.

use super::snapshot::{LARGE, failed_load::FailedLoad, load};
use crate::{Context, InternalError};
use std::sync::{Arc, PoisonError};

/// After this many changes the whole catalogue is reloaded.
const MAX_CHANGES: i64 = 1_000;

/// Whether the in-memory copy is the latest version of the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Freshness {
    /// It is.
    Latest,
    /// The latest version could not be loaded and is tried again later; an earlier call returned
    /// the error.
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

async fn load_changes(
    ctx: &Context,
    failed: &mut Option<FailedLoad>,
) -> Result<Freshness, InternalError> {
    let current = ctx.snapshot();
    let mut conn = ctx.db().read().await?;
    let version = store::catalogue::version(&mut conn).await?;
    let now = ctx.clock().now();
    let stale = current.stale_at(now);
    if version == current.version && !stale {
        return Ok(Freshness::Latest);
    }
    if failed.is_some_and(|failed| failed.postpones(version, now)) {
        return Ok(Freshness::Postponed);
    }
    let near = !stale && (0..MAX_CHANGES).contains(&(version - current.version));
    let stock = if near {
        store::catalogue::stock_changes(&mut conn, current.version, version).await?
    } else {
        None
    };
    let fresh = match stock {
        Some(products) => {
            let levels = store::stock::of_products(&mut conn, &products).await?;
            drop(conn);
            current.compute(|| current.with_stock(version, &levels))
        }
        None => {
            drop(conn);
            match load(ctx.db(), &ctx.settings().rates, now).await {
                Ok(fresh) => fresh,
                Err(error) => {
                    if !error.is_unavailable() {
                        // Loading may have taken seconds.
                        let at = ctx.clock().now();
                        *failed = Some(FailedLoad::after(*failed, version, at));
                    }
                    return Err(error);
                }
            }
        }
    };
    *failed = None;
    *ctx.live().snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
    Ok(Freshness::Latest)
}
