//! A product with what belongs to it, as its fields show and set it.

use super::ProductField;
use crate::{
    Context, InternalError,
    audit::Changed,
    catalogue::edit::{
        EditError, FieldError, Problem, attributes,
        fields::{Edits, Record, Subject, flag, flag_text, line, lines, list, required, slug},
        known::Known,
        schedule,
        variant_field::{VariantField, picture_of},
    },
};
use domain::{
    audit::Entity,
    catalogue::{Attributes, PictureRole, ProductStatus, RedirectKind},
    tax::TaxClass,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{
    OnConstraint, Tx, Uuid,
    catalogue::{
        EditedPictureRow, EditedProductRow, EditedVariantRow, NamedRow, NewPicture, RelationRow,
    },
};

/// The most pictures of a product.
const PICTURES: usize = 50;
/// The most products beside another one or in its box.
const RELATIONS: usize = 50;
/// The keys of relations in the database.
const RELATED: &str = "related";
const IN_BOX: &str = "in_box";

/// A product.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::catalogue) struct Product {
    pub row: EditedProductRow,
    pub attributes: Attributes,
    pub brand: String,
    /// The main one first.
    pub categories: Vec<NamedRow>,
    pub pictures: Vec<EditedPictureRow>,
    pub relations: Vec<RelationRow>,
}

impl Product {
    /// A draft without anything.
    pub fn new(id: Uuid) -> Self {
        Self {
            row: EditedProductRow {
                id,
                slug: String::new(),
                name: String::new(),
                brand_id: Uuid::nil(),
                category_id: Uuid::nil(),
                summary: String::new(),
                description: String::new(),
                tax_class: TaxClass::Standard,
                status: ProductStatus::Draft,
                published_at: None,
                unpublish_at: None,
                featured: false,
                seo_title: String::new(),
                seo_description: String::new(),
                attributes: "{}".to_owned(),
                version: 1,
                archived_at: None,
                archived_from: None,
            },
            attributes: Attributes::new(),
            brand: String::new(),
            categories: Vec::new(),
            pictures: Vec::new(),
            relations: Vec::new(),
        }
    }

    /// Locks a product and reads what belongs to it.
    pub async fn lock(tx: &mut Tx, id: Uuid) -> Result<Option<Self>, InternalError> {
        match store::catalogue::lock_product(tx, id).await? {
            Some(row) => Ok(Some(Self::of_row(tx, row).await?)),
            None => Ok(None),
        }
    }

    /// Reads what belongs to a product.
    pub async fn of_row(
        executor: &mut impl store::Executor,
        row: EditedProductRow,
    ) -> Result<Self, InternalError> {
        let attributes = serde_json::from_str(&row.attributes)
            .map_err(|_| InternalError::stored("attributes of", &row.slug))?;
        let brand = store::catalogue::brand_slug(executor, row.brand_id).await?;
        let mut categories = store::catalogue::placed_in(executor, row.id).await?;
        // Those beside the main one are in the order of their slugs.
        categories.sort_by_key(|category| category.id != row.category_id);
        Ok(Self {
            brand: brand.ok_or_else(|| InternalError::stored("brand of", &row.slug))?,
            attributes,
            categories,
            pictures: store::catalogue::edited_pictures(executor, row.id).await?,
            relations: store::catalogue::relations(executor, row.id).await?,
            row,
        })
    }

    /// A product without its brand, pictures and relations, for changes of many products that touch
    /// none of these.
    pub fn of_parts(
        row: EditedProductRow,
        mut categories: Vec<NamedRow>,
    ) -> Result<Self, InternalError> {
        let attributes = serde_json::from_str(&row.attributes)
            .map_err(|_| InternalError::stored("attributes of", &row.slug))?;
        categories.sort_by_key(|category| category.id != row.category_id);
        let id = row.id;
        Ok(Self { row, attributes, categories, ..Self::new(id) })
    }

    fn slugs_of(&self, kind: &str) -> impl Iterator<Item = &RelationRow> {
        self.relations.iter().filter(move |relation| relation.kind == kind)
    }

