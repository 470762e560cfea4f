//! How long subscriptions are kept.

use crate::{Context, InternalError};

/// How long a subscription is kept: a year, in milliseconds.
const KEPT_FOR: i64 = 365 * 24 * 3_600_000;
/// How long an unconfirmed subscription is kept: three days, in milliseconds.
const UNCONFIRMED_FOR: i64 = 3 * 24 * 3_600_000;

/// Deletes subscriptions older than a year, and those not confirmed within three days. Returns how
/// many.
///
/// # Errors
/// If the database fails.
pub async fn delete_old(ctx: &Context) -> Result<u64, InternalError> {
    let mut tx = ctx.db().begin().await?;
    let now = ctx.clock().now();
    let forgotten = store::stock::subscriptions::forget_older_than(&mut tx, now - KEPT_FOR).await?
        + store::stock::subscriptions::forget_unconfirmed(&mut tx, now - UNCONFIRMED_FOR).await?;
    tx.commit().await?;
    Ok(forgotten)
}
