//! Takes products out of the shop, and brings them back.

use super::change::{ChangeProduct, change, status};
use crate::{
    Context,
    catalogue::edit::{EditError, Saved},
    staff::Actor,
};
use domain::{catalogue::ProductStatus, staff::Permission};
use store::Uuid;

/// Archives a product of this version: shoppers see it no longer, and it keeps everything that it
/// has, its slug too.
///
/// # Errors
/// See [`EditError`].
pub async fn archive(
    ctx: &Context,
    actor: &Actor,
    id: Uuid,
    version: i64,
) -> Result<Saved, EditError> {
    let edits = status(ProductStatus::Archived);
    change(ctx, actor, ChangeProduct { id, version, edits }).await
}

/// Restores an archived product of this version with the status that it had.
///
/// # Errors
/// See [`EditError`].
pub async fn restore(
    ctx: &Context,
    actor: &Actor,
    id: Uuid,
    version: i64,
) -> Result<Saved, EditError> {
    actor.require(Permission::CatalogueWrite)?;
    let mut conn = ctx.db().read().await?;
    let row = store::catalogue::edited_product(&mut conn, id).await?.ok_or(EditError::NotFound)?;
    drop(conn);
    let had = match row.status {
        // One that was archived by an import or by a release before is shown only on purpose.
        ProductStatus::Archived => row.archived_from.unwrap_or(ProductStatus::Draft),
        kept => kept,
    };
    change(ctx, actor, ChangeProduct { id, version, edits: status(had) }).await
}
