//! Changes fields of a product.

use super::{
    ProductField,
    record::{Product, check, known, save},
};
use crate::{
    Context,
    audit::{Recorded, record},
    catalogue::edit::{
        EditError, Saved,
        fields::{Edits, Record, Subject, differences, merge},
        show,
    },
    staff::Actor,
};
use domain::{
    audit::{Action, Entity},
    catalogue::ProductStatus,
    staff::Permission,
};
use store::{Uuid, catalogue::Change};

/// Changes fields of a product.
#[derive(Clone, Debug)]
pub struct ChangeProduct {
    /// The product.
    pub id: Uuid,
    /// The version that was read.
    pub version: i64,
    /// The changed fields, by [`ProductField::key`].
    pub edits: Edits,
}

/// Changes fields of a product.
///
/// # Errors
/// See [`EditError`].
#[tracing::instrument(name = "change_product", skip_all, fields(product = %command.id))]
pub async fn change(
    ctx: &Context,
    actor: &Actor,
    command: ChangeProduct,
) -> Result<Saved, EditError> {
    actor.require(Permission::CatalogueWrite)?;
    let ChangeProduct { id, version, edits } = command;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let before = Product::lock(&mut tx, id).await?.ok_or(EditError::NotFound)?;
    let known = known(ctx, &mut tx, &edits).await?;
    let after = merge(&before, version, &edits, &known)?;
    let errors = check(&mut tx, &before, &after).await?;
    if !errors.is_empty() {
        return Err(EditError::Invalid(errors));
    }
    let subject = Subject { entity: Entity::Product, id, label: &after.row.name };
    let mut changes = differences(subject, &before, &after, &known);
    if changes.is_empty() {
        return Ok(Saved { id, version: before.version(), changed: Vec::new(), entry: None });
    }
    let changed: Vec<String> = changes.iter().map(|change| change.field.clone()).collect();
    changes.extend(save(&mut tx, &before, &after, now).await?);
    let action = action(&before, &after);
    let entry = record(&mut tx, actor, now, Recorded::new(action, changes)).await?;
    store::catalogue::bump_for(&mut tx, &[Change::Product(id)]).await?;
    tx.commit().await?;
    show(ctx).await;
    Ok(Saved { id, version: before.version() + 1, changed, entry: Some(entry) })
}

/// What the audit log calls the change.
pub(super) fn action(before: &Product, after: &Product) -> Action {
    let is_archived = |product: &Product| product.row.status == ProductStatus::Archived;
    match (is_archived(before), is_archived(after)) {
        (false, true) => Action::Archive,
        (true, false) => Action::Restore,
        _ => Action::Change,
    }
}

/// The edits that give a product another status.
pub(super) fn status(status: ProductStatus) -> Edits {
    let given = crate::catalogue::edit::Given::new(status.key());
    Edits::from([(ProductField::Status.key(), given)])
}
