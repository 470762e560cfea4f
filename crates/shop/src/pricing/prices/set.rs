//! Sets the base price of one variant.

use super::{
    PriceError,
    write::{Done, Repriced, changes, finish},
};
use crate::{Context, audit::Recorded, staff::Actor};
use domain::{Money, audit::Action, pricing::MAX_PRICE, staff::Permission};
use store::{Uuid, pricing::PriceFilter};

/// Sets the base price of a variant.
#[derive(Clone, Debug)]
pub struct SetPrice {
    /// The variant.
    pub sku: String,
    /// The price that was shown.
    pub shown: Money,
    /// The new one.
    pub price: Money,
}

/// Sets the base price of a variant, and returns the audit entry; none if it has this price.
///
/// # Errors
/// See [`PriceError`]; [`PriceError::ChangedTo`] if it has another price than was shown.
pub async fn set_price(
    ctx: &Context,
    actor: &Actor,
    command: SetPrice,
) -> Result<Option<Uuid>, PriceError> {
    actor.require(Permission::PricesWrite)?;
    let SetPrice { sku, shown, price } = command;
    if !(1..=MAX_PRICE).contains(&price.minor) {
        return Err(PriceError::Price);
    }
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    store::catalogue::lock_prices(&mut tx).await?;
    let skus = [sku];
    let found = store::pricing::priced(&mut tx, PriceFilter::Skus(&skus), 1).await?;
    let row = found.first().ok_or(PriceError::NoSuchSku)?;
    let before = Money::new(row.price_minor, row.currency);
    if before.currency != price.currency {
        return Err(PriceError::Price);
    }
    if before != shown {
        return Err(PriceError::ChangedTo(before));
    }
    if before == price {
        return Ok(None);
    }
    let repriced = [Repriced { row, after: price.minor }];
    let recorded = Recorded::new(Action::Change, changes(&repriced));
    let products = vec![row.product_id];
    Ok(Some(finish(ctx, tx, actor, Done { recorded, products, prices: &repriced, now }).await?))
}
