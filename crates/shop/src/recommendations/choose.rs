//! What the merchant decides about recommendations.

use super::neighbours::{announce, update_neighbours, update_pins};
use crate::{
    Context, InternalError,
    audit::{Changed, Recorded, record},
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    audit::{Action, Entity},
    staff::Permission,
};
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
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
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
async fn begin(
    ctx: &Context,
    actor: &Actor,
    pair: Pair<'_>,
) -> Result<(Tx, Uuid, Uuid), ChoiceError> {
    actor.require(Permission::RecommendationsWrite)?;
    let mut tx = ctx.db().begin().await?;
    // First, like everyone who changes neighbours.
    recommendations::lock(&mut tx).await?;
    let (product, other) = (id(&mut tx, pair.product).await?, id(&mut tx, pair.other).await?);
    Ok((tx, product, other))
}

/// Computes a product's neighbours again, and returns the products that have other ones now. While
/// all orders are learned again, only pins have an effect at once.
pub(super) async fn compute(tx: &mut Tx, product: Uuid) -> Result<Vec<Uuid>, InternalError> {
    match recommendations::lock(tx).await?.rebuild {
        Some(_) => update_pins(tx, product).await,
        None => update_neighbours(tx, &[product]).await,
    }
}

/// A choice for the audit log.
pub(super) fn changed(
    (product, label): (Uuid, &str),
    field: String,
    [before, after]: [Option<String>; 2],
) -> Changed {
    let (entity, label) = (Entity::Recommendation, label.to_owned());
    Changed { entity, id: product, label, field, before, after }
}

/// The value of a choice that is made. One that is not has none.
pub(super) fn made() -> String {
    "yes".to_owned()
}

/// The fields of choices in the audit log.
pub(super) const PIN: &str = "pin.";
pub(super) const EXCLUDE: &str = "exclude.";
pub(super) const HIDDEN: &str = "hidden";
pub(super) const BOUGHT_AGAIN: &str = "bought-again";

/// Computes the product's neighbours again and commits, with an entry in the audit log if anything
/// has changed. Cached pages show them at once.
async fn finish(
    ctx: &Context,
    mut tx: Tx,
    actor: &Actor,
    change: Changed,
) -> Result<(), ChoiceError> {
    let product = change.id;
    if change.before != change.after {
        let recorded = Recorded::new(Action::Change, vec![change]);
        record(&mut tx, actor, ctx.clock().now(), recorded).await?;
    }
    let changed = compute(&mut tx, product).await?;
    announce(&mut tx, &changed).await?;
    tx.commit().await?;
    Ok(())
}

/// The place of a pin, as the audit log has it; none if there is no such pin.
async fn place(tx: &mut Tx, product: Uuid, other: Uuid) -> Result<Option<String>, InternalError> {
    let pins = recommendations::pins(tx, &[product]).await?;
    Ok(pins.iter().find(|pin| pin.other_id == other).map(|pin| pin.position.to_string()))
}

/// Whether a product is excluded for another one.
async fn is_excluded(tx: &mut Tx, product: Uuid, other: Uuid) -> Result<bool, InternalError> {
    Ok(recommendations::exclusions(tx, product).await?.contains(&other))
}

/// Pins a product to another one, at a place among its pins, or moves it there.
///
/// # Errors
/// See [`ChoiceError`].
pub async fn pin(
    ctx: &Context,
    actor: &Actor,
    pair: Pair<'_>,
    position: u32,
) -> Result<(), ChoiceError> {
    let (mut tx, product_id, other_id) = begin(ctx, actor, pair).await?;
    let before = place(&mut tx, product_id, other_id).await?;
    recommendations::pin(&mut tx, PinRow { product_id, other_id, position })
        .await
        .on_constraint(violated)?;
    let field = format!("{PIN}{}", pair.other);
    let values = [before, Some(position.to_string())];
    finish(ctx, tx, actor, changed((product_id, pair.product), field, values)).await
}

/// Removes a pin.
///
/// # Errors
/// See [`ChoiceError`].
pub async fn unpin(ctx: &Context, actor: &Actor, pair: Pair<'_>) -> Result<(), ChoiceError> {
    let (mut tx, product, other) = begin(ctx, actor, pair).await?;
    let before = place(&mut tx, product, other).await?;
    recommendations::unpin(&mut tx, product, other).await?;
    let field = format!("{PIN}{}", pair.other);
    finish(ctx, tx, actor, changed((product, pair.product), field, [before, None])).await
}

/// Never suggests the other product for this one because of orders. It may still be suggested
/// because it is pinned, and this product for the other one.
///
/// # Errors
/// See [`ChoiceError`].
pub async fn exclude(ctx: &Context, actor: &Actor, pair: Pair<'_>) -> Result<(), ChoiceError> {
    let (mut tx, product, other) = begin(ctx, actor, pair).await?;
    let before = is_excluded(&mut tx, product, other).await?.then(made);
    recommendations::exclude(&mut tx, product, other).await.on_constraint(violated)?;
    let field = format!("{EXCLUDE}{}", pair.other);
    finish(ctx, tx, actor, changed((product, pair.product), field, [before, Some(made())])).await
}

/// Removes an exclusion.
///
/// # Errors
/// See [`ChoiceError`].
pub async fn include(ctx: &Context, actor: &Actor, pair: Pair<'_>) -> Result<(), ChoiceError> {
    let (mut tx, product, other) = begin(ctx, actor, pair).await?;
    let before = is_excluded(&mut tx, product, other).await?.then(made);
    recommendations::include(&mut tx, product, other).await?;
    let field = format!("{EXCLUDE}{}", pair.other);
    finish(ctx, tx, actor, changed((product, pair.product), field, [before, None])).await
}

/// Sets what the merchant says about a product. A hidden product is suggested nowhere from now on,
/// not even where it is pinned: the neighbours are read without it.
///
/// # Errors
/// See [`ChoiceError`].
pub async fn set_flags(
    ctx: &Context,
    actor: &Actor,
    slug: &str,
    flags: Flags,
) -> Result<(), ChoiceError> {
    actor.require(Permission::RecommendationsWrite)?;
    let mut tx = ctx.db().begin().await?;
    let product = id(&mut tx, slug).await?;
    let before = recommendations::product_choice(&mut tx, product).await?;
    let Flags { hidden, bought_again } = flags;
    recommendations::set_product(&mut tx, product, ProductChoice { hidden, bought_again }).await?;
    let changes: Vec<Changed> =
        [(HIDDEN, before.hidden, hidden), (BOUGHT_AGAIN, before.bought_again, bought_again)]
            .into_iter()
            .filter(|(_, before, after)| before != after)
            .map(|(field, before, after)| {
                changed((product, slug), field.to_owned(), [before.then(made), after.then(made)])
            })
            .collect();
    if !changes.is_empty() {
        let recorded = Recorded::new(Action::Change, changes);
        record(&mut tx, actor, ctx.clock().now(), recorded).await?;
    }
    // Cached pages may show it.
    catalogue::bump(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}
