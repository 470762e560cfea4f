//! Variants as a merchant edits them, without prices and stock.

pub use super::variant_field::VariantField;
use super::{
    Conflict, EditError, FieldError, Given, Problem, Saved, attributes,
    fields::{Edits, Fields, Record, Subject, differences, flag, flag_text, line, merge, required},
    known::Known,
    product::record::Product,
    show,
    variant_field::picture_of,
};
use crate::{
    Context, InternalError,
    audit::{Recorded, record},
    staff::Actor,
};
use domain::{
    Money,
    audit::{Action, Entity},
    catalogue::{Attributes, ProductStatus, Value},
    pricing::MAX_PRICE,
    staff::Permission,
};
use std::collections::BTreeMap;
use store::{
    OnConstraint, Tx, Uuid,
    catalogue::{Change, EditedPictureRow, EditedVariantRow},
};

/// The most grams of a unit.
const GRAMS: i64 = 2_000_000;
/// The most places of variants.
const PLACES: i64 = 100_000;
/// The text of an attribute that the product has and the variant has not.
const REMOVED: &str = "-";

/// A variant with the pictures and attributes of its product.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::catalogue) struct Variant {
    pub row: EditedVariantRow,
    difference: BTreeMap<String, Option<Value>>,
    pictures: Vec<EditedPictureRow>,
    product: Attributes,
}

impl Variant {
    /// Locks the product of a variant, and reads the variant: orders go on.
    pub async fn lock(tx: &mut Tx, id: Uuid) -> Result<Option<Self>, InternalError> {
        let product = store::catalogue::product_of(tx, id).await?;
        let Some(product) = product else { return Ok(None) };
        store::catalogue::lock_product(tx, product).await?;
        match store::catalogue::edited_variant(tx, id).await? {
            Some(row) => Ok(Some(Self::of_row(tx, row).await?)),
            None => Ok(None),
        }
    }

    async fn of_row(tx: &mut Tx, row: EditedVariantRow) -> Result<Self, InternalError> {
        let product = store::catalogue::edited_product(tx, row.product_id).await?;
        let product = product.ok_or_else(|| InternalError::stored("product of", &row.sku))?;
        let attributes: Attributes = serde_json::from_str(&product.attributes)
            .map_err(|_| InternalError::stored("attributes of", &product.slug))?;
        let pictures = store::catalogue::edited_pictures(tx, row.product_id).await?;
        Self::of_product(row, &attributes, &pictures)
    }

    /// A variant of a product that was read.
    pub fn of_product(
        row: EditedVariantRow,
        attributes: &Attributes,
        pictures: &[EditedPictureRow],
    ) -> Result<Self, InternalError> {
        let difference = serde_json::from_str(&row.attributes)
            .map_err(|_| InternalError::stored("attributes of", &row.sku))?;
        let (product, pictures) = (attributes.clone(), pictures.to_vec());
        Ok(Self { difference, pictures, product, row })
    }
}

impl Record for Variant {
    type Field = VariantField;

    fn field(key: &str) -> Option<VariantField> {
        VariantField::from_key(key)
    }

    fn key(field: &VariantField) -> String {
        field.key()
    }

    fn fields(&self) -> Vec<VariantField> {
        let mut fields = VariantField::PLAIN.to_vec();
        fields.extend(self.difference.keys().cloned().map(VariantField::Attribute));
        fields
    }

    fn text(&self, field: &VariantField, _: &Known) -> String {
        let row = &self.row;
        match field {
            VariantField::Sku => row.sku.clone(),
            VariantField::OptionName => row.option_name.clone(),
            VariantField::Label => row.label.clone(),
            VariantField::Position => row.position.to_string(),
            VariantField::WeightGrams => row.weight_g.to_string(),
            VariantField::Picture => picture_of(row, &self.pictures),
            VariantField::Archived => flag_text(row.archived_at.is_some()),
            VariantField::Attribute(key) => match self.difference.get(key) {
                Some(Some(value)) => attributes::text(value),
                Some(None) => REMOVED.to_owned(),
                None => String::new(),
            },
        }
    }

