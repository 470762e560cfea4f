//! Lower prices for a time.

use super::{
    PriceError,
    preview::{MAX_VARIANTS, Preview, RowError, Rule, Selection, preview},
    write::{Done, finish, text},
};
use crate::{
    Context,
    audit::{Changed, Recorded},
    staff::Actor,
};
use domain::{
    Currency, Money,
    audit::{Action, Entity},
    pricing::{Adjustment, PriceRounding, SalePrice},
    staff::Permission,
};
use jiff::Timestamp;
use std::collections::{BTreeSet, HashMap};
use store::{
    Executor, Uuid,
    pricing::{NewSale, PricedRow, SaleRow},
};

/// The most characters of the name of a campaign.
const MAX_CAMPAIGN: usize = 100;

/// Sets sale prices, computed from the base prices of now by a rule.
#[derive(Clone, Debug)]
pub struct SetSale {
    /// Which variants.
    pub select: Selection,
    /// How each price changes.
    pub adjustment: Adjustment,
    /// To which amounts it is rounded.
    pub rounding: PriceRounding,
    /// The currency of these amounts. Variants with prices in other currencies are left out.
    pub currency: Currency,
    /// From when, in Unix milliseconds; a time that is over means now. The shop's time zone has
    /// [`instant`](crate::TimeZone::instant) for dates as people type them.
    pub starts: i64,
    /// Until when, exclusive.
    pub ends: i64,
    /// What the merchant calls it; may be empty. Shoppers do not see it.
    pub campaign: String,
}

impl SetSale {
    fn rule(&self) -> Rule {
        let Self { adjustment, rounding, currency, .. } = *self;
        Rule { adjustment, rounding, currency }
    }
}

/// A sale price must be below the base price.
fn lower(row: &PricedRow, price: Money) -> Result<Money, RowError> {
    if price.minor < row.price_minor { Ok(price) } else { Err(RowError::NotLower) }
}

/// Shows what the sale prices would be.
///
/// # Errors
/// See [`PriceError`].
pub async fn preview_sale(
    ctx: &Context,
    actor: &Actor,
    command: &SetSale,
) -> Result<Preview, PriceError> {
    actor.require(Permission::PricesWrite)?;
    let mut conn = ctx.db().read().await?;
    preview(&mut conn, &command.select, command.rule(), lower).await
}

/// Sets sale prices as they were previewed, with one audit entry, and returns it. They begin and
/// end by themselves on every server.
///
/// # Errors
/// See [`PriceError`]; [`PriceError::Changed`] if the preview with this digest is not what would be
/// set now.
#[tracing::instrument(name = "set_sale", skip_all)]
pub async fn set_sale(
    ctx: &Context,
    actor: &Actor,
    command: &SetSale,
    digest: &str,
) -> Result<Uuid, PriceError> {
    actor.require(Permission::PricesWrite)?;
    let now = ctx.clock().now();
    // What has been charged cannot be changed afterwards.
    let (starts, ends) = (command.starts.max(now), command.ends);
    if ends <= starts {
        return Err(PriceError::Times);
    }
    if command.campaign.chars().count() > MAX_CAMPAIGN {
        return Err(PriceError::TooLong);
    }
    let mut tx = ctx.db().begin().await?;
    // So that two sales of a variant that are set at the same time see each other.
    store::catalogue::lock_prices(&mut tx).await?;
    let shown = preview(&mut tx, &command.select, command.rule(), lower).await?;
    if shown.digest != digest {
        return Err(PriceError::Changed);
    }
    let reduced: Vec<(&PricedRow, Money)> =
        shown.rows.iter().filter_map(|one| Some((&one.row, one.after.ok()?))).collect();
    if reduced.is_empty() {
        return Err(PriceError::Nothing);
    }
    let overlapping = overlapping(&mut tx, &reduced, (starts, ends)).await?;
    if !overlapping.is_empty() {
        return Err(PriceError::Overlap(overlapping));
    }
    let sales: Vec<NewSale<'_>> = reduced
        .iter()
        .map(|(row, price)| NewSale {
            variant: row.id,
            amount: price.minor,
            currency: price.currency,
            starts,
            ends,
            campaign: &command.campaign,
        })
        .collect();
    store::pricing::insert_sales(&mut tx, &sales, now).await?;
    let changes = reduced
        .iter()
        .map(|(row, price)| Changed {
            entity: Entity::Price,
            id: row.id,
            label: row.sku.clone(),
            field: SALE.to_owned(),
            before: None,
            after: Some(sale_text(*price, (starts, ends))),
        })
        .collect();
    let action = if reduced.len() == 1 { Action::Create } else { Action::Bulk };
    let recorded = Recorded::new(action, changes);
    let products = reduced.iter().map(|(row, _)| row.product_id).collect();
    finish(ctx, tx, actor, Done { recorded, products, prices: &[], now }).await
}

