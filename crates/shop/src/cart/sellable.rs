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
    Ok(variant.filter(|variant| has_price(ctx, variant)))
}

/// Those of the variants with these SKUs that are on sale.
pub(super) async fn sellable_of(
    ctx: &Context,
    executor: &mut impl Executor,
    skus: &[&str],
    now: i64,
) -> Result<Vec<SellableRow>, InternalError> {
    let mut variants = store::cart::sellable_of(executor, skus, now).await?;
    variants.retain(|variant| has_price(ctx, variant));
    Ok(variants)
}

fn has_price(ctx: &Context, variant: &SellableRow) -> bool {
    ctx.rates().rate(variant.currency).is_some()
}