    /// Replaces the relations of a kind.
    fn relate(&mut self, kind: &str, text: &str, known: &Known) -> Result<(), Problem> {
        let mut wanted = Vec::new();
        for part in list(text)? {
            let (slug, quantity) = part.split_once('*').unwrap_or((part, "1"));
            let quantity: u32 = quantity
                .parse()
                .ok()
                .filter(|quantity: &u32| (1..=99).contains(quantity))
                .ok_or(Problem::NotWithin(1, 99))?;
            // A slug that was there before may be that of a product renamed since.
            let own = self.slugs_of(kind).find(|relation| relation.slug == slug);
            let other_id = own.map(|relation| relation.other_id);
            let other_id = other_id.or_else(|| known.products.get(slug).copied());
            let other_id = other_id.ok_or_else(|| Problem::Missing(slug.to_owned()))?;
            if other_id == self.row.id {
                return Err(Problem::Itself);
            }
            if wanted.iter().any(|relation: &RelationRow| relation.other_id == other_id) {
                return Err(Problem::Twice(slug.to_owned()));
            }
            let (kind, slug) = (kind.to_owned(), slug.to_owned());
            wanted.push(RelationRow { kind, other_id, slug, quantity });
        }
        if wanted.len() > RELATIONS {
            return Err(Problem::NotWithin(0, 50));
        }
        self.relations.retain(|relation| relation.kind != kind);
        self.relations.extend(wanted);
        Ok(())
    }

    fn set_status(&mut self, status: ProductStatus, now: i64) {
        let before = self.row.status;
        if status == before {
            return;
        }
        if status == ProductStatus::Archived {
            (self.row.archived_at, self.row.archived_from) = (Some(now), Some(before));
        } else {
            (self.row.archived_at, self.row.archived_from) = (None, None);
        }
        if status == ProductStatus::Published && self.row.published_at.is_none() {
            self.row.published_at = Some(now);
        }
        self.row.status = status;
    }

    fn set_categories(&mut self, text: &str, known: &Known) -> Result<(), Problem> {
        let mut categories: Vec<NamedRow> = Vec::new();
        for slug in list(text)? {
            let id = known.categories.get(slug).copied();
            let id = id.ok_or_else(|| Problem::Missing(slug.to_owned()))?;
            if known.archived.contains(slug) {
                return Err(Problem::Archived(slug.to_owned()));
            }
            categories.push(NamedRow { id, slug: slug.to_owned() });
        }
        let main = categories.first().ok_or(Problem::Required)?.id;
        categories.sort_by(|a, b| (a.id != main, &a.slug).cmp(&(b.id != main, &b.slug)));
        self.row.category_id = main;
        self.categories = categories;
        Ok(())
    }

    fn set_pictures(&mut self, text: &str, known: &Known) -> Result<(), Problem> {
        let mut pictures = Vec::new();
        for hash in list(text)? {
            let own = self.pictures.iter().find(|picture| picture.hash == hash).cloned();
            let new = || EditedPictureRow { hash: hash.to_owned(), alt: String::new(), role: None };
            let is_known = known.pictures.contains(hash);
            let picture = own.or_else(|| is_known.then(new));
            pictures.push(picture.ok_or_else(|| Problem::Missing(hash.to_owned()))?);
        }
        if pictures.len() > PICTURES {
            return Err(Problem::NotWithin(0, 50));
        }
        self.pictures = pictures;
        Ok(())
    }

    fn picture(&mut self, hash: &str) -> Result<&mut EditedPictureRow, Problem> {
        let found = self.pictures.iter_mut().find(|picture| picture.hash == hash);
        found.ok_or_else(|| Problem::Missing(hash.to_owned()))
    }
}

impl Record for Product {
    type Field = ProductField;

    fn field(key: &str) -> Option<ProductField> {
        ProductField::from_key(key)
    }

    fn key(field: &ProductField) -> String {
        field.key()
    }

    fn fields(&self) -> Vec<ProductField> {
        let mut fields = ProductField::PLAIN.to_vec();
        for picture in &self.pictures {
            fields.push(ProductField::PictureAlt(picture.hash.clone()));
            fields.push(ProductField::PictureRole(picture.hash.clone()));
        }
        fields.extend(self.attributes.keys().cloned().map(ProductField::Attribute));
        fields
    }