/// The field of a sale price in the audit log.
const SALE: &str = "sale";

/// A sale price in the audit log: `85.00 EUR, 2026-11-27T00:00:00Z to 2026-12-01T00:00:00Z`.
fn sale_text(price: Money, (starts, ends): (i64, i64)) -> String {
    let time = |at: i64| {
        // A time outside the calendar's range is shown as a number.
        Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |time| time.to_string())
    };
    format!("{}, {} to {}", text(price), time(starts), time(ends))
}

/// The SKUs of variants with a sale in this time.
async fn overlapping(
    executor: &mut impl Executor,
    reduced: &[(&PricedRow, Money)],
    (starts, ends): (i64, i64),
) -> Result<Vec<String>, PriceError> {
    let ids: Vec<Uuid> = reduced.iter().map(|(row, _)| row.id).collect();
    let overlaps = |row: &&SaleRow| {
        SalePrice { amount: row.amount_minor, starts: row.starts_at, ends: row.ends_at }
            .overlaps(starts, ends)
    };
    let others = store::pricing::sales_of(executor, &ids).await?;
    let others: BTreeSet<Uuid> = others.iter().filter(overlaps).map(|row| row.variant_id).collect();
    let skus = reduced.iter().filter(|(row, _)| others.contains(&row.id));
    Ok(skus.map(|(row, _)| row.sku.clone()).collect())
}

/// Ends sales now, by their ids; those that have not begun are gone. Those that are over stay as
/// they are. Returns the audit entry.
///
/// # Errors
/// See [`PriceError`].
#[tracing::instrument(name = "end_sales", skip_all)]
pub async fn end_sales(ctx: &Context, actor: &Actor, sales: &[Uuid]) -> Result<Uuid, PriceError> {
    actor.require(Permission::PricesWrite)?;
    if sales.len() > MAX_VARIANTS as usize {
        return Err(PriceError::TooMany);
    }
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    store::catalogue::lock_prices(&mut tx).await?;
    let mut ended = store::pricing::sales_by_id(&mut tx, sales).await?;
    ended.retain(|sale| sale.ends_at > now);
    if ended.is_empty() {
        return Err(PriceError::Nothing);
    }
    let ids: Vec<Uuid> = ended.iter().map(|sale| sale.id).collect();
    let done = store::pricing::end_sales(&mut tx, &ids, now).await?;
    ended.retain(|sale| done.contains(&sale.id));
    if ended.is_empty() {
        return Err(PriceError::Nothing);
    }
    let variants: BTreeSet<Uuid> = ended.iter().map(|sale| sale.variant_id).collect();
    let variants: Vec<Uuid> = variants.into_iter().collect();
    let rows = store::pricing::named(&mut tx, &variants).await?;
    let rows: HashMap<Uuid, PricedRow> = rows.into_iter().map(|row| (row.id, row)).collect();
    let changes = ended
        .iter()
        .map(|sale| {
            let price = Money::new(sale.amount_minor, sale.currency);
            let has_begun = sale.starts_at < now;
            Changed {
                entity: Entity::Price,
                id: sale.variant_id,
                // Every sale has its variant.
                label: rows.get(&sale.variant_id).map(|row| row.sku.clone()).unwrap_or_default(),
                field: SALE.to_owned(),
                before: Some(sale_text(price, (sale.starts_at, sale.ends_at))),
                after: has_begun.then(|| sale_text(price, (sale.starts_at, now))),
            }
        })
        .collect();
    let action = if ended.len() == 1 { Action::Change } else { Action::Bulk };
    let recorded = Recorded::new(action, changes);
    let products = rows.values().map(|row| row.product_id).collect();
    finish(ctx, tx, actor, Done { recorded, products, prices: &[], now }).await
}
