//! Removes orders from what was learned.

use super::neighbours::{announce, update_after};
use crate::{Context, InternalError};
use domain::recommendations::{Count, Purchase, Tally};
use store::{Tx, Uuid, recommendations};

/// Removes an order from the counts, and bars it from being learned again: it was withdrawn. A
/// withdrawal may name some of the items only, in free text, so the whole order no longer counts.
///
/// # Errors
/// If the database fails.
pub(crate) async fn unlearn(ctx: &Context, order: Uuid) -> Result<(), InternalError> {
    let mut tx = ctx.db().begin().await?;
    let changed = unlearn_in(&mut tx, order).await?;
    announce(&mut tx, &changed).await?;
    tx.commit().await?;
    Ok(())
}

/// The same in a transaction, for a person who is erased: nothing that leads to the buyer is kept.
/// Returns the products that have other neighbours now; the caller [announces](announce) them at
/// the end.
///
/// # Errors
/// If the database fails.
pub(crate) async fn unlearn_in(tx: &mut Tx, order: Uuid) -> Result<Vec<Uuid>, InternalError> {
    let model = recommendations::lock(tx).await?;
    let counted = recommendations::counted(tx, order).await?;
    recommendations::unlearned(tx, order).await?;
    let Some(row) = counted.filter(|row| row.learned) else { return Ok(Vec::new()) };
    let buyer = row.buyer.ok_or_else(|| InternalError::stored("the buyer of order", order))?;
    let purchase = Purchase { basket: row.products, buyer, weight: row.weight };
    let mut tally = Tally::default();
    tally.learn(&purchase);
    let removed = Count { orders: -tally.all.orders, weight: -tally.all.weight };
    recommendations::change_totals(tx, removed).await?;
    recommendations::subtract(tx, &tally).await?;
    if model.rebuild.is_none() {
        return update_after(tx, &model, &purchase.basket).await;
    }
    Ok(Vec::new())
}
