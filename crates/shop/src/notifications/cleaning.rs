//! Deletes expired data.

use super::back_in_stock;
use crate::{
    Context, InternalError,
    cart::{self, API_KEPT_FOR, EMPTY_KEPT_FOR, KEPT_FOR},
    catalogue::MISSES_KEPT_FOR_DAYS,
    customers::privacy,
    orders::withdrawals,
    staff,
};

/// How long the catalogue's changes are kept for servers that have not read them yet, in
/// milliseconds. A server that has missed more loads the whole catalogue.
const CHANGES_KEPT_FOR: i64 = 86_400_000;
/// How long the keys of bookings are kept, in milliseconds: a form is not sent again after a week.
const BOOKINGS_KEPT_FOR: i64 = 7 * 86_400_000;
/// How many stock changes are kept for servers of the release before, which writes them.
const STOCK_CHANGES: i64 = 10_000;
/// The maximum number of batches, of 500 rows each, in one run.
const CLEARING: u64 = 20;

/// Whether a run of [`clear_old`] may have left rows.
pub(super) fn may_be_more(deleted: u64) -> bool {
    deleted >= CLEARING * 500
}

/// Deletes carts and completed events unchanged for 30 days, carts of API clients and empty carts
/// after three days, and counts of searches without a result. Returns how many carts and events.
///
/// # Errors
/// If the database fails.
pub async fn clear_old(ctx: &Context) -> Result<u64, InternalError> {
    cart::move_old(ctx, ctx.clock().now() - cart::MOVED_AFTER).await?;
    let mut sum = 0;
    // In small batches, to let other writes through, and not all at once, since emails wait
    // meanwhile.
    for _ in 0..CLEARING {
        let before = ctx.clock().now() - KEPT_FOR;
        let mut tx = ctx.db().begin().await?;
        let (programs, empty) =
            (ctx.clock().now() - API_KEPT_FOR, ctx.clock().now() - EMPTY_KEPT_FOR);
        let deleted = store::cart::delete_older_than(&mut tx, before).await?
            + store::cart::delete_programs_older_than(&mut tx, programs).await?
            + store::cart::delete_empty_older_than(&mut tx, empty).await?
            + jobs::outbox::delete_completed_before(&mut tx, before).await?;
        store::catalogue::forget_changes(&mut tx, CHANGES_KEPT_FOR).await?;
        let version = store::catalogue::version(&mut tx).await?;
        store::catalogue::forget_stock_changes(&mut tx, version - STOCK_CHANGES).await?;
        let first = ctx.local().0.saturating_sub(time::Duration::days(MISSES_KEPT_FOR_DAYS));
        store::search_misses::delete_before(&mut tx, first).await?;
        store::stock::forget_bookings(&mut tx, ctx.clock().now() - BOOKINGS_KEPT_FOR).await?;
        tx.commit().await?;
        sum += deleted;
        if deleted == 0 {
            break;
        }
    }
    Ok(sum)
}

/// Deletes expired subscriptions, withdrawals, checkout sessions, and sessions and invitations of
/// staff, and anonymises old orders. One failure does not stop the others.
pub(super) async fn forget_people(ctx: &Context) {
    if let Err(error) = back_in_stock::delete_old(ctx).await {
        tracing::warn!(%error, "old subscriptions not deleted");
    }
    if let Err(error) = withdrawals::delete_old(ctx).await {
        tracing::warn!(%error, "old withdrawals that match no order not deleted");
    }
    if let Err(error) = privacy::delete_drafts(ctx).await {
        tracing::warn!(%error, "abandoned checkouts not deleted");
    }
    if let Err(error) = staff::delete_old(ctx).await {
        tracing::warn!(%error, "old sessions, invitations and attempts of staff not deleted");
    }
    match privacy::anonymise_old_orders(ctx).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "old orders anonymised"),
        Err(error) => tracing::warn!(%error, "old orders not anonymised"),
    }
}
