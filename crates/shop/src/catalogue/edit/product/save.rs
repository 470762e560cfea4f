//! Saves what the page of a product shows: fields of the product and of its variants, and new
//! variants.

use super::{
    change::action,
    record::{Product, check, known, save as save_row},
};
use crate::{
    Context,
    audit::{Changed, Recorded, record},
    catalogue::edit::{
        Conflict, EditError, FieldConflict, FieldError, Problem, Saved,
        fields::{Edits, Record, Subject, differences, merge},
        known::Known,
        show,
        variant::{self, ChangeVariant, NewVariant, Variant, last_position, made, taken},
    },
    staff::Actor,
};
use domain::{audit::Entity, staff::Permission};
use store::{
    OnConstraint, Tx, Uuid,
    catalogue::{Change, EditedVariantRow},
};

/// Saves fields of a product and of its variants, all or nothing.
#[derive(Clone, Debug)]
pub struct SaveProduct {
    /// The product.
    pub id: Uuid,
    /// The version of the product that was read.
    pub version: i64,
    /// The changed fields of the product, by [`ProductField::key`](super::ProductField::key).
    pub edits: Edits,
    /// The changed variants. Errors and conflicts name their fields `variant.`, the id, and the
    /// field.
    pub variants: Vec<ChangeVariant>,
    /// Variants to add after the others. Errors name their fields `new.`, their place from 0, and
    /// the field.
    pub new_variants: Vec<NewVariant>,
}

/// Errors and conflicts that prevent a save.
#[derive(Default)]
struct Found {
    errors: Vec<FieldError>,
    conflicts: Vec<FieldConflict>,
}

impl Found {
    /// The value; none if there are errors or conflicts, which are noted with the beginning of
    /// their keys.
    fn note<T>(&mut self, key: &str, done: Result<T, EditError>) -> Result<Option<T>, EditError> {
        match done {
            Ok(value) => return Ok(Some(value)),
            Err(EditError::Invalid(errors)) => self.wrong(key, errors),
            Err(EditError::Conflict(conflict)) => {
                self.conflicts.extend(conflict.fields.into_iter().map(|field| FieldConflict {
                    field: format!("{key}{}", field.field),
                    ..field
                }));
            }
            Err(error) => return Err(error),
        }
        Ok(None)
    }

    fn wrong(&mut self, key: &str, errors: Vec<FieldError>) {
        let named =
            |error: FieldError| FieldError::new(format!("{key}{}", error.field), error.problem);
        self.errors.extend(errors.into_iter().map(named));
    }
}

/// Saves fields of a product and of its variants in one transaction with one audit entry.
///
/// # Errors
/// See [`EditError`]. If there are errors and conflicts, the errors come first.
#[tracing::instrument(name = "save_product", skip_all, fields(product = %command.id))]
pub async fn save(ctx: &Context, actor: &Actor, command: SaveProduct) -> Result<Saved, EditError> {
    actor.require(Permission::CatalogueWrite)?;
    if !command.new_variants.is_empty() {
        actor.require(Permission::PricesWrite)?;
    }
    let SaveProduct { id, version, edits, mut variants, new_variants } = command;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let before = Product::lock(&mut tx, id).await?.ok_or(EditError::NotFound)?;
    let known = known(ctx, &mut tx, &edits).await?;
    let (mut found, mut changes) = (Found::default(), Vec::new());
    let mut after = before.clone();
    if let Some(merged) = found.note("", merge(&before, version, &edits, &known))? {
        let errors = check(&mut tx, &before, &merged).await?;
        let gets_variants = !new_variants.is_empty();
        let stays = |error: &FieldError| !(gets_variants && error.problem == Problem::NoVariant);
        found.wrong("", errors.into_iter().filter(stays).collect());
        after = merged;
    }
    let subject = Subject { entity: Entity::Product, id, label: &after.row.name };
    let own = differences(subject, &before, &after, &known);
    let is_changed = !own.is_empty();
    changes.extend(own);
    // Variants are read after it, since they follow pictures that are moved.
    if is_changed && found.errors.is_empty() {
        save_row(&mut tx, &before, &after, now).await?;
    }
    // In the order in which orders lock them.
    variants.sort_by_key(|variant| variant.id);
    for command in variants {
        changes.extend(save_variant(&mut tx, (id, &known), command, &mut found).await?);
    }
    changes.extend(add_variants(&mut tx, (&after, &known), &new_variants, &mut found).await?);
    if !found.errors.is_empty() {
        return Err(EditError::Invalid(found.errors));
    }
    if !found.conflicts.is_empty() {
        let fields = found.conflicts;
        return Err(EditError::Conflict(Conflict { version: before.version(), fields }));
    }
    let version = before.version() + i64::from(is_changed);
    if changes.is_empty() {
        return Ok(Saved { id, version, changed: Vec::new(), entry: None });
    }
    let changed = changes.iter().map(key).collect();
    let recorded = Recorded::new(action(&before, &after), changes);
    let entry = record(&mut tx, actor, now, recorded).await?;
    store::catalogue::bump_for(&mut tx, &[Change::Product(id)]).await?;
    tx.commit().await?;
    show(ctx).await;
    Ok(Saved { id, version, changed, entry: Some(entry) })
}

