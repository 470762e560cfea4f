//! When few units are left.

use crate::{
    Context, InternalError,
    audit::{Changed, Recorded, record},
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    audit::{Action, Entity},
    staff::Permission,
    stock::MAX_UNITS,
};

/// How few units of a variant are low.
#[derive(Clone, Copy, Debug)]
pub struct SetLow<'a> {
    /// The variant.
    pub sku: &'a str,
    /// So many units, or fewer; none: the shop's number.
    pub units: Option<i64>,
    /// The number that was shown; none: the shop's number.
    pub shown: Option<i64>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum LowError {
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No variant has this SKU.
    #[error("no variant has this SKU")]
    NoSuchSku,
    /// This is no number of units.
    #[error("this is not a number of units")]
    Quantity,
    /// Somebody else has set another number since it was shown; contains the one of now.
    #[error("somebody else has set another number since it was shown")]
    Changed(Option<i64>),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(LowError);

/// Sets how few units of a variant are low.
///
/// # Errors
/// See [`LowError`].
pub async fn set_low(ctx: &Context, actor: &Actor, command: SetLow<'_>) -> Result<(), LowError> {
    actor.require(Permission::StockWrite)?;
    let SetLow { sku, units, shown } = command;
    if units.is_some_and(|units| !(0..=MAX_UNITS).contains(&units)) {
        return Err(LowError::Quantity);
    }
    let mut tx = ctx.db().begin().await?;
    let row = store::stock::low_of(&mut tx, sku).await?.ok_or(LowError::NoSuchSku)?;
    if row.low_stock == units {
        return Ok(());
    }
    if row.low_stock != shown {
        return Err(LowError::Changed(row.low_stock));
    }
    let text = |units: Option<i64>| units.map(|units| units.to_string());
    let change = Changed {
        entity: Entity::Variant,
        id: row.id,
        label: sku.to_owned(),
        field: "low_stock".to_owned(),
        before: text(row.low_stock),
        after: text(units),
    };
    let now = ctx.clock().now();
    record(&mut tx, actor, now, Recorded::new(Action::Change, vec![change])).await?;
    if !store::stock::set_low_stock(&mut tx, row.id, (shown, units)).await? {
        // In this moment.
        let now = store::stock::low_of(&mut tx, sku).await?.ok_or(LowError::NoSuchSku)?;
        return Err(LowError::Changed(now.low_stock));
    }
    tx.commit().await?;
    Ok(())
}
