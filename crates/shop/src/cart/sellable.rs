//! Variants that can be put into a cart.

use crate::{Context, InternalError};
use store::{Executor, cart::SellableRow};

/// The variant with this SKU, if it is on sale: its product is visible, and there is an exchange
/// rate for the currency of its price. Without one it has no price in the cart.
pub(super) async fn sellable(
    ctx: &Context,
    executor: &mut impl Executor,
    sku: &str,
    now: i64,
) -> Result<Option<SellableRow>, InternalError> {
    let variant = store::cart::sellable(executor, sku, now).await?;
    Ok(variant.filter(|variant| ctx.rates().rate(variant.currency).is_some()))
}