    fn text(&self, field: &ProductField, known: &Known) -> String {
        let row = &self.row;
        let at =
            |at: Option<i64>| at.map_or_else(String::new, |at| schedule::text(at, &known.zone));
        let picture = |hash: &String| self.pictures.iter().find(|picture| picture.hash == *hash);
        let joined = |parts: Vec<String>| parts.join("|");
        match field {
            ProductField::Name => row.name.clone(),
            ProductField::Slug => row.slug.clone(),
            ProductField::Brand => self.brand.clone(),
            ProductField::Categories => {
                joined(self.categories.iter().map(|category| category.slug.clone()).collect())
            }
            ProductField::Summary => row.summary.clone(),
            ProductField::Description => row.description.clone(),
            ProductField::TaxClass => row.tax_class.key().to_owned(),
            ProductField::PublishAt => at(row.published_at),
            ProductField::UnpublishAt => at(row.unpublish_at),
            ProductField::Status => row.status.key().to_owned(),
            ProductField::Featured => flag_text(row.featured),
            ProductField::SeoTitle => row.seo_title.clone(),
            ProductField::SeoDescription => row.seo_description.clone(),
            ProductField::Pictures => {
                joined(self.pictures.iter().map(|picture| picture.hash.clone()).collect())
            }
            ProductField::Related => {
                joined(self.slugs_of(RELATED).map(|relation| relation.slug.clone()).collect())
            }
            ProductField::InBox => joined(self.slugs_of(IN_BOX).map(in_box).collect()),
            ProductField::PictureAlt(hash) => {
                picture(hash).map_or_else(String::new, |picture| picture.alt.clone())
            }
            ProductField::PictureRole(hash) => {
                let role = picture(hash).and_then(|picture| picture.role);
                role.map_or_else(String::new, |role| role.key().to_owned())
            }
            ProductField::Attribute(key) => {
                self.attributes.get(key).map_or_else(String::new, attributes::text)
            }
        }
    }

    fn set(&mut self, field: &ProductField, text: &str, known: &Known) -> Result<(), Problem> {
        let row = &mut self.row;
        match field {
            ProductField::Name => row.name = required(text, 200)?,
            ProductField::Slug => row.slug = slug(text)?,
            ProductField::Brand => {
                let wanted = required(text, 120)?;
                if wanted != self.brand {
                    let id = known.brands.get(&wanted).copied();
                    row.brand_id = id.ok_or_else(|| Problem::Missing(wanted.clone()))?;
                    self.brand = wanted;
                }
            }
            ProductField::Categories => self.set_categories(text, known)?,
            ProductField::Summary => row.summary = line(text, 500)?,
            ProductField::Description => row.description = lines(text, 50_000)?,
            ProductField::TaxClass => {
                let class = TaxClass::from_key(text.trim());
                let all = [TaxClass::Standard, TaxClass::Books].map(TaxClass::key);
                row.tax_class = class.ok_or_else(|| Problem::NotOneOf(all.to_vec()))?;
            }
            ProductField::PublishAt => row.published_at = schedule::read(text, &known.zone)?,
            ProductField::UnpublishAt => row.unpublish_at = schedule::read(text, &known.zone)?,
            ProductField::Status => {
                let all = [ProductStatus::Draft, ProductStatus::Published, ProductStatus::Archived];
                let status = ProductStatus::from_key(text.trim());
                let keys = || all.map(ProductStatus::key).to_vec();
                self.set_status(status.ok_or_else(|| Problem::NotOneOf(keys()))?, known.now);
            }
            ProductField::Featured => row.featured = flag(text)?,
            ProductField::SeoTitle => row.seo_title = line(text, 200)?,
            ProductField::SeoDescription => row.seo_description = line(text, 500)?,
            ProductField::Pictures => self.set_pictures(text, known)?,
            ProductField::Related => self.relate(RELATED, text, known)?,
            ProductField::InBox => self.relate(IN_BOX, text, known)?,
            ProductField::PictureAlt(hash) => self.picture(hash)?.alt = line(text, 500)?,
            ProductField::PictureRole(hash) => {
                let key = text.trim();
                let role = PictureRole::from_key(key);
                let keys = || PictureRole::ALL.map(PictureRole::key).to_vec();
                if role.is_none() && !key.is_empty() {
                    return Err(Problem::NotOneOf(keys()));
                }
                self.picture(hash)?.role = role;
            }
            ProductField::Attribute(key) => {
                let before = self.attributes.get(key);
                if text.trim().is_empty() {
                    // One without a definition can still be removed.
                    self.attributes.remove(key);
                } else {
                    let definition = known.definition(key);
                    let definition = definition.ok_or_else(|| Problem::Missing(key.clone()))?;
                    let value = attributes::read(definition, before, text)?;
                    self.attributes.insert(key.clone(), value);
                }
            }
        }
        Ok(())
    }

    fn version(&self) -> i64 {
        self.row.version
    }
}

fn in_box(relation: &RelationRow) -> String {
    match relation.quantity {
        1 => relation.slug.clone(),
        quantity => format!("{}*{quantity}", relation.slug),
    }
}

