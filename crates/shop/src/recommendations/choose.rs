//! What the merchant decides about recommendations.

use super::neighbours::{announce, update_neighbours, update_pins};
use crate::{Context, InternalError, error::internal};
use store::{
    OnConstraint, Tx, Uuid, catalogue,
    recommendations::{self, PinRow, ProductChoice},
};

/// A product and one that may be suggested for it, by slug.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    /// The product.
    pub product: &'a str,
    /// The other one.
    pub other: &'a str,
}

/// What the merchant says about a product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// Never suggested.
    pub hidden: bool,
    /// People who have it buy it again, for example because it is used up. Other products are not
    /// suggested to those who have bought them.
    pub bought_again: bool,
}

/// Why a choice is not stored.
#[derive(Debug, thiserror::Error)]
pub enum ChoiceError {
    /// No product has this slug.
    #[error("there is no product {0}")]
    NoSuchProduct(String),
    /// A product cannot be suggested for itself.
    #[error("a product cannot be suggested for itself")]
    Itself,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ChoiceError);

fn violated(constraint: &str) -> Option<ChoiceError> {
    matches!(constraint, "recommendation_pins_check" | "recommendation_exclusions_check")
        .then_some(ChoiceError::Itself)
}

async fn id(tx: &mut Tx, slug: &str) -> Result<Uuid, ChoiceError> {
    let product = catalogue::product_id(tx, slug).await?;
    product.ok_or_else(|| ChoiceError::NoSuchProduct(slug.to_owned()))
}

/// A transaction with the keys of both products.
async fn begin(ctx: &Context, pair: Pair<'_>) -> Result<(Tx, Uuid, Uuid), ChoiceError> {
    let mut tx = ctx.db().begin().await?;
    // First, like everyone who changes neighbours.
    recommendations::lock(&mut tx).await?;
    let (product, other) = (id(&mut tx, pair.product).await?, id(&mut tx, pair.other).await?);
    Ok((tx, product, other))
}

/// Computes the product's neighbours again and commits. Cached pages show them at once. While all
/// orders are learned again, only pins have an effect at once.
async fn finish(mut tx: Tx, product: Uuid) -> Result<(), ChoiceError> {
    let changed = match recommendations::lock(&mut tx).await?.rebuild {
        Some(_) => update_pins(&mut tx, product).await?,
        None => update_neighbours(&mut tx, &[product]).await?,
    };
    announce(&mut tx, &changed).await?;
    tx.commit().await?;
    Ok(())
}

/// Pins a product to another one, at a place among its pins, or moves it there.
///
/// # Errors
/// See [`ChoiceError`].
pub async fn pin(ctx: &Context, pair: Pair<'_>, position: u32) -> Result<(), ChoiceError> {
    let (mut tx, product_id, other_id) = begin(ctx, pair).await?;
    recommendations::pin(&mut tx, PinRow { product_id, other_id, position })
        .await
        .on_constraint(violated)?;
    finish(tx, product_id).await
}

/// Removes a pin.
///
/// # Errors
/// See [`ChoiceError`].
pub async fn unpin(ctx: &Context, pair: Pair<'_>) -> Result<(), ChoiceError> {
    let (mut tx, product, other) = begin(ctx, pair).await?;
    recommendations::unpin(&mut tx, product, other).await?;
    finish(tx, product).await
}

/// Never suggests the other product for this one because of orders. It may still be suggested
/// because it is pinned, and this product for the other one.
///
/// # Errors
/// See [`ChoiceError`].
pub async fn exclude(ctx: &Context, pair: Pair<'_>) -> Result<(), ChoiceError> {
    let (mut tx, product, other) = begin(ctx, pair).await?;
    recommendations::exclude(&mut tx, product, other).await.on_constraint(violated)?;
    finish(tx, product).await
}

/// Removes an exclusion.
///
/// # Errors
/// See [`ChoiceError`].
pub async fn include(ctx: &Context, pair: Pair<'_>) -> Result<(), ChoiceError> {
    let (mut tx, product, other) = begin(ctx, pair).await?;
    recommendations::include(&mut tx, product, other).await?;
    finish(tx, product).await
}

/// Sets what the merchant says about a product. A hidden product is suggested nowhere from now on,
/// not even where it is pinned: the neighbours are read without it.
///
/// # Errors
/// See [`ChoiceError`].
pub async fn set_flags(ctx: &Context, slug: &str, flags: Flags) -> Result<(), ChoiceError> {
    let mut tx = ctx.db().begin().await?;
    let product = id(&mut tx, slug).await?;
    let Flags { hidden, bought_again } = flags;
    recommendations::set_product(&mut tx, product, ProductChoice { hidden, bought_again }).await?;
    // Cached pages may show it.
    catalogue::bump(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}
