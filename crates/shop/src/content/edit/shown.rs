//! The fields of content, to edit them.

use super::{ContentKind, Thing, block::Block, menus::Menus, page::Page, texts::Texts};
use crate::{
    Context,
    catalogue::edit::{
        EditError, Fields,
        fields::{Record, texts},
        guides::Guide,
        known::Known,
    },
    staff::Actor,
};
use domain::staff::Permission;
use store::Uuid;

/// Content as the desk shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShownContent {
    /// Which; nil if there is only one.
    pub id: Uuid,
    /// The version that a save has read.
    pub version: i64,
    /// What people call it.
    pub label: String,
    /// Its fields: see [`ContentKind`].
    pub fields: Fields,
}

impl ShownContent {
    /// The value of a field; empty if it has none.
    #[must_use]
    pub fn field(&self, key: &str) -> &str {
        self.fields.get(key).map(String::as_str).unwrap_or_default()
    }

    /// Whether it is archived.
    #[must_use]
    pub fn is_archived(&self) -> bool {
        self.field("archived") == "yes"
    }
}

/// Content of any status.
///
/// # Errors
/// See [`EditError`]: that the actor may not do this, or that there is no such thing.
pub async fn shown(
    ctx: &Context,
    actor: &Actor,
    kind: ContentKind,
    id: Uuid,
) -> Result<ShownContent, EditError> {
    actor.require(Permission::ContentWrite)?;
    let mut conn = ctx.db().read().await?;
    let known = Known::new(ctx, &mut conn).await?;
    let found = match kind {
        ContentKind::Page => Page::load(&mut conn, id).await?.map(|it| of_thing(&it, &known)),
        ContentKind::Guide => Guide::load(&mut conn, id).await?.map(|it| of_thing(&it, &known)),
        ContentKind::HomeBlock => Block::load(&mut conn, id).await?.map(|it| of_thing(&it, &known)),
        ContentKind::Menus => Some(of_thing(&Menus::load(&mut conn).await?, &known)),
        ContentKind::ShopTexts => Some(of_thing(&Texts::load(&mut conn).await?, &known)),
    };
    found.ok_or(EditError::NotFound)
}

fn of_thing<T: Thing>(thing: &T, known: &Known) -> ShownContent {
    ShownContent {
        id: thing.id(),
        version: Record::version(thing),
        label: thing.label(),
        fields: texts(thing, known),
    }
}
