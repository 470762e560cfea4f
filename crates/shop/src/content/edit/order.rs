//! Puts guides, or the blocks of the home page, into an order.

use super::{ContentKind, Thing, block::Block, known, write};
use crate::{
    Context,
    audit::{Recorded, record},
    catalogue::edit::{EditError, Edits, Given, fields::merge, guides::Guide, show},
    staff::Actor,
};
use domain::{audit::Action, staff::Permission};
use store::Uuid;

/// Puts guides, or the blocks of the home page, into an order.
#[derive(Clone, Debug)]
pub struct OrderContent {
    /// What they are.
    pub kind: ContentKind,
    /// All or some of them in their new order. Those that are not named come after them, as they
    /// were.
    pub order: Vec<Uuid>,
}

/// Puts guides or blocks into an order, and returns the entry in the audit log if that changes
/// anything.
///
/// # Errors
/// See [`EditError`]; [`EditError::NotFound`] if one of them is archived or gone, or if the kind
/// has no order.
#[tracing::instrument(name = "order_content", skip_all)]
pub async fn order(
    ctx: &Context,
    actor: &Actor,
    command: OrderContent,
) -> Result<Option<Uuid>, EditError> {
    match command.kind {
        ContentKind::Guide => order_things::<Guide>(ctx, actor, &command.order).await,
        ContentKind::HomeBlock => order_things::<Block>(ctx, actor, &command.order).await,
        ContentKind::Page | ContentKind::Menus | ContentKind::ShopTexts => Err(EditError::NotFound),
    }
}

async fn order_things<T: Thing>(
    ctx: &Context,
    actor: &Actor,
    order: &[Uuid],
) -> Result<Option<Uuid>, EditError> {
    actor.require(Permission::ContentWrite)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    store::catalogue::lock_tree(&mut tx).await?;
    let mut siblings = T::siblings(&mut tx).await?;
    if !order.iter().all(|id| siblings.contains(id)) {
        return Err(EditError::NotFound);
    }
    let place = |id: &Uuid| order.iter().position(|own| own == id).unwrap_or(usize::MAX);
    siblings.sort_by_key(place);
    let known = known::<T>(ctx, &mut tx, &Edits::new()).await?;
    let (mut changes, mut about) = (Vec::new(), Vec::new());
    for (position, id) in (1_i64..).zip(siblings) {
        let before = T::find(&mut tx, id).await?.ok_or(EditError::NotFound)?;
        let given = Given::new(&position.to_string());
        let edits = Edits::from([("position".to_owned(), given)]);
        let after = merge(&before, before.version(), &edits, &known)?;
        let own = write(&mut tx, (&before, &after), &known).await?;
        if !own.is_empty() {
            about.extend(after.about());
            changes.extend(own);
        }
    }
    if changes.is_empty() {
        return Ok(None);
    }
    about.dedup();
    let entry = record(&mut tx, actor, now, Recorded::new(Action::Change, changes)).await?;
    store::catalogue::bump_for(&mut tx, &about).await?;
    tx.commit().await?;
    show(ctx).await;
    Ok(Some(entry))
}