    fn set(&mut self, field: &VariantField, text: &str, known: &Known) -> Result<(), Problem> {
        let row = &mut self.row;
        match field {
            VariantField::Sku => row.sku = required(text, 60)?,
            VariantField::OptionName => row.option_name = line(text, 60)?,
            VariantField::Label => row.label = line(text, 120)?,
            VariantField::Position => row.position = whole(text, PLACES)?,
            VariantField::WeightGrams => {
                let grams = whole(text, GRAMS)?;
                row.weight_g = u32::try_from(grams).map_err(|_| Problem::NotWithin(0, GRAMS))?;
            }
            VariantField::Picture => {
                let hash = text.trim();
                let places = self.pictures.iter().zip(1..);
                let mut own = places.filter(|(picture, _)| picture.hash == hash);
                row.picture = match own.next() {
                    Some((_, place)) => place,
                    None if hash.is_empty() => 1,
                    None => return Err(Problem::Missing(hash.to_owned())),
                };
            }
            VariantField::Archived => {
                row.archived_at = match (flag(text)?, row.archived_at) {
                    (true, None) => Some(known.now),
                    (true, since) => since,
                    (false, _) => None,
                };
            }
            VariantField::Attribute(key) => match text.trim() {
                "" => drop(self.difference.remove(key)),
                REMOVED => drop(self.difference.insert(key.clone(), None)),
                text => {
                    let definition = known.definition(key);
                    let definition = definition.ok_or_else(|| Problem::Missing(key.clone()))?;
                    let own = self.difference.get(key).and_then(Option::as_ref);
                    let before = own.or_else(|| self.product.get(key));
                    let value = attributes::read(definition, before, text)?;
                    self.difference.insert(key.clone(), Some(value));
                }
            },
        }
        Ok(())
    }

    fn version(&self) -> i64 {
        self.row.version
    }
}

/// A whole number from 0 to `max`.
fn whole(text: &str, max: i64) -> Result<i64, Problem> {
    let number = text.trim().parse().ok().filter(|number: &i64| (0..=max).contains(number));
    number.ok_or(Problem::NotWithin(0, max))
}

/// A variant that a product gets, without stock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewVariant {
    /// Its price.
    pub price: Money,
    /// Its fields, by [`VariantField::key`]. A SKU is required.
    pub fields: Fields,
}

/// The row of a new variant with this key and position.
pub(super) fn made(
    product: &Product,
    (id, position): (Uuid, i64),
    new: &NewVariant,
    known: &Known,
) -> Result<EditedVariantRow, EditError> {
    let empty = EditedVariantRow {
        id,
        product_id: product.row.id,
        sku: String::new(),
        position,
        option_name: String::new(),
        label: String::new(),
        price_minor: new.price.minor,
        currency: new.price.currency,
        stock: 0,
        weight_g: 0,
        attributes: "{}".to_owned(),
        picture: 1,
        version: 1,
        archived_at: None,
    };
    let before = Variant::of_product(empty, &product.attributes, &product.pictures)?;
    let mut edits: Edits =
        new.fields.iter().map(|(key, value)| (key.clone(), Given::new(value))).collect();
    // Without a SKU, the error is that of an empty one.
    edits.entry(VariantField::Sku.key()).or_insert_with(|| Given::new(""));
    let after = merge(&before, 1, &edits, known)?;
    if !(1..=MAX_PRICE).contains(&new.price.minor) {
        return Err(EditError::field("price", Problem::NotWithin(1, MAX_PRICE)));
    }
    let attributes = serde_json::to_string(&after.difference)?;
    Ok(EditedVariantRow { attributes, ..after.row })
}

/// The last place among the variants of a product.
pub(super) async fn last_position(tx: &mut Tx, product: Uuid) -> Result<i64, InternalError> {
    let siblings = store::catalogue::edited_variants(tx, product).await?;
    Ok(siblings.iter().map(|sibling| sibling.position).max().unwrap_or(0))
}

/// The new variants whose SKU another one has; each row comes with the beginning of the keys of its
/// fields.
pub(super) async fn taken(
    tx: &mut Tx,
    rows: &[(String, EditedVariantRow)],
) -> Result<Vec<FieldError>, InternalError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let skus: Vec<String> = rows.iter().map(|(_, row)| row.sku.clone()).collect();
    let of_others = store::catalogue::taken_skus(tx, &skus).await?;
    let mut errors = Vec::new();
    for (at, (key, row)) in rows.iter().enumerate() {
        let key = || format!("{key}{}", VariantField::Sku.key());
        if of_others.contains(&row.sku) {
            errors.push(FieldError::new(key(), Problem::Taken));
        } else if rows.iter().take(at).any(|(_, earlier)| earlier.sku == row.sku) {
            errors.push(FieldError::new(key(), Problem::Twice(row.sku.clone())));
        }
    }
    Ok(errors)
}

