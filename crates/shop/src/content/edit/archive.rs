//! Takes content out of the shop, and brings it back.

use super::{ChangeContent, ContentKind, change};
use crate::{
    Context,
    catalogue::edit::{EditError, Edits, Given, Saved},
    staff::Actor,
};
use store::Uuid;

/// Archives a page, guide or block of this version: it becomes a draft, and a page gives up its
/// role.
///
/// # Errors
/// See [`EditError`].
pub async fn archive(
    ctx: &Context,
    actor: &Actor,
    kind: ContentKind,
    (id, version): (Uuid, i64),
) -> Result<Saved, EditError> {
    change(ctx, actor, ChangeContent { kind, id, version, edits: archived("yes") }).await
}

/// Restores an archived page, guide or block of this version as a draft.
///
/// # Errors
/// See [`EditError`].
pub async fn restore(
    ctx: &Context,
    actor: &Actor,
    kind: ContentKind,
    (id, version): (Uuid, i64),
) -> Result<Saved, EditError> {
    change(ctx, actor, ChangeContent { kind, id, version, edits: archived("no") }).await
}

fn archived(value: &str) -> Edits {
    Edits::from([("archived".to_owned(), Given::new(value))])
}
