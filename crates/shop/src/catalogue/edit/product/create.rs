//! Adds a product.

use super::{
    ProductField,
    record::{Product, add, check, known},
};
use crate::{
    Context,
    audit::{Recorded, record},
    catalogue::edit::{
        EditError, FieldError, Given, Problem, Saved,
        fields::{Edits, Fields, Subject, merge},
        show,
    },
    staff::Actor,
};
use domain::{
    audit::{Action, Entity},
    staff::Permission,
};
use store::catalogue::Change;

/// Adds a draft. Variants follow: see [`variant::create`](crate::catalogue::edit::variant::create).
#[derive(Clone, Debug, Default)]
pub struct CreateProduct {
    /// Its fields, by [`ProductField::key`]. Name, slug, brand and categories are required.
    pub fields: Fields,
}

/// Adds a product.
///
/// # Errors
/// See [`EditError`]; never a conflict.
#[tracing::instrument(name = "create_product", skip_all)]
pub async fn create(
    ctx: &Context,
    actor: &Actor,
    command: CreateProduct,
) -> Result<Saved, EditError> {
    actor.require(Permission::CatalogueWrite)?;
    let edits: Edits =
        command.fields.iter().map(|(key, value)| (key.clone(), Given::new(value))).collect();
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let before = Product::new(store::new_id(now));
    let known = known(ctx, &mut tx, &edits).await?;
    let merged = merge(&before, before.row.version, &edits, &known);
    let mut errors = match &merged {
        Err(EditError::Invalid(errors)) => errors.clone(),
        _ => Vec::new(),
    };
    for field in
        [ProductField::Name, ProductField::Slug, ProductField::Brand, ProductField::Categories]
    {
        let key = field.key();
        let is_given = edits.get(&key).is_some_and(|given| !given.value.trim().is_empty());
        if !is_given && errors.iter().all(|error| error.field != key) {
            errors.push(FieldError::new(key, Problem::Required));
        }
    }
    if !errors.is_empty() {
        return Err(EditError::Invalid(errors));
    }
    let product = merged?;
    let errors = check(&mut tx, &before, &product).await?;
    if !errors.is_empty() {
        return Err(EditError::Invalid(errors));
    }
    let id = product.row.id;
    add(&mut tx, &product, &[], now).await?;
    let subject = Subject { entity: Entity::Product, id, label: &product.row.name };
    let recorded = Recorded::new(Action::Create, vec![subject.created()]);
    let entry = record(&mut tx, actor, now, recorded).await?;
    store::catalogue::bump_for(&mut tx, &[Change::Product(id)]).await?;
    tx.commit().await?;
    show(ctx).await;
    let changed = edits.into_keys().collect();
    Ok(Saved { id, version: 1, changed, entry: Some(entry) })
}
