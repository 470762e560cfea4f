//! What the desk shows of pages, guides, the home page and menus, of any status: read from the
//! database, never from the copy in memory.

use super::{Below, html};
use crate::{Context, catalogue::edit::EditError, staff::Actor};
use domain::{audit::Entity, staff::Permission};
use store::{
    Uuid, audit,
    catalogue::{EditedGuideRow, PickedRow},
    content::{EditedBlockRow, EditedPageRow, LinkRow},
};

/// All pages, by title.
///
/// # Errors
/// See [`EditError`].
pub async fn pages(ctx: &Context, actor: &Actor) -> Result<Vec<EditedPageRow>, EditError> {
    actor.require(Permission::ContentWrite)?;
    let mut conn = ctx.db().read().await?;
    Ok(store::content::edited_pages(&mut conn).await?)
}

/// All buying guides, in order.
///
/// # Errors
/// See [`EditError`].
pub async fn guides(ctx: &Context, actor: &Actor) -> Result<Vec<EditedGuideRow>, EditError> {
    actor.require(Permission::ContentWrite)?;
    let mut conn = ctx.db().read().await?;
    Ok(store::catalogue::edited_guides(&mut conn).await?)
}

/// The hand-picked products of a guide, of any status.
///
/// # Errors
/// See [`EditError`].
pub async fn picks(ctx: &Context, actor: &Actor, guide: Uuid) -> Result<Vec<PickedRow>, EditError> {
    actor.require(Permission::ContentWrite)?;
    let mut conn = ctx.db().read().await?;
    let all = store::catalogue::edited_picks(&mut conn).await?;
    Ok(all.into_iter().filter(|pick| pick.guide_id == guide).collect())
}

/// All blocks of the home page, in order.
///
/// # Errors
/// See [`EditError`].
pub async fn blocks(ctx: &Context, actor: &Actor) -> Result<Vec<EditedBlockRow>, EditError> {
    actor.require(Permission::ContentWrite)?;
    let mut conn = ctx.db().read().await?;
    Ok(store::content::edited_blocks(&mut conn).await?)
}

/// The links of all menus, in order.
///
/// # Errors
/// See [`EditError`].
pub async fn links(ctx: &Context, actor: &Actor) -> Result<Vec<LinkRow>, EditError> {
    actor.require(Permission::ContentWrite)?;
    let mut conn = ctx.db().read().await?;
    Ok(store::content::links(&mut conn).await?)
}

/// Who last changed a thing, and when in Unix milliseconds; none if nobody has.
///
/// # Errors
/// See [`EditError`].
pub async fn last_change(
    ctx: &Context,
    actor: &Actor,
    (entity, id): (Entity, Uuid),
) -> Result<Option<(String, i64)>, EditError> {
    let needed = match entity {
        Entity::Category => Permission::CatalogueRead,
        _ => Permission::ContentWrite,
    };
    actor.require(needed)?;
    let mut conn = ctx.db().read().await?;
    let filter =
        audit::Filter { entity: Some(entity), entity_id: Some(id), ..audit::Filter::default() };
    let entries = audit::entries(&mut conn, filter, 1).await?;
    Ok(entries.into_iter().next().map(|entry| (entry.actor_name, entry.at)))
}

/// Markdown as shoppers see it, as trusted HTML.
#[must_use]
pub fn preview(markdown: &str) -> String {
    html(markdown, Below::Section)
}
