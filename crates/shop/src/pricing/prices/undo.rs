//! Takes a change of base prices back.

use super::{
    PriceError,
    write::{Done, FIELD, Repriced, amount, changes, finish},
};
use crate::{Context, InternalError, audit::Recorded, staff::Actor};
use domain::{
    audit::{Action, Entity},
    staff::Permission,
};
use std::collections::HashMap;
use store::{Uuid, audit::ChangeRow, pricing::PricedRow};

/// What was taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undone {
    /// The entry in the audit log.
    pub entry: Uuid,
    /// How many prices have their value before the change again.
    pub restored: usize,
    /// The SKUs of variants that stay as they are, since they were changed afterwards or are gone.
    pub left: Vec<String>,
}

/// Restores the base prices from before a change, by its audit entry. Only prices that are still as
/// the change left them are restored.
///
/// # Errors
/// See [`PriceError`].
#[tracing::instrument(name = "undo_prices", skip_all)]
pub async fn undo_prices(ctx: &Context, actor: &Actor, entry: Uuid) -> Result<Undone, PriceError> {
    actor.require(Permission::PricesWrite)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    store::catalogue::lock_prices(&mut tx).await?;
    if store::audit::undone_by(&mut tx, entry).await?.is_some() {
        return Err(PriceError::AlreadyUndone);
    }
    let changed = store::audit::changes(&mut tx, entry, 0, u32::MAX).await?;
    let changed: Vec<ChangeRow> = changed
        .into_iter()
        .filter(|change| change.entity == Entity::Price && change.field == FIELD)
        .collect();
    if changed.is_empty() {
        return Err(PriceError::NoSuchChange);
    }
    // By key: a variant may have another SKU since.
    let ids: Vec<Uuid> = changed.iter().map(|change| change.entity_id).collect();
    let rows = store::pricing::named(&mut tx, &ids).await?;
    let rows: HashMap<Uuid, PricedRow> = rows.into_iter().map(|row| (row.id, row)).collect();
    let (mut back, mut left) = (Vec::new(), Vec::new());
    for change in &changed {
        let read = |text: &Option<String>| {
            text.as_deref()
                .and_then(amount)
                .ok_or_else(|| InternalError::stored("price in audit entry", entry))
        };
        let (before, after) = (read(&change.before)?, read(&change.after)?);
        match rows.get(&change.entity_id) {
            Some(row) if (row.price_minor, row.currency) == (after.minor, after.currency) => {
                back.push(Repriced { row, after: before.minor });
            }
            _ => left.push(change.label.clone()),
        }
    }
    if back.is_empty() {
        return Err(PriceError::Nothing);
    }
    let recorded = Recorded { undoes: Some(entry), ..Recorded::new(Action::Undo, changes(&back)) };
    let products = back.iter().map(|one| one.row.product_id).collect();
    let restored = back.len();
    let entry = finish(ctx, tx, actor, Done { recorded, products, prices: &back, now }).await?;
    Ok(Undone { entry, restored, left })
}
