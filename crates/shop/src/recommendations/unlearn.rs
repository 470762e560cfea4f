//! Removes orders from what was learned.

use super::neighbours::update_after;
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
    unlearn_in(&mut tx, order).await?;
    tx.commit().await?;
    Ok(())
}

/// The same in a transaction, for a person who is erased: nothing that leads to the buyer is kept.
///
/// # Errors
/// If the database fails.
pub(crate) async fn unlearn_in(tx: &mut Tx, order: Uuid) -> Result<(), InternalError> {
    let model = recommendations::lock(tx).await?;
    let counted = recommendations::counted(tx, order).await?;
    recommendations::unlearned(tx, order).await?;
    let Some(row) = counted.filter(|row| row.learned) else { return Ok(()) };
    let buyer = row.buyer.ok_or_else(|| InternalError::stored("the buyer of order", order))?;
    let purchase = Purchase { basket: row.products, buyer, weight: row.weight };
    let mut tally = Tally::default();
    tally.learn(&purchase);
    let removed = Count { orders: -tally.all.orders, weight: -tally.all.weight };
    recommendations::change_totals(tx, removed).await?;
    recommendations::subtract(tx, &tally).await?;
    if model.rebuild.is_none() {
        update_after(tx, &model, &purchase.basket).await?;
    }
    Ok(())
}
