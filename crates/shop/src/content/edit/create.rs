//! Adds content.

use super::{ContentKind, Thing, block::Block, known, page::Page};
use crate::{
    Context,
    audit::{Recorded, record},
    catalogue::edit::{
        EditError, Edits, Fields, Given, Saved,
        fields::{Subject, merge},
        guides::Guide,
        show,
    },
    staff::Actor,
};
use domain::{audit::Action, staff::Permission};

/// Adds content.
#[derive(Clone, Debug)]
pub struct CreateContent {
    /// What it is.
    pub kind: ContentKind,
    /// Its fields: see [`ContentKind`]. Without a place, it comes after the others, and a large
    /// block before them.
    pub fields: Fields,
}

/// Adds content. A page and a guide are drafts unless their status says otherwise.
///
/// # Errors
/// See [`EditError`]; never a conflict. [`EditError::NotFound`] for a kind of which there is only
/// one.
#[tracing::instrument(name = "create_content", skip_all)]
pub async fn create(
    ctx: &Context,
    actor: &Actor,
    command: CreateContent,
) -> Result<Saved, EditError> {
    match command.kind {
        ContentKind::Page => create_thing::<Page>(ctx, actor, &command.fields).await,
        ContentKind::Guide => create_thing::<Guide>(ctx, actor, &command.fields).await,
        ContentKind::HomeBlock => create_thing::<Block>(ctx, actor, &command.fields).await,
        ContentKind::Menus | ContentKind::ShopTexts => Err(EditError::NotFound),
    }
}

async fn create_thing<T: Thing>(
    ctx: &Context,
    actor: &Actor,
    fields: &Fields,
) -> Result<Saved, EditError> {
    actor.require(Permission::ContentWrite)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    store::catalogue::lock_tree(&mut tx).await?;
    let id = store::new_id(now);
    let before = T::blank(&mut tx, id, now).await?.ok_or(EditError::NotFound)?;
    let mut edits: Edits =
        fields.iter().map(|(key, value)| (key.clone(), Given::new(value))).collect();
    // Without one, the error is that of an empty one.
    for key in T::REQUIRED {
        edits.entry((*key).to_owned()).or_insert_with(|| Given::new(""));
    }
    let known = known::<T>(ctx, &mut tx, &edits).await?;
    let after = merge(&before, before.version(), &edits, &known)?;
    let errors = T::check(&mut tx, &before, &after).await?;
    if !errors.is_empty() {
        return Err(EditError::Invalid(errors));
    }
    T::save(&mut tx, &before, &after, now).await?;
    let label = after.label();
    let subject = Subject { entity: T::ENTITY, id, label: &label };
    let recorded = Recorded::new(Action::Create, vec![subject.created()]);
    let entry = record(&mut tx, actor, now, recorded).await?;
    store::catalogue::bump_for(&mut tx, &after.about()).await?;
    tx.commit().await?;
    show(ctx).await;
    Ok(Saved { id, version: 1, changed: edits.into_keys().collect(), entry: Some(entry) })
}
