//! What a variant has cost.

use super::PriceError;
use crate::{Context, staff::Actor};
use domain::{
    Money,
    pricing::{BasePrice, SalePrice, charged, prior_price},
    staff::Permission,
};
use std::collections::HashMap;
use store::{
    Uuid,
    pricing::{HistoryRow, ListedSaleRow, PriceFilter, PricedRow, SaleRow},
};

/// The most base prices that are shown.
const MAX_SHOWN: u32 = 200;

/// Sales on a page.
const PAGE: u32 = 100;

/// The sales that run now or later, in the order in which they were set, 100 on a page, after the
/// one with this key.
///
/// # Errors
/// See [`PriceError`].
pub async fn sales(
    ctx: &Context,
    actor: &Actor,
    after: Option<Uuid>,
) -> Result<Vec<ListedSaleRow>, PriceError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    Ok(store::pricing::sales(&mut conn, ctx.clock().now(), after, PAGE).await?)
}

/// What a variant costs, has cost, and will cost.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PriceHistory {
    /// The variant with its base price.
    pub row: PricedRow,
    /// What is charged now.
    pub charged: Money,
    /// Its base prices, newest first.
    pub bases: Vec<HistoryRow>,
    /// Its sales by start, those that are over too.
    pub sales: Vec<SaleRow>,
}

/// The prices of a variant.
///
/// # Errors
/// See [`PriceError`].
pub async fn price_history(
    ctx: &Context,
    actor: &Actor,
    sku: &str,
) -> Result<PriceHistory, PriceError> {
    actor.require(Permission::CatalogueRead)?;
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    let skus = [sku.to_owned()];
    let found = store::pricing::priced(&mut conn, PriceFilter::Skus(&skus), 1).await?;
    let row = found.into_iter().next().ok_or(PriceError::NoSuchSku)?;
    let bases = store::pricing::history(&mut conn, row.id, MAX_SHOWN).await?;
    let sales = store::pricing::sales_of(&mut conn, &[row.id]).await?;
    let own = sales.iter().filter(|sale| sale.currency == row.currency);
    let own: Vec<SalePrice> = own
        .map(|sale| SalePrice {
            amount: sale.amount_minor,
            starts: sale.starts_at,
            ends: sale.ends_at,
        })
        .collect();
    let charged = Money::new(charged(row.price_minor, &own, now), row.currency);
    Ok(PriceHistory { row, charged, bases, sales })
}

/// The lowest prices of the 30 days before a sale of these variants that begins at a time, by
/// variant: what shoppers will see struck through. Variants that were not offered have none.
///
/// # Errors
/// See [`PriceError`].
pub async fn prior_prices(
    ctx: &Context,
    actor: &Actor,
    rows: &[PricedRow],
    starts: i64,
) -> Result<HashMap<Uuid, Money>, PriceError> {
    actor.require(Permission::CatalogueRead)?;
    let starts = starts.max(ctx.clock().now());
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut conn = ctx.db().read().await?;
    let history = store::pricing::history_of(&mut conn, &ids).await?;
    let sales = store::pricing::sales_of(&mut conn, &ids).await?;
    drop(conn);
    let prior = |row: &PricedRow| {
        let is_own = |variant, currency| variant == row.id && currency == row.currency;
        let bases: Vec<BasePrice> = history
            .iter()
            .filter(|base| is_own(base.variant_id, base.currency))
            .map(|base| BasePrice {
                amount: base.amount_minor,
                from: base.from_at,
                until: base.until_at,
            })
            .collect();
        let sales: Vec<SalePrice> = sales
            .iter()
            .filter(|sale| is_own(sale.variant_id, sale.currency))
            .map(|sale| SalePrice {
                amount: sale.amount_minor,
                starts: sale.starts_at,
                ends: sale.ends_at,
            })
            .collect();
        let prior = prior_price(&bases, &sales, starts)?;
        Some((row.id, Money::new(prior, row.currency)))
    };
    Ok(rows.iter().filter_map(prior).collect())
}
