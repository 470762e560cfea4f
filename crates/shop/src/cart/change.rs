//! Changes the quantity of a line.

use super::{Change, repeated::is_repeated, token::change_key, undo::StoredRemoval};
use crate::{Context, InternalError, error::internal};
use domain::cart::{MAX_QUANTITY, QuantityError, parse_quantity};

/// Changes the quantity of a line.
#[derive(Clone, Copy, Debug)]
pub struct ChangeLine<'a> {
    /// SKU of the line's variant.
    pub sku: &'a str,
    /// The new quantity.
    pub quantity: NewQuantity<'a>,
    /// Idempotency key: a repeated call with the same key changes nothing. Empty, longer than 64
    /// bytes or with a space for none.
    pub key: &'a str,
}

/// The new quantity of a line.
#[derive(Clone, Copy, Debug)]
pub enum NewQuantity<'a> {
    /// A number as typed; 0 removes the line, which can be undone.
    Exactly(&'a str),
    /// Relative to the current quantity, which another tab may have changed meanwhile.
    Step(i32),
}

/// The parsed [`NewQuantity`].
enum ParsedQuantity {
    Exactly(u32),
    Step(i32),
}

impl ParsedQuantity {
    fn read(quantity: NewQuantity<'_>) -> Result<Self, ChangeError> {
        Ok(match quantity {
            NewQuantity::Exactly(typed) => {
                Self::Exactly(parse_quantity(typed, 0).map_err(ChangeError::Quantity)?)
            }
            NewQuantity::Step(step) => Self::Step(step),
        })
    }

    /// The new quantity, given the current one.
    fn out_of(&self, held: u32) -> u32 {
        match *self {
            Self::Exactly(quantity) => quantity,
            Self::Step(step) => held.saturating_add_signed(step).min(MAX_QUANTITY),
        }
    }
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The quantity is invalid.
    #[error("quantity: {0:?}")]
    Quantity(QuantityError),
    /// There is no cart with this token.
    #[error("no such cart")]
    NoSuchCart,
    /// The cart has no line for this variant.
    #[error("no such line")]
    NoSuchLine,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ChangeError);

/// Changes the quantity of a line in a cart.
///
/// # Errors
/// See [`ChangeError`].
#[tracing::instrument(name = "change_line", skip_all)]
pub async fn change(
    ctx: &Context,
    token: &str,
    command: ChangeLine<'_>,
) -> Result<Change, ChangeError> {
    let (sku, key) = (command.sku, change_key(command.key));
    let wanted = ParsedQuantity::read(command.quantity)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    // Locked before reading, so that a concurrent change from another tab is counted.
    if !store::cart::lock(&mut tx, token, now).await? {
        return Err(ChangeError::NoSuchCart);
    }
    let lines = store::cart::lines(&mut tx, token, now).await?;
    let line = lines.iter().find(|line| line.sku == sku).ok_or(ChangeError::NoSuchLine)?;
    let (variant, held) = (line.variant_id, line.quantity);
    if is_repeated(&mut tx, token, line, key).await? {
        return Ok(Change {
            token: token.to_owned(),
            count: lines.iter().map(|line| line.quantity).sum(),
            name: line.name.clone(),
            requested: held,
            quantity: held,
            limited: None,
        });
    }
    let quantity = wanted.out_of(held);
    store::cart::set_undo(&mut tx, token, None).await?;
    let max = line.stock.min(MAX_QUANTITY);
    let kept = if quantity == 0 {
        store::cart::remove(&mut tx, token, variant).await?;
        store::cart::set_undo(&mut tx, token, StoredRemoval::of(&[line])?.as_deref()).await?;
        0
    } else {
        let kept = quantity.min(max.max(1));
        store::cart::set(&mut tx, token, variant, kept).await?;
        if !key.is_empty() {
            store::cart::note_change(&mut tx, token, variant, key).await?;
        }
        kept
    };
    let size = store::cart::size(&mut tx, token).await?;
    tx.commit().await?;
    Ok(Change {
        token: token.to_owned(),
        count: size.units,
        name: line.name.clone(),
        requested: quantity,
        quantity: kept,
        limited: (kept < quantity).then_some(max),
    })
}