/// Reads what the values of a save refer to.
pub(in crate::catalogue::edit) async fn known(
    ctx: &Context,
    tx: &mut Tx,
    edits: &Edits,
) -> Result<Known, InternalError> {
    let mut known = Known::new(ctx, tx).await?;
    let parts = |key: ProductField| -> Vec<String> {
        let given = edits.get(&key.key()).map(|given| given.value.as_str());
        let parts = given.unwrap_or_default().split('|').map(|part| part.trim().to_owned());
        // More than any list may have is an error of the list.
        parts.filter(|part| !part.is_empty()).take(2 * PICTURES).collect()
    };
    if let [brand] = parts(ProductField::Brand).as_slice() {
        known.brand(tx, brand).await?;
    }
    known.lock_categories(tx, &parts(ProductField::Categories)).await?;
    known.pictures(tx, &parts(ProductField::Pictures)).await?;
    let related = parts(ProductField::Related);
    let boxed = parts(ProductField::InBox);
    let slugs: Vec<String> = related
        .iter()
        .chain(&boxed)
        .map(|part| part.split('*').next().unwrap_or(part).to_owned())
        .collect();
    known.products(tx, &slugs).await?;
    Ok(known)
}

/// What is wrong with a product as a whole after a save.
pub(in crate::catalogue::edit) async fn check(
    tx: &mut Tx,
    before: &Product,
    after: &Product,
) -> Result<Vec<FieldError>, InternalError> {
    let mut errors = Vec::new();
    let mut wrong = |field: ProductField, problem| {
        errors.push(FieldError::new(field.key(), problem));
    };
    let (row, old) = (&after.row, &before.row);
    if row.status == ProductStatus::Published {
        if row.published_at.is_none() {
            wrong(ProductField::PublishAt, Problem::Required);
        }
        if old.status != ProductStatus::Published {
            let mut variants = store::catalogue::edited_variants(tx, row.id).await?;
            variants.retain(|variant| variant.archived_at.is_none());
            let unpriced = variants.iter().filter(|variant| variant.price_minor <= 0);
            let unpriced: Vec<String> = unpriced.map(|variant| variant.sku.clone()).collect();
            if variants.is_empty() {
                wrong(ProductField::Status, Problem::NoVariant);
            } else if !unpriced.is_empty() {
                wrong(ProductField::Status, Problem::NoPrice(unpriced));
            }
        }
    }
    let dates = (row.published_at, row.unpublish_at);
    if dates != (old.published_at, old.unpublish_at)
        && let (Some(from), Some(to)) = dates
        && to <= from
    {
        wrong(ProductField::UnpublishAt, Problem::EndsFirst);
    }
    if row.slug != old.slug
        && let Some(problem) = slug_problem(tx, after, &old.slug).await?
    {
        wrong(ProductField::Slug, problem);
    }
    Ok(errors)
}

/// Why a product cannot have its new slug.
async fn slug_problem(
    tx: &mut Tx,
    product: &Product,
    old_slug: &str,
) -> Result<Option<Problem>, InternalError> {
    let slug = &product.row.slug;
    let taken = store::catalogue::products_by_slug(tx, std::slice::from_ref(slug)).await?;
    if taken.iter().any(|other| other.id != product.row.id) {
        return Ok(Some(Problem::Taken));
    }
    let leads_to = store::catalogue::redirect(tx, RedirectKind::Product, slug).await?;
    // A product can have an earlier slug of its own again.
    Ok(leads_to.filter(|target| target != old_slug).map(Problem::OldAddress))
}

fn violated(constraint: &str) -> Option<EditError> {
    // Somebody else was faster.
    (constraint == "products_slug_key")
        .then(|| EditError::field(ProductField::Slug.key(), Problem::Taken))
}

/// Writes a locked product with what belongs to it, and returns what else changes by that, for the
/// audit log: variants lose pictures that the product loses.
///
/// # Errors
/// [`EditError::Invalid`] if its slug is taken in this moment.
pub(in crate::catalogue::edit) async fn save(
    tx: &mut Tx,
    before: &Product,
    after: &Product,
    now: i64,
) -> Result<Vec<Changed>, EditError> {
    let id = after.row.id;
    let row = with_attributes(after)?;
    store::catalogue::update_product(tx, &row, now).await.on_constraint(violated)?;
    if after.row.slug != before.row.slug {
        let (old, new) = (&before.row.slug, &after.row.slug);
        store::catalogue::redirect_renamed(tx, RedirectKind::Product, old, new).await?;
    }
    put_belongings(tx, before, after).await?;
    store::catalogue::index_for_desk(tx, &[id]).await?;
    if after.pictures == before.pictures {
        return Ok(Vec::new());
    }
    Ok(follow_pictures(tx, before, after).await?)
}