/// Adds a variant to a product, without stock.
#[derive(Clone, Debug)]
pub struct CreateVariant {
    /// The product.
    pub product: Uuid,
    /// Its price: above zero, and at most [`MAX_PRICE`].
    pub price: Money,
    /// Its fields, by [`VariantField::key`]. A SKU is required; it comes after its siblings
    /// without a position.
    pub fields: Fields,
}

/// Changes fields of a variant.
#[derive(Clone, Debug)]
pub struct ChangeVariant {
    /// The variant.
    pub id: Uuid,
    /// The version that was read.
    pub version: i64,
    /// The changed fields, by [`VariantField::key`].
    pub edits: Edits,
}

/// Adds a variant.
///
/// # Errors
/// See [`EditError`]; never a conflict.
#[tracing::instrument(name = "create_variant", skip_all, fields(product = %command.product))]
pub async fn create(
    ctx: &Context,
    actor: &Actor,
    command: CreateVariant,
) -> Result<Saved, EditError> {
    actor.require(Permission::CatalogueWrite)?;
    actor.require(Permission::PricesWrite)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    // Before everything else: two new variants do not get the same place.
    let product = store::catalogue::lock_product(&mut tx, command.product).await?;
    let product = product.ok_or(EditError::NotFound)?;
    let product = Product::of_row(&mut tx, product).await?;
    let id = store::new_id(now);
    let known = Known::new(ctx, &mut tx).await?;
    let last = last_position(&mut tx, product.row.id).await?;
    let changed = command.fields.keys().cloned().collect();
    let new = NewVariant { price: command.price, fields: command.fields };
    let row = made(&product, (id, last + 1), &new, &known)?;
    let errors = taken(&mut tx, &[(String::new(), row.clone())]).await?;
    if !errors.is_empty() {
        return Err(EditError::Invalid(errors));
    }
    let product = product.row;
    let rows = std::slice::from_ref(&row);
    store::catalogue::insert_variants(&mut tx, rows, now).await.on_constraint(violated)?;
    store::catalogue::touch(&mut tx, product.id, now).await?;
    store::catalogue::index_for_desk(&mut tx, &[product.id]).await?;
    let subject = Subject { entity: Entity::Variant, id, label: &row.sku };
    let recorded = Recorded::new(Action::Create, vec![subject.created()]);
    let entry = record(&mut tx, actor, now, recorded).await?;
    store::catalogue::bump_for(&mut tx, &[Change::Product(product.id)]).await?;
    tx.commit().await?;
    show(ctx).await;
    Ok(Saved { id, version: 1, changed, entry: Some(entry) })
}

/// Changes fields of a variant.
///
/// # Errors
/// See [`EditError`].
#[tracing::instrument(name = "change_variant", skip_all, fields(variant = %command.id))]
pub async fn change(
    ctx: &Context,
    actor: &Actor,
    command: ChangeVariant,
) -> Result<Saved, EditError> {
    actor.require(Permission::CatalogueWrite)?;
    let ChangeVariant { id, version, edits } = command;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let before = Variant::lock(&mut tx, id).await?.ok_or(EditError::NotFound)?;
    let known = Known::new(ctx, &mut tx).await?;
    let after = merge(&before, version, &edits, &known)?;
    let subject = Subject { entity: Entity::Variant, id, label: &after.row.sku };
    let changes = differences(subject, &before, &after, &known);
    if changes.is_empty() {
        return Ok(Saved { id, version: before.version(), changed: Vec::new(), entry: None });
    }
    refuse(&mut tx, &before, &after).await?;
    let changed: Vec<String> = changes.iter().map(|change| change.field.clone()).collect();
    let action = match (before.row.archived_at, after.row.archived_at) {
        (None, Some(_)) => Action::Archive,
        (Some(_), None) => Action::Restore,
        _ => Action::Change,
    };
    let entry = record(&mut tx, actor, now, Recorded::new(action, changes)).await?;
    save(&mut tx, &before, &after, now).await?;
    store::catalogue::bump_for(&mut tx, &[Change::Product(after.row.product_id)]).await?;
    tx.commit().await?;
    show(ctx).await;
    Ok(Saved { id, version: before.version() + 1, changed, entry: Some(entry) })
}

