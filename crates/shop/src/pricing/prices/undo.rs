//! Takes a change of base prices back.

use super::{
    PriceError,
    write::{Done, FIELD, Repriced, amount, changes, finish, put},
};
use crate::{Context, InternalError, audit::Recorded, staff::Actor};
use domain::{
    audit::{Action, Entity},
    staff::Permission,
};
use std::collections::HashMap;
use store::{
    Uuid,
    audit::ChangeRow,
    pricing::{PriceFilter, PricedRow},
};

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
    let skus: Vec<String> = changed.iter().map(|change| change.label.clone()).collect();
    let limit = u32::try_from(skus.len()).unwrap_or(u32::MAX);
    let rows = store::pricing::priced(&mut tx, PriceFilter::Skus(&skus), limit).await?;
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
    if put(&mut tx, &back, now).await?.len() < back.len() {
        // In this moment.
        return Err(PriceError::Changed);
    }
    let recorded = Recorded { undoes: Some(entry), ..Recorded::new(Action::Undo, changes(&back)) };
    let products = back.iter().map(|one| one.row.product_id).collect();
    let restored = back.len();
    let entry = finish(ctx, tx, actor, Done { recorded, products, now }).await?;
    Ok(Undone { entry, restored, left })
}
