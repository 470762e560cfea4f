//! Computes the neighbours of products from the counts.

use crate::InternalError;
use domain::recommendations::{CoPurchases, MIN_BUYERS, NEIGHBOURS, Neighbour, nearest};
use std::collections::HashMap;
use store::{
    Tx, Uuid,
    catalogue::Change,
    recommendations::{self, ModelRow, NewNeighbour},
};

/// How many products are computed at once.
const PRODUCTS: usize = 200;

/// In a shop with fewer orders than this, each order changes what the others mean.
const FEW_ORDERS: i64 = 200;

/// Updates the neighbours of the products of an order that was learned or unlearned; in a shop with
/// few orders, those of all products. Returns what [`update_neighbours`] does.
pub(super) async fn update_after(
    tx: &mut Tx,
    model: &ModelRow,
    ordered: &[Uuid],
) -> Result<Vec<Uuid>, InternalError> {
    if model.orders >= FEW_ORDERS {
        return update_neighbours(tx, ordered).await;
    }
    let (mut all, mut after) = (ordered.to_vec(), Uuid::nil());
    loop {
        let some = recommendations::products_after(tx, after, PRODUCTS as i64).await?;
        let Some(last) = some.last() else { break };
        after = *last;
        all.extend(some);
    }
    all.sort_unstable();
    all.dedup();
    update_neighbours(tx, &all).await
}

/// Computes the neighbours of these products and stores them: first the merchant's choice, then the
/// strongest. Takes the lock of the model. Returns the products that have other neighbours now, or
/// in another order; the caller [announces](announce) them.
pub(super) async fn update_neighbours(
    tx: &mut Tx,
    products: &[Uuid],
) -> Result<Vec<Uuid>, InternalError> {
    let all = recommendations::lock(tx).await?.weight;
    let mut changed = Vec::new();
    for some in products.chunks(PRODUCTS) {
        let mut learned: HashMap<Uuid, Vec<Neighbour<Uuid>>> = HashMap::with_capacity(some.len());
        for row in recommendations::partners(tx, some, MIN_BUYERS).await? {
            let counts = CoPurchases {
                both: row.weight,
                first: row.own_weight,
                second: row.other_weight,
                all,
            };
            if counts.is_attraction() {
                learned.entry(row.product_id).or_default().push(Neighbour {
                    product: row.other_id,
                    score: counts.log_likelihood_ratio(),
                    buyers: row.buyers,
                });
            }
        }
        let mut pinned: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        for row in recommendations::pins(tx, some).await? {
            pinned.entry(row.product_id).or_default().push(row.other_id);
        }
        let mut before: HashMap<Uuid, Vec<(Uuid, bool)>> = HashMap::with_capacity(some.len());
        for row in recommendations::stored(tx, some).await? {
            before.entry(row.product_id).or_default().push((row.other_id, row.pinned));
        }
        let mut rows = Vec::with_capacity(some.len());
        for &product in some {
            let pins = pinned.remove(&product).unwrap_or_default();
            let strongest = nearest(learned.remove(&product).unwrap_or_default());
            let strongest = strongest.into_iter().filter(|one| !pins.contains(&one.product));
            let chosen = pins.iter().map(|&other| (other, 0, 0, true));
            // The conversion saturates.
            let found =
                strongest.map(|one| (one.product, one.score.round() as i64, one.buyers, false));
            let both: Vec<_> = chosen.chain(found).take(NEIGHBOURS).collect();
            let now = both.iter().map(|&(other, _, _, pinned)| (other, pinned));
            if !now.eq(before.remove(&product).unwrap_or_default()) {
                changed.push(product);
            }
            rows.extend((0_u32..).zip(both).map(|(position, (other, score, buyers, pinned))| {
                NewNeighbour { product, position, other, score, buyers, pinned }
            }));
        }
        recommendations::replace(tx, some, &rows).await?;
    }
    Ok(changed)
}

/// Stores the merchant's choice for a product before the neighbours that it has. While all orders
/// are learned again the counts are incomplete, so the others stay until the run computes them at
/// its end. Returns what [`update_neighbours`] does.
pub(super) async fn update_pins(tx: &mut Tx, product: Uuid) -> Result<Vec<Uuid>, InternalError> {
    let before = recommendations::stored(tx, &[product]).await?;
    let pins = recommendations::pins(tx, &[product]).await?;
    let is_pinned = |other: Uuid| pins.iter().any(|pin| pin.other_id == other);
    let chosen = pins.iter().map(|pin| (pin.other_id, 0, 0, true));
    let learned = before
        .iter()
        .filter(|row| !row.pinned && !is_pinned(row.other_id))
        .map(|row| (row.other_id, row.score, row.buyers, false));
    let rows: Vec<NewNeighbour> = (0_u32..)
        .zip(chosen.chain(learned).take(NEIGHBOURS))
        .map(|(position, (other, score, buyers, pinned))| NewNeighbour {
            product,
            position,
            other,
            score,
            buyers,
            pinned,
        })
        .collect();
    recommendations::replace(tx, &[product], &rows).await?;
    let now = rows.iter().map(|row| (row.other, row.pinned));
    let is_same = now.eq(before.iter().map(|row| (row.other_id, row.pinned)));
    Ok(if is_same { Vec::new() } else { vec![product] })
}

/// Writes into the log of the catalogue's changes that these products have other neighbours, so
/// that cached pages that show them are rendered again. Comes last in a transaction, because the
/// catalogue's version stays locked until the commit.
pub(crate) async fn announce(tx: &mut Tx, products: &[Uuid]) -> Result<(), InternalError> {
    if products.is_empty() {
        return Ok(());
    }
    let changes: Vec<Change> = products.iter().copied().map(Change::Neighbours).collect();
    store::catalogue::bump_for(tx, &changes).await?;
    Ok(())
}
