//! Changes the base prices of many variants by a rule.

use super::{
    PriceError,
    preview::{Preview, Rule, Selection, preview},
    write::{Done, Repriced, changes, finish},
};
use crate::{Context, audit::Recorded, staff::Actor};
use domain::{
    Currency,
    audit::Action,
    pricing::{Adjustment, PriceRounding},
    staff::Permission,
};
use store::Uuid;

/// Changes base prices by a rule.
#[derive(Clone, Debug)]
pub struct ChangePrices {
    /// Which variants.
    pub select: Selection,
    /// How each price changes.
    pub adjustment: Adjustment,
    /// To which amounts it is rounded.
    pub rounding: PriceRounding,
    /// The currency of these amounts. Prices in other currencies stay as they are.
    pub currency: Currency,
}

impl ChangePrices {
    fn rule(&self) -> Rule {
        let Self { adjustment, rounding, currency, .. } = *self;
        Rule { adjustment, rounding, currency }
    }
}

/// Prices that were changed in one step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PricesChanged {
    /// The entry in the audit log, by which the change can be undone.
    pub entry: Uuid,
    /// How many.
    pub changed: usize,
}

/// Shows what a change would do.
///
/// # Errors
/// See [`PriceError`].
pub async fn preview_prices(
    ctx: &Context,
    actor: &Actor,
    command: &ChangePrices,
) -> Result<Preview, PriceError> {
    actor.require(Permission::PricesWrite)?;
    let mut conn = ctx.db().read().await?;
    preview(&mut conn, &command.select, command.rule(), |_, price| Ok(price)).await
}

/// Changes base prices as they were previewed, all in one transaction with one audit entry. Prices
/// that the rule cannot change stay as they are.
///
/// # Errors
/// See [`PriceError`]; [`PriceError::Changed`] if the preview with this digest is not what would be
/// changed now.
#[tracing::instrument(name = "change_prices", skip_all)]
pub async fn change_prices(
    ctx: &Context,
    actor: &Actor,
    command: &ChangePrices,
    digest: &str,
) -> Result<PricesChanged, PriceError> {
    actor.require(Permission::PricesWrite)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    store::catalogue::lock_prices(&mut tx).await?;
    let preview = preview(&mut tx, &command.select, command.rule(), |_, price| Ok(price)).await?;
    if preview.digest != digest {
        return Err(PriceError::Changed);
    }
    let repriced: Vec<Repriced<'_>> = preview
        .rows
        .iter()
        .filter_map(|one| Some(Repriced { row: &one.row, after: one.after.ok()?.minor }))
        .filter(|one| one.after != one.row.price_minor)
        .collect();
    if repriced.is_empty() {
        return Err(PriceError::Nothing);
    }
    let changed = repriced.len();
    let recorded = Recorded::new(Action::Bulk, changes(&repriced));
    let products = repriced.iter().map(|one| one.row.product_id).collect();
    let entry = finish(ctx, tx, actor, Done { recorded, products, prices: &repriced, now }).await?;
    Ok(PricesChanged { entry, changed })
}
