//! Copies a product.

use super::{
    ProductField,
    record::{Product, add, check, known},
};
use crate::{
    Context,
    audit::{Recorded, record},
    catalogue::edit::{
        EditError, FieldError, Given, Problem, Saved,
        fields::{Edits, Subject, merge, required},
        show,
    },
    staff::Actor,
};
use domain::{
    audit::{Action, Entity},
    catalogue::ProductStatus,
    staff::Permission,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Uuid,
    catalogue::{Change, EditedVariantRow},
};

/// Copies a product with its texts, attributes, categories, pictures, relations and variants. The
/// copy is a draft without stock.
#[derive(Clone, Debug)]
pub struct DuplicateProduct {
    /// The product.
    pub id: Uuid,
    /// The slug of the copy.
    pub slug: String,
    /// The name of the copy.
    pub name: String,
    /// The SKUs of the copy's variants, by those of the product. Errors name them `sku.` and the
    /// product's SKU. Archived variants are not copied.
    pub skus: BTreeMap<String, String>,
}

/// Copies a product.
///
/// # Errors
/// See [`EditError`]; never a conflict.
#[tracing::instrument(name = "duplicate_product", skip_all, fields(product = %command.id))]
pub async fn duplicate(
    ctx: &Context,
    actor: &Actor,
    command: DuplicateProduct,
) -> Result<Saved, EditError> {
    actor.require(Permission::CatalogueWrite)?;
    // The copy has prices.
    actor.require(Permission::PricesWrite)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let original = Product::lock(&mut tx, command.id).await?.ok_or(EditError::NotFound)?;
    let id = store::new_id(now);
    let mut draft = original.clone();
    draft.row.id = id;
    draft.row.version = 1;
    draft.row.status = ProductStatus::Draft;
    (draft.row.published_at, draft.row.unpublish_at) = (None, None);
    (draft.row.archived_at, draft.row.archived_from) = (None, None);
    let edits = Edits::from([
        (ProductField::Name.key(), Given::new(&command.name)),
        (ProductField::Slug.key(), Given::new(&command.slug)),
    ]);
    let known = known(ctx, &mut tx, &edits).await?;
    let mut errors = Vec::new();
    let copy = match merge(&draft, 1, &edits, &known) {
        Ok(copy) => Some(copy),
        Err(EditError::Invalid(found)) => {
            errors.extend(found);
            None
        }
        Err(error) => return Err(error),
    };
    let rows = store::catalogue::edited_variants(&mut tx, command.id).await?;
    let kept: Vec<EditedVariantRow> =
        rows.into_iter().filter(|row| row.archived_at.is_none()).collect();
    let mut variants = Vec::with_capacity(kept.len());
    let mut new_skus = BTreeSet::new();
    for row in kept {
        let key = format!("sku.{}", row.sku);
        let given = command.skus.get(&row.sku).map(String::as_str).unwrap_or_default();
        match required(given, 60) {
            Ok(sku) if !new_skus.insert(sku.clone()) => {
                errors.push(FieldError::new(key, Problem::Twice(sku)));
            }
            Ok(sku) => variants.push((
                key,
                EditedVariantRow {
                    id: store::new_id(now),
                    product_id: id,
                    sku,
                    stock: 0,
                    version: 1,
                    ..row
                },
            )),
            Err(problem) => errors.push(FieldError::new(key, problem)),
        }
    }
    let all: Vec<String> = new_skus.into_iter().collect();
    let taken = store::catalogue::taken_skus(&mut tx, &all).await?;
    for (key, variant) in &variants {
        if taken.contains(&variant.sku) {
            errors.push(FieldError::new(key.as_str(), Problem::Taken));
        }
    }
    if let Some(copy) = &copy {
        // The original has the slug that a copy without a new one would have.
        errors.extend(check(&mut tx, &Product::new(id), copy).await?);
    }
    let (Some(copy), true) = (copy, errors.is_empty()) else {
        return Err(EditError::Invalid(errors));
    };
    let variants: Vec<EditedVariantRow> = variants.into_iter().map(|(_, row)| row).collect();
    add(&mut tx, &copy, &variants, now).await?;
    let subject = Subject { entity: Entity::Product, id, label: &copy.row.name };
    let recorded = Recorded::new(Action::Create, vec![subject.created()]);
    let entry = record(&mut tx, actor, now, recorded).await?;
    store::catalogue::bump_for(&mut tx, &[Change::Product(id)]).await?;
    tx.commit().await?;
    show(ctx).await;
    Ok(Saved { id, version: 1, changed: Vec::new(), entry: Some(entry) })
}
