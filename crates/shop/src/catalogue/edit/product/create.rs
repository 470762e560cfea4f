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
        variant::{NewVariant, made, taken},
    },
    staff::Actor,
};
use domain::{
    audit::{Action, Entity},
    staff::Permission,
};
use store::catalogue::{Change, EditedVariantRow};

/// Adds a product, a draft if its fields do not say otherwise.
#[derive(Clone, Debug, Default)]
pub struct CreateProduct {
    /// Its fields, by [`ProductField::key`]. Name, slug, brand and categories are required.
    pub fields: Fields,
    /// Its variants, in order. Errors name their fields `new.`, their place from 0, and the field.
    pub variants: Vec<NewVariant>,
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
    if !command.variants.is_empty() {
        actor.require(Permission::PricesWrite)?;
    }
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
    let mut variants = Vec::with_capacity(command.variants.len());
    for (at, new) in command.variants.iter().enumerate() {
        let (id, key) = (store::new_id(now), format!("new.{at}."));
        let position = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1);
        match made(merged.as_ref().unwrap_or(&before), (id, position), new, &known) {
            Ok(row) => variants.push((key, row)),
            Err(EditError::Invalid(found)) => errors.extend(
                found
                    .into_iter()
                    .map(|error| FieldError::new(format!("{key}{}", error.field), error.problem)),
            ),
            Err(error) => return Err(error),
        }
    }
    errors.extend(taken(&mut tx, &variants).await?);
    if let Ok(product) = &merged {
        let has_variants = !command.variants.is_empty();
        let found = check(&mut tx, &before, product).await?;
        errors.extend(
            found.into_iter().filter(|e| !(has_variants && e.problem == Problem::NoVariant)),
        );
    }
    if !errors.is_empty() {
        return Err(EditError::Invalid(errors));
    }
    let product = merged?;
    let id = product.row.id;
    let variants: Vec<EditedVariantRow> = variants.into_iter().map(|(_, row)| row).collect();
    add(&mut tx, &product, &variants, now).await?;
    let subject = Subject { entity: Entity::Product, id, label: &product.row.name };
    let recorded = Recorded::new(Action::Create, vec![subject.created()]);
    let entry = record(&mut tx, actor, now, recorded).await?;
    store::catalogue::bump_for(&mut tx, &[Change::Product(id)]).await?;
    tx.commit().await?;
    show(ctx).await;
    let changed = edits.into_keys().collect();
    Ok(Saved { id, version: 1, changed, entry: Some(entry) })
}
