//! Changes fields of content.

use super::{
    ContentKind, Thing, block::Block, known, menus::Menus, page::Page, texts::Texts, write,
};
use crate::{
    Context,
    audit::{Recorded, record},
    catalogue::edit::{EditError, Edits, Saved, fields::merge, guides::Guide, show},
    staff::Actor,
};
use domain::{audit::Action, staff::Permission};
use store::Uuid;

/// Changes fields of content.
#[derive(Clone, Debug)]
pub struct ChangeContent {
    /// What it is.
    pub kind: ContentKind,
    /// Which; nil if there is only one.
    pub id: Uuid,
    /// The version that was read.
    pub version: i64,
    /// The changed fields: see [`ContentKind`].
    pub edits: Edits,
}

/// Changes fields of content.
///
/// # Errors
/// See [`EditError`].
#[tracing::instrument(name = "change_content", skip_all, fields(content = %command.id))]
pub async fn change(
    ctx: &Context,
    actor: &Actor,
    command: ChangeContent,
) -> Result<Saved, EditError> {
    match command.kind {
        ContentKind::Page => change_thing::<Page>(ctx, actor, command).await,
        ContentKind::Guide => change_thing::<Guide>(ctx, actor, command).await,
        ContentKind::HomeBlock => change_thing::<Block>(ctx, actor, command).await,
        ContentKind::Menus => change_thing::<Menus>(ctx, actor, command).await,
        ContentKind::ShopTexts => change_thing::<Texts>(ctx, actor, command).await,
    }
}

async fn change_thing<T: Thing>(
    ctx: &Context,
    actor: &Actor,
    command: ChangeContent,
) -> Result<Saved, EditError> {
    actor.require(Permission::ContentWrite)?;
    let ChangeContent { id, version, edits, .. } = command;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    store::catalogue::lock_tree(&mut tx).await?;
    let before = T::find(&mut tx, id).await?.ok_or(EditError::NotFound)?;
    let known = known::<T>(ctx, &mut tx, &edits).await?;
    let after = merge(&before, version, &edits, &known)?;
    let changes = write(&mut tx, (&before, &after), &known).await?;
    if changes.is_empty() {
        return Ok(Saved { id, version: before.version(), changed: Vec::new(), entry: None });
    }
    let changed: Vec<String> = changes.iter().map(|change| change.field.clone()).collect();
    let archived = changes.iter().find(|change| change.field == "archived");
    let action = match archived.and_then(|change| change.after.as_deref()) {
        Some("yes") => Action::Archive,
        Some(_) => Action::Restore,
        None => Action::Change,
    };
    let entry = record(&mut tx, actor, now, Recorded::new(action, changes)).await?;
    store::catalogue::bump_for(&mut tx, &after.about()).await?;
    tx.commit().await?;
    show(ctx).await;
    Ok(Saved { id, version: before.version() + 1, changed, entry: Some(entry) })
}
