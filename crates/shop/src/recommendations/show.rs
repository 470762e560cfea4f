//! What is suggested for a product, and why, for the merchant.

use super::{ChoiceError, Flags};
use crate::{Context, staff::Actor};
use domain::staff::Permission;
use std::collections::HashMap;
use store::{Uuid, recommendations};

/// Another product, which may be suggested.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OtherProduct {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// A neighbour of a product, with what it is based on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShownNeighbour {
    /// The neighbour.
    pub other: OtherProduct,
    /// The log-likelihood ratio of both being bought together, rounded; 0 for a pin.
    pub score: i64,
    /// Different buyers of both; 0 for a pin.
    pub buyers: u32,
    /// Whether the merchant has chosen it.
    pub pinned: bool,
}

/// What is suggested for a product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShownProduct {
    /// The product.
    pub product: OtherProduct,
    /// Its neighbours, in the order in which they are suggested.
    pub neighbours: Vec<ShownNeighbour>,
    /// What is never suggested for it because of orders.
    pub excluded: Vec<OtherProduct>,
    /// What the merchant says about it.
    pub flags: Flags,
}

/// What is suggested for a product.
///
/// # Errors
/// See [`ChoiceError`].
pub async fn of_product(
    ctx: &Context,
    actor: &Actor,
    slug: &str,
) -> Result<ShownProduct, ChoiceError> {
    actor.require(Permission::RecommendationsWrite)?;
    let mut conn = ctx.db().read().await?;
    let id = store::catalogue::product_id(&mut conn, slug).await?;
    let id = id.ok_or_else(|| ChoiceError::NoSuchProduct(slug.to_owned()))?;
    let stored = recommendations::stored(&mut conn, &[id]).await?;
    let excluded = recommendations::exclusions(&mut conn, id).await?;
    let choice = recommendations::product_choice(&mut conn, id).await?;
    let all: Vec<Uuid> = std::iter::once(id)
        .chain(stored.iter().map(|row| row.other_id))
        .chain(excluded.iter().copied())
        .collect();
    let rows = store::catalogue::desk_rows(&mut conn, &all).await?;
    drop(conn);
    let known: HashMap<Uuid, OtherProduct> = rows
        .into_iter()
        .map(|row| (row.id, OtherProduct { slug: row.slug, name: row.name }))
        .collect();
    let product = known.get(&id).cloned();
    let neighbours = stored.iter().filter_map(|row| {
        Some(ShownNeighbour {
            other: known.get(&row.other_id)?.clone(),
            score: row.score,
            buyers: row.buyers,
            pinned: row.pinned,
        })
    });
    Ok(ShownProduct {
        // It was deleted in this moment.
        product: product.ok_or_else(|| ChoiceError::NoSuchProduct(slug.to_owned()))?,
        neighbours: neighbours.collect(),
        excluded: excluded.iter().filter_map(|other| known.get(other).cloned()).collect(),
        flags: Flags { hidden: choice.hidden, bought_again: choice.bought_again },
    })
}
