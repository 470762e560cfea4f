//! Follows the catalogue's version, so that the in-memory copy is up to date.

use super::snapshot::{LARGE, load};
use crate::{Context, InternalError};
use std::sync::{Arc, PoisonError};
use tokio::sync::MutexGuard;

/// After this many changes the whole catalogue is reloaded.
const MAX_CHANGES: i64 = 1_000;

/// Reads the catalogue's version and loads what has changed. Called after each change by this
/// process, and often for changes by others.
///
/// # Errors
/// If the database fails; the current copy stays in use.
pub async fn refresh(ctx: &Context) -> Result<(), InternalError> {
    let one_at_a_time = ctx.live().loading.lock().await;
    load_changes(ctx, &one_at_a_time).await
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
        Ok(one_at_a_time) => load_changes(ctx, &one_at_a_time).await,
        Err(_) => Ok(()),
    }
}

async fn load_changes(
    ctx: &Context,
    _one_at_a_time: &MutexGuard<'_, ()>,
) -> Result<(), InternalError> {
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
            let levels = store::stock::of_products(&mut conn, &products).await?;
            drop(conn);
            current.compute(|| current.with_stock(version, &levels))
        }
        None => {
            drop(conn);
            load(ctx.db(), &ctx.settings().rates, now).await?
        }
    };
    *ctx.live().snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
    Ok(())
}
