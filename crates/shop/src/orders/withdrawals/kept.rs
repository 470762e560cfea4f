//! Retention of statements, and the list for the merchant.

use super::statement::{Received, received};
use crate::{Context, InternalError};
use store::Uuid;

/// How many statements are read from the database at once.
const PAGE: usize = 1_000;
/// How long a statement that matches no order is kept: a year, in milliseconds.
const UNMATCHED_KEPT_FOR: i64 = 365 * 24 * 3_600_000;

/// Deletes statements that have matched no order for a year. Returns how many.
///
/// # Errors
/// If the database fails.
pub async fn delete_old(ctx: &Context) -> Result<u64, InternalError> {
    let mut tx = ctx.db().begin().await?;
    let forgotten = store::orders::withdrawals::forget_unmatched_before(
        &mut tx,
        ctx.clock().now() - UNMATCHED_KEPT_FOR,
    )
    .await?;
    tx.commit().await?;
    Ok(forgotten)
}

/// All statements received since a time (Unix milliseconds), the oldest first.
///
/// # Errors
/// If the database fails.
pub async fn since(ctx: &Context, since: i64) -> Result<Vec<Received>, InternalError> {
    let zone = ctx.zone();
    let mut conn = ctx.db().read().await?;
    let (mut all, mut after) = (Vec::new(), (since, Uuid::nil()));
    loop {
        let rows = store::orders::withdrawals::since(&mut conn, after, PAGE as i64).await?;
        let whole = rows.len() == PAGE;
        if let Some(last) = rows.last() {
            after = (last.received_at, last.id);
        }
        all.extend(rows.into_iter().map(|row| received(&zone, row)));
        if !whole {
            return Ok(all);
        }
    }
}
