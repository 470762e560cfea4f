//! Learns orders: one when it was placed, and those that were missed.

use super::{
    neighbours::{announce, update_after},
    unlearn::unlearn,
};
use crate::{Context, InternalError, customers::email, sign};
use domain::recommendations::{Decay, Purchase, Tally, basket};
use std::collections::HashMap;
use store::{
    Tx, Uuid,
    recommendations::{self, ModelRow, NewLearned, OrderToLearn},
};

/// How far back missed orders and withdrawals are looked for, in milliseconds: two days.
const LOOKED_BACK: i64 = 2 * 24 * 3_600_000;
/// How many missed orders one run learns at most, and how many it unlearns.
const BATCH: i64 = 200;

/// A keyed hash of an email address. Without the shop's secret nobody can find out whose it is, not
/// even by trying addresses.
fn buyer(secret: &[u8], address: &str) -> Result<Uuid, InternalError> {
    let hash = sign::sign(secret, &format!("buyer {}", email::key(address)));
    Uuid::try_parse(&hash).map_err(|_| InternalError::stored("the key of", "a buyer"))
}

/// Counts these orders, which can be learned, and returns what they added. The caller holds the
/// lock of the model.
pub(super) async fn count(
    secret: &[u8],
    tx: &mut Tx,
    model: &ModelRow,
    orders: &[OrderToLearn],
) -> Result<Tally<Uuid, Uuid>, InternalError> {
    let decay = Decay::new(model.half_life_days, model.landmark)
        .map_err(|_| InternalError::stored("half-life of", model.half_life_days))?;
    let ids: Vec<Uuid> = orders.iter().map(|order| order.id).collect();
    let mut ordered: HashMap<Uuid, Vec<Uuid>> = HashMap::with_capacity(ids.len());
    for (order, product) in recommendations::products(tx, &ids).await? {
        ordered.entry(order).or_default().push(product);
    }
    let mut tally = Tally::default();
    let mut learned = Vec::with_capacity(orders.len());
    for order in orders {
        // An order whose products are all gone counts as an order without products.
        let products = basket(ordered.remove(&order.id).unwrap_or_default());
        let (buyer, weight) = (buyer(secret, &order.email)?, decay.weight(order.placed_at));
        let purchase = Purchase { basket: products, buyer, weight };
        tally.learn(&purchase);
        learned.push(NewLearned { order: order.id, buyer, weight, products: purchase.basket });
    }
    recommendations::mark(tx, &learned).await?;
    recommendations::change_totals(tx, tally.all).await?;
    recommendations::add(tx, &tally).await?;
    Ok(tally)
}

/// Learns an order, once. Returns whether it was learned now: not if it was before, has been
/// withdrawn or must not be.
///
/// # Errors
/// If the database fails.
pub(crate) async fn learn(ctx: &Context, order: Uuid) -> Result<bool, InternalError> {
    let mut tx = ctx.db().begin().await?;
    let model = recommendations::lock(&mut tx).await?;
    let Some(order) = recommendations::order(&mut tx, order).await? else { return Ok(false) };
    learn_all(ctx, tx, &model, &[order]).await?;
    Ok(true)
}

/// Learns recent orders that were not learned when they were placed, because the database failed,
/// or a program of the release before placed them. Returns how many, at most 200. Also unlearns
/// orders that could not be unlearned when they were withdrawn.
///
/// # Errors
/// If the database fails.
pub async fn learn_missed(ctx: &Context) -> Result<usize, InternalError> {
    let since = ctx.clock().now() - LOOKED_BACK;
    let after = recommendations::first_since(since);
    let mut conn = ctx.db().read().await?;
    if let Some(run) = recommendations::unfinished_rebuild(&mut conn).await? {
        tracing::warn!(
            %run,
            "`perigee recommend rebuild` has not finished: until it has, suggestions stay as they \
             were before. If it no longer runs, run it again: it starts from the beginning"
        );
    }
    // Nearly always none, which needs no transaction.
    let withdrawn = recommendations::to_unlearn(&mut conn, since, BATCH).await?;
    let is_complete = recommendations::to_learn(&mut conn, after, 1).await?.is_empty();
    drop(conn);
    for order in withdrawn {
        // One that cannot be unlearned keeps no other from being learned.
        if let Err(error) = unlearn(ctx, order).await {
            tracing::warn!(%order, %error, "withdrawn order still counts for recommendations");
        }
    }
    if is_complete {
        return Ok(0);
    }
    let mut tx = ctx.db().begin().await?;
    let model = recommendations::lock(&mut tx).await?;
    let orders = recommendations::to_learn(&mut tx, after, BATCH).await?;
    learn_all(ctx, tx, &model, &orders).await?;
    Ok(orders.len())
}

async fn learn_all(
    ctx: &Context,
    mut tx: Tx,
    model: &ModelRow,
    orders: &[OrderToLearn],
) -> Result<(), InternalError> {
    let tally = count(ctx.secret(), &mut tx, model, orders).await?;
    // A rebuild computes all neighbours at its end; until then the counts are incomplete.
    if model.rebuild.is_none() {
        let products: Vec<Uuid> = tally.products.keys().copied().collect();
        let changed = update_after(&mut tx, model, &products).await?;
        announce(&mut tx, &changed).await?;
    }
    tx.commit().await?;
    Ok(())
}