/// The key of a changed field on the page of its product.
fn key(change: &Changed) -> String {
    match change.entity {
        Entity::Variant => format!("variant.{}.{}", change.id, change.field),
        _ => change.field.clone(),
    }
}

async fn save_variant(
    tx: &mut Tx,
    (product, known): (Uuid, &Known),
    command: ChangeVariant,
    found: &mut Found,
) -> Result<Vec<Changed>, EditError> {
    let ChangeVariant { id, version, edits } = command;
    let key = format!("variant.{id}.");
    let before = Variant::lock(tx, id).await?.ok_or(EditError::NotFound)?;
    if before.row.product_id != product {
        return Err(EditError::NotFound);
    }
    let Some(after) = found.note(&key, merge(&before, version, &edits, known))? else {
        return Ok(Vec::new());
    };
    found.wrong(&key, variant::check(tx, &before, &after).await?);
    let subject = Subject { entity: Entity::Variant, id, label: &after.row.sku };
    let changes = differences(subject, &before, &after, known);
    if !changes.is_empty() && found.errors.is_empty() {
        let saved = variant::save(tx, &before, &after, known.now).await;
        if found.note(&key, saved)?.is_none() {
            // PostgreSQL ends the transaction with a violated constraint.
            return Err(EditError::Invalid(std::mem::take(&mut found.errors)));
        }
    }
    Ok(changes)
}

async fn add_variants(
    tx: &mut Tx,
    (product, known): (&Product, &Known),
    new_variants: &[NewVariant],
    found: &mut Found,
) -> Result<Vec<Changed>, EditError> {
    if new_variants.is_empty() {
        return Ok(Vec::new());
    }
    let id = product.row.id;
    let last = last_position(tx, id).await?;
    let mut rows: Vec<(String, EditedVariantRow)> = Vec::with_capacity(new_variants.len());
    for ((at, new), position) in new_variants.iter().enumerate().zip(last + 1..) {
        let key = format!("new.{at}.");
        let made = made(product, (store::new_id(known.now), position), new, known);
        if let Some(row) = found.note(&key, made)? {
            rows.push((key, row));
        }
    }
    let errors = taken(tx, &rows).await?;
    found.wrong("", errors);
    let rows: Vec<EditedVariantRow> = rows.into_iter().map(|(_, row)| row).collect();
    if found.errors.is_empty() {
        let added = store::catalogue::insert_variants(tx, &rows, known.now).await;
        let taken = |_| EditError::field("new.0.sku", Problem::Taken);
        added.on_constraint(|constraint| variant::violated(constraint).map(taken))?;
        store::catalogue::touch(tx, id, known.now).await?;
        store::catalogue::index_for_desk(tx, &[id]).await?;
    }
    let created = |row: &EditedVariantRow| {
        Subject { entity: Entity::Variant, id: row.id, label: &row.sku }.created()
    };
    Ok(rows.iter().map(created).collect())
}