/// Takes a variant of this version out of the shop. Orders, carts and its stock keep it.
///
/// # Errors
/// See [`EditError`].
pub async fn archive(
    ctx: &Context,
    actor: &Actor,
    id: Uuid,
    version: i64,
) -> Result<Saved, EditError> {
    change(ctx, actor, ChangeVariant { id, version, edits: archived("yes") }).await
}

/// Brings an archived variant of this version back.
///
/// # Errors
/// See [`EditError`].
pub async fn restore(
    ctx: &Context,
    actor: &Actor,
    id: Uuid,
    version: i64,
) -> Result<Saved, EditError> {
    change(ctx, actor, ChangeVariant { id, version, edits: archived("no") }).await
}

fn archived(value: &str) -> Edits {
    Edits::from([(VariantField::Archived.key(), Given::new(value))])
}

pub(super) fn violated(constraint: &str) -> Option<EditError> {
    (constraint == "variants_sku_key")
        .then(|| EditError::field(VariantField::Sku.key(), Problem::Taken))
}

/// What is wrong with a variant as a whole after a save.
pub(super) async fn check(
    tx: &mut Tx,
    before: &Variant,
    after: &Variant,
) -> Result<Vec<FieldError>, InternalError> {
    let mut errors = Vec::new();
    if after.row.sku != before.row.sku {
        let skus = std::slice::from_ref(&after.row.sku);
        let taken = store::catalogue::taken_skus(tx, skus).await?;
        let error = || FieldError::new(VariantField::Sku.key(), Problem::Taken);
        errors.extend(taken.iter().map(|_| error()));
    }
    if after.row.archived_at.is_some() != before.row.archived_at.is_some()
        && let Some(problem) = archive_problem(tx, &after.row).await?
    {
        errors.push(FieldError::new(VariantField::Archived.key(), problem));
    }
    Ok(errors)
}

/// Why a variant of a published product cannot be archived, or restored.
async fn archive_problem(
    tx: &mut Tx,
    after: &EditedVariantRow,
) -> Result<Option<Problem>, InternalError> {
    let product = store::catalogue::edited_product(tx, after.product_id).await?;
    if product.is_none_or(|product| product.status != ProductStatus::Published) {
        return Ok(None);
    }
    if after.archived_at.is_none() {
        let is_unpriced = after.price_minor <= 0;
        return Ok(is_unpriced.then(|| Problem::NoPrice(vec![after.sku.clone()])));
    }
    let all = store::catalogue::edited_variants(tx, after.product_id).await?;
    let is_other = |other: &EditedVariantRow| other.id != after.id && other.archived_at.is_none();
    Ok((!all.iter().any(is_other)).then_some(Problem::LastVariant))
}

async fn refuse(tx: &mut Tx, before: &Variant, after: &Variant) -> Result<(), EditError> {
    let errors = check(tx, before, after).await?;
    if errors.is_empty() { Ok(()) } else { Err(EditError::Invalid(errors)) }
}

/// Writes a variant whose product is locked. Orders wait for its row from then on.
pub(super) async fn save(
    tx: &mut Tx,
    before: &Variant,
    after: &Variant,
    now: i64,
) -> Result<(), EditError> {
    let attributes = serde_json::to_string(&after.difference)?;
    let row = EditedVariantRow { attributes, ..after.row.clone() };
    let old = &before.row;
    if row.sku != old.sku {
        store::catalogue::keep_old_sku(tx, row.id, &old.sku, &row.sku).await?;
    }
    store::catalogue::touch(tx, row.product_id, now).await?;
    if !store::catalogue::update_variant(tx, &row).await.on_constraint(violated)? {
        // An import, in this moment.
        let conflict = Conflict { version: old.version, fields: Vec::new() };
        return Err(EditError::Conflict(conflict));
    }
    // Lists of the desk know nothing else of it.
    let is_listed_anew = row.sku != old.sku
        || (row.weight_g == 0) != (old.weight_g == 0)
        || row.archived_at.is_some() != old.archived_at.is_some();
    if is_listed_anew {
        store::catalogue::index_for_desk(tx, &[row.product_id]).await?;
    }
    Ok(())
}