/// Adds a product with what belongs to it, and with variants.
///
/// # Errors
/// [`EditError::Invalid`] if its slug is taken in this moment.
pub(in crate::catalogue::edit) async fn add(
    tx: &mut Tx,
    product: &Product,
    variants: &[EditedVariantRow],
    now: i64,
) -> Result<(), EditError> {
    let row = with_attributes(product)?;
    store::catalogue::insert_product(tx, &row, now).await.on_constraint(violated)?;
    put_belongings(tx, &Product::new(product.row.id), product).await?;
    store::catalogue::insert_variants(tx, variants, now).await.on_constraint(|constraint| {
        (constraint == "variants_sku_key").then(|| EditError::field("sku", Problem::Taken))
    })?;
    store::catalogue::index_for_desk(tx, &[product.row.id]).await?;
    Ok(())
}

/// The row of a product with its attributes as they are now.
pub(in crate::catalogue::edit) fn with_attributes(
    product: &Product,
) -> Result<EditedProductRow, InternalError> {
    let attributes = serde_json::to_string(&product.attributes)?;
    Ok(EditedProductRow { attributes, ..product.row.clone() })
}

async fn put_belongings(
    tx: &mut Tx,
    before: &Product,
    after: &Product,
) -> Result<(), InternalError> {
    let id = after.row.id;
    if after.categories != before.categories {
        let ids: Vec<Uuid> = after.categories.iter().map(|category| category.id).collect();
        store::catalogue::put_categories_of(tx, id, &ids).await?;
    }
    if after.pictures != before.pictures {
        let pictures: Vec<NewPicture<'_>> = after
            .pictures
            .iter()
            .map(|picture| NewPicture {
                hash: &picture.hash,
                alt: &picture.alt,
                role: picture.role,
            })
            .collect();
        store::catalogue::put_pictures(tx, id, &pictures).await?;
    }
    if after.relations != before.relations {
        store::catalogue::put_relations(tx, id, &after.relations).await?;
    }
    Ok(())
}

/// Variants refer to pictures by position: they keep theirs when pictures move. When theirs is
/// gone, they get the new one in its place, or else the
/// first one; returned are those that lost theirs.
async fn follow_pictures(
    tx: &mut Tx,
    before: &Product,
    after: &Product,
) -> Result<Vec<Changed>, InternalError> {
    let moved: HashMap<&str, i64> =
        after.pictures.iter().zip(1..).map(|(picture, at)| (picture.hash.as_str(), at)).collect();
    let had: BTreeSet<&str> = before.pictures.iter().map(|one| one.hash.as_str()).collect();
    let replaced = |at: i64| {
        let new = (1..).zip(&after.pictures).find(|(place, _)| *place == at);
        new.filter(|(_, picture)| !had.contains(picture.hash.as_str())).map_or(1, |(at, _)| at)
    };
    let place = |at: i64, picture: &EditedPictureRow| {
        moved.get(picture.hash.as_str()).copied().unwrap_or_else(|| replaced(at))
    };
    let places: BTreeMap<i64, i64> =
        (1..).zip(&before.pictures).map(|(at, picture)| (at, place(at, picture))).collect();
    let stays: BTreeSet<i64> = (1..)
        .zip(&before.pictures)
        .filter(|(_, picture)| moved.contains_key(picture.hash.as_str()))
        .map(|(at, _)| at)
        .collect();
    let mut variants = store::catalogue::edited_variants(tx, after.row.id).await?;
    // In the order in which orders lock them.
    variants.sort_by_key(|variant| variant.id);
    let mut changes = Vec::new();
    for variant in variants {
        // A position without a picture stays one.
        let place = places.get(&variant.picture).copied().unwrap_or(variant.picture);
        if place != variant.picture {
            store::catalogue::set_picture(tx, variant.id, place).await?;
            // One that moved is still the same picture.
            let is_gone = !stays.contains(&variant.picture);
            let old = picture_of(&variant, &before.pictures);
            let moved = EditedVariantRow { picture: place, ..variant.clone() };
            let new = picture_of(&moved, &after.pictures);
            if is_gone && !old.is_empty() {
                let (entity, id) = (Entity::Variant, variant.id);
                let subject = Subject { entity, id, label: &variant.sku };
                changes.push(subject.changed(&VariantField::Picture.key(), &old, &new));
            }
        }
    }
    Ok(changes)
}
