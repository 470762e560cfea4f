//! Undoes the last removal from a cart.

use super::{Change, sellable::sellable_of};
use crate::{Context, InternalError, error::internal};
use domain::cart::{MAX_LINES, MAX_QUANTITY};
use serde::{Deserialize, Serialize};
use store::cart::{LineRow, NewLine};

/// Lines removed together, as stored for undo.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredRemoval {
    /// Name of the first line's product.
    pub name: String,
    /// SKU and quantity of each line.
    pub lines: Vec<(String, u32)>,
}

impl StoredRemoval {
    /// These lines as JSON; none if there are no lines.
    pub fn of(lines: &[&LineRow]) -> Result<Option<String>, serde_json::Error> {
        let Some(first) = lines.first() else { return Ok(None) };
        let removed = Self {
            name: first.name.clone(),
            lines: lines.iter().map(|line| (line.sku.clone(), line.quantity)).collect(),
        };
        serde_json::to_string(&removed).map(Some)
    }

    pub fn units(&self) -> u32 {
        self.lines.iter().map(|line| line.1).sum()
    }
}

/// Why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// There is no cart with this token.
    #[error("no such cart")]
    NoSuchCart,
    /// There is no removal to undo.
    #[error("there is no removal to undo")]
    NothingToUndo,
    /// Sold out; contains the product's name.
    #[error("sold out: {0}")]
    SoldOut(String),
    /// The cart is full.
    #[error("the cart takes no more lines")]
    CartFull,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(UndoError);

/// Restores the lines that were removed last, as far as they can still be bought.
///
/// # Errors
/// See [`UndoError`].
#[tracing::instrument(name = "undo_removal", skip_all)]
pub async fn undo(ctx: &Context, token: &str) -> Result<Change, UndoError> {
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    if !store::cart::lock(&mut tx, token, now).await? {
        return Err(UndoError::NoSuchCart);
    }
    let cart = store::cart::get(&mut tx, token).await?.ok_or(UndoError::NoSuchCart)?;
    let text = cart.undo.ok_or(UndoError::NothingToUndo)?;
    let removed: StoredRemoval = serde_json::from_str(&text).map_err(|error| {
        tracing::error!(%error, "the removed lines of a cart cannot be read");
        UndoError::NothingToUndo
    })?;
    store::cart::set_undo(&mut tx, token, None).await?;
    // The lock has moved a cart of a program before migration 12, so it has a primary key.
    let id = cart.id.ok_or(UndoError::NoSuchCart)?;
    let held = store::cart::lines_by_id(&mut tx, id, now).await?;
    let skus: Vec<&str> = removed.lines.iter().map(|(sku, _)| sku.as_str()).collect();
    let variants = sellable_of(ctx, &mut tx, &skus, now).await?;
    let lines: Vec<NewLine<'_>> = (now..)
        .zip(&removed.lines)
        .filter_map(|(added_at, (sku, quantity))| {
            let variant = variants.iter().find(|other| other.sku == *sku && other.stock > 0)?;
            let there = held.iter().find(|line| line.variant_id == variant.id);
            let quantity = there.map_or(0, |line| line.quantity).saturating_add(*quantity);
            let quantity = quantity.min(variant.stock).min(MAX_QUANTITY);
            Some(NewLine { variant, quantity, added_at })
        })
        .collect();
    store::cart::put_lines(&mut tx, id, &lines).await?;
    let after = store::cart::size(&mut tx, token).await?;
    if after.lines as usize > MAX_LINES {
        return Err(UndoError::CartFull);
    }
    // Lines that are there already may have shrunk to what is in stock.
    let before: u32 = held.iter().map(|line| line.quantity).sum();
    let back = after.units.saturating_sub(before);
    if back == 0 {
        return Err(UndoError::SoldOut(removed.name));
    }
    tx.commit().await?;
    Ok(Change {
        token: token.to_owned(),
        count: after.units,
        requested: removed.units(),
        quantity: back,
        limited: (back < removed.units()).then_some(back),
        name: removed.name,
    })
}
