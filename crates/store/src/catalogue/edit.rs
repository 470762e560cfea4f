//! What a merchant edits: one product, variant or category at a time. Rows are locked before they
//! are compared with what the merchant has read: products for their variants too, since orders lock
//! variants and wait for whoever has changed one. A variant is written late in its transaction, and
//! everybody raises the catalogue's version last.

use crate::{Error, Executor, Uuid, column};
use db::{Dialect, Query, execute, fetch_all, fetch_optional, here, insert};
use domain::{
    Currency,
    catalogue::{PictureRole, ProductStatus, RedirectKind},
    tax::TaxClass,
};

db::row! {
    /// A product of any status, as it is edited.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct EditedProductRow {
        /// Primary key.
        pub id: Uuid,
        /// Slug.
        pub slug: String,
        /// Its name.
        pub name: String,
        /// Its brand.
        pub brand_id: Uuid,
        /// Its main category.
        pub category_id: Uuid,
        /// One sentence.
        pub summary: String,
        /// Markdown.
        pub description: String,
        /// Tax class.
        pub tax_class: TaxClass = column::tax_class,
        /// Status.
        pub status: ProductStatus = column::product_status,
        /// Unix milliseconds.
        pub published_at: Option<i64>,
        /// From when on it is no longer shown, in Unix milliseconds.
        pub unpublish_at: Option<i64>,
        /// Whether it is among the first in lists.
        pub featured: bool = column::flag,
        /// SEO title.
        pub seo_title: String,
        /// SEO description.
        pub seo_description: String,
        /// JSON object.
        pub attributes: String,
        /// Counts its changes, from 1.
        pub version: i64,
        /// When it was archived, in Unix milliseconds.
        pub archived_at: Option<i64>,
        /// The status that it had then.
        pub archived_from: Option<ProductStatus> = column::optional_product_status,
    }
}

/// A statement about a product, with the columns of [`EditedProductRow`].
macro_rules! with_product_columns {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "id, slug, name, brand_id, category_id, summary, description, tax_class, status,
             published_at, unpublish_at, featured, seo_title, seo_description, attributes, version,
             archived_at, archived_from",
            $after
        )
    };
}

/// A product, locked until the transaction ends.
///
/// # Errors
/// If the query fails, or the row has an unreadable value.
pub async fn lock_product(
    executor: &mut impl Executor,
    id: Uuid,
) -> Result<Option<EditedProductRow>, Error> {
    Ok(fetch_optional!(
        executor,
        EditedProductRow,
        with_product_columns!("UPDATE products SET version = version WHERE id = $1 RETURNING ", ""),
        id
    )?)
}

/// A product.
///
/// # Errors
/// If the query fails, or the row has an unreadable value.
pub async fn edited_product(
    executor: &mut impl Executor,
    id: Uuid,
) -> Result<Option<EditedProductRow>, Error> {
    Ok(fetch_optional!(
        executor,
        EditedProductRow,
        with_product_columns!("SELECT ", " FROM products WHERE id = $1"),
        id
    )?)
}

/// Writes all columns of a locked product and counts the change.
///
/// # Errors
/// If the query fails, or violates `products_slug_key`.
pub async fn update_product(
    executor: &mut impl Executor,
    row: &EditedProductRow,
    now: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE products SET slug = $2, name = $3, brand_id = $4, category_id = $5, summary = $6,
         description = $7, tax_class = $8, status = $9, published_at = $10, unpublish_at = $11,
         featured = $12, seo_title = $13, seo_description = $14, attributes = $15,
         archived_at = $16, archived_from = $17, updated_at = $18, version = version + 1
         WHERE id = $1",
        row.id,
        row.slug.as_str(),
        row.name.as_str(),
        row.brand_id,
        row.category_id,
        row.summary.as_str(),
        row.description.as_str(),
        row.tax_class.key(),
        row.status.key(),
        row.published_at,
        row.unpublish_at,
        i64::from(row.featured),
        row.seo_title.as_str(),
        row.seo_description.as_str(),
        row.attributes.as_str(),
        row.archived_at,
        row.archived_from.map(ProductStatus::key),
        now
    )?;
    Ok(())
}

/// Adds a product. Its version is 1, whatever the row says.
///
/// # Errors
/// If the query fails, or violates `products_slug_key`.
pub async fn insert_product(
    executor: &mut impl Executor,
    row: &EditedProductRow,
    now: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO products (id, slug, name, brand_id, category_id, summary, description,
         tax_class, status, published_at, unpublish_at, featured, seo_title, seo_description,
         attributes, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        row.id,
        row.slug.as_str(),
        row.name.as_str(),
        row.brand_id,
        row.category_id,
        row.summary.as_str(),
        row.description.as_str(),
        row.tax_class.key(),
        row.status.key(),
        row.published_at,
        row.unpublish_at,
        i64::from(row.featured),
        row.seo_title.as_str(),
        row.seo_description.as_str(),
        row.attributes.as_str(),
        now
    )?;
    Ok(())
}

db::row! {
    /// The key and the slug of something.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct NamedRow {
        /// Primary key.
        pub id: Uuid,
        /// Slug.
        pub slug: String,
    }
}

/// The brand with this slug.
///
/// # Errors
/// If the query fails.
pub async fn brand_id(executor: &mut impl Executor, slug: &str) -> Result<Option<Uuid>, Error> {
    let row = fetch_optional!(executor, (Uuid,), "SELECT id FROM brands WHERE slug = $1", slug)?;
    Ok(row.map(|(id,)| id))
}

/// The slug of a brand.
///
/// # Errors
/// If the query fails.
pub async fn brand_slug(executor: &mut impl Executor, id: Uuid) -> Result<Option<String>, Error> {
    let row = fetch_optional!(executor, (String,), "SELECT slug FROM brands WHERE id = $1", id)?;
    Ok(row.map(|(slug,)| slug))
}

fn products_named(slugs: &[String]) -> Query {
    Query::new("SELECT id, slug FROM products").filter_in("slug", slugs.iter().map(String::as_str))
}

db::built!(NamedRow, [Sqlite, Postgres], |_| products_named(&["a".to_owned(), "b".to_owned()]));

/// The products of any status with these slugs, in any order.
///
/// # Errors
/// If the query fails.
pub async fn products_by_slug(
    executor: &mut impl Executor,
    slugs: &[String],
) -> Result<Vec<NamedRow>, Error> {
    products_named(slugs).fetch_all(executor, here!()).await
}

db::row! {
    /// A category that was locked.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct LockedCategoryRow {
        /// Primary key.
        pub id: Uuid,
        /// Slug.
        pub slug: String,
        /// When it was archived, in Unix milliseconds.
        pub archived_at: Option<i64>,
    }
}

fn lock_named(on: Dialect, slugs: &[String]) -> Query {
    let query = Query::new("SELECT id, slug, archived_at FROM categories")
        .filter_in("slug", slugs.iter().map(String::as_str))
        .sql(" ORDER BY id");
    match on {
        // The transaction is the only one that writes.
        Dialect::Sqlite => query,
        // Several products can be put into a category at the same time.
        Dialect::Postgres => query.sql(" FOR SHARE"),
    }
}

db::built!(LockedCategoryRow, [Sqlite, Postgres], |on| lock_named(on, &["a".to_owned()]));

/// The categories with these slugs, locked until the transaction ends: none of them is archived
/// while a product is put into it.
///
/// # Errors
/// If the query fails.
pub async fn lock_categories(
    executor: &mut impl Executor,
    slugs: &[String],
) -> Result<Vec<LockedCategoryRow>, Error> {
    let on = executor.connection().dialect();
    lock_named(on, slugs).fetch_all(executor, here!()).await
}

/// The categories of a product with their slugs, by slug.
///
/// # Errors
/// If the query fails.
pub async fn placed_in(
    executor: &mut impl Executor,
    product: Uuid,
) -> Result<Vec<NamedRow>, Error> {
    Ok(fetch_all!(
        executor,
        NamedRow,
        "SELECT c.id, c.slug FROM product_categories m JOIN categories c ON c.id = m.category_id
         WHERE m.product_id = $1 ORDER BY c.slug",
        product
    )?)
}

/// Replaces the categories of a product.
///
/// # Errors
/// If the query fails.
pub async fn put_categories_of(
    executor: &mut impl Executor,
    product: Uuid,
    categories: &[Uuid],
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM product_categories WHERE product_id = $1", product)?;
    insert!("product_categories", categories, |category| {
        product_id: Uuid = product,
        category_id: Uuid = *category,
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

db::row! {
    /// A picture of a product, as it is edited.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct EditedPictureRow {
        /// Content hash.
        pub hash: String,
        /// Alternative text.
        pub alt: String,
        /// What it shows.
        pub role: Option<PictureRole> = column::optional_picture_role,
    }
}

/// The pictures of a product, in order.
///
/// # Errors
/// If the query fails.
pub async fn edited_pictures(
    executor: &mut impl Executor,
    product: Uuid,
) -> Result<Vec<EditedPictureRow>, Error> {
    Ok(fetch_all!(
        executor,
        EditedPictureRow,
        "SELECT hash, alt, role FROM pictures WHERE product_id = $1 ORDER BY position",
        product
    )?)
}

/// Sets the position of the picture of a variant, and counts the change.
///
/// # Errors
/// If the query fails.
pub async fn set_picture(
    executor: &mut impl Executor,
    variant: Uuid,
    position: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE variants SET picture = $2, version = version + 1 WHERE id = $1",
        variant,
        position
    )?;
    Ok(())
}

db::row! {
    /// A product that the merchant puts beside another one, or into its box.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct RelationRow {
        /// `related` or `in_box`.
        pub kind: String,
        /// The other product.
        pub other_id: Uuid,
        /// Its slug.
        pub slug: String,
        /// How many of it.
        pub quantity: u32 = column::count,
    }
}

/// The relations of a product, in order.
///
/// # Errors
/// If the query fails.
pub async fn relations(
    executor: &mut impl Executor,
    product: Uuid,
) -> Result<Vec<RelationRow>, Error> {
    Ok(fetch_all!(
        executor,
        RelationRow,
        "SELECT r.kind, r.other_id, o.slug, r.quantity
         FROM product_relations r JOIN products o ON o.id = r.other_id
         WHERE r.product_id = $1 ORDER BY r.kind, r.position",
        product
    )?)
}

/// Replaces the relations of a product.
///
/// # Errors
/// If the query fails, or violates `product_relations_check` (a product is related to itself).
pub async fn put_relations(
    executor: &mut impl Executor,
    product: Uuid,
    relations: &[RelationRow],
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM product_relations WHERE product_id = $1", product)?;
    insert!("product_relations", (1_i64..).zip(relations), |(position, relation)| {
        product_id: Uuid = product,
        kind: &str = relation.kind.as_str(),
        position: i64 = position,
        other_id: Uuid = relation.other_id,
        quantity: u32 = relation.quantity,
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// Writes the redirect of a renamed product or category. Older ones that led to the old slug lead
/// to the new one at once, and none leads away from it.
///
/// # Errors
/// If a query fails.
pub async fn redirect_renamed(
    executor: &mut impl Executor,
    kind: RedirectKind,
    old_slug: &str,
    new_slug: &str,
) -> Result<(), Error> {
    execute!(
        executor,
        "DELETE FROM redirects WHERE kind = $1 AND old_slug = $2",
        kind.key(),
        new_slug
    )?;
    execute!(
        executor,
        "UPDATE redirects SET new_slug = $3 WHERE kind = $1 AND new_slug = $2",
        kind.key(),
        old_slug,
        new_slug
    )?;
    super::put_redirect(executor, kind, old_slug, new_slug).await
}

db::row! {
    /// A variant, as it is edited.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct EditedVariantRow {
        /// Primary key.
        pub id: Uuid,
        /// Its product.
        pub product_id: Uuid,
        /// Stock keeping unit.
        pub sku: String,
        /// Its place among its siblings.
        pub position: i64,
        /// The option's name; may be empty.
        pub option_name: String,
        /// The option's value; may be empty.
        pub label: String,
        /// Minor units of `currency`. No edit writes it.
        pub price_minor: i64,
        /// ISO 4217.
        pub currency: Currency = column::currency,
        /// Units in stock. No edit writes it.
        pub stock: i64,
        /// Grams; 0 if unknown.
        pub weight_g: u32 = column::count,
        /// JSON object of the attributes that differ from the product's; null removes one.
        pub attributes: String,
        /// The position of the product's picture of this variant, from 1.
        pub picture: i64,
        /// Counts its changes, from 1.
        pub version: i64,
        /// When it was archived, in Unix milliseconds.
        pub archived_at: Option<i64>,
    }
}

/// A statement about variants, with the columns of [`EditedVariantRow`].
macro_rules! with_variant_columns {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "id, product_id, sku, position, option_name, label, price_minor, currency, stock,
             weight_g, attributes, picture, version, archived_at",
            $after
        )
    };
}

/// A variant. Whoever changes it locks its product, so that nobody else does meanwhile; its own row
/// is not locked, since orders take its stock.
///
/// # Errors
/// If the query fails, or the row has an unreadable value.
pub async fn edited_variant(
    executor: &mut impl Executor,
    id: Uuid,
) -> Result<Option<EditedVariantRow>, Error> {
    Ok(fetch_optional!(
        executor,
        EditedVariantRow,
        with_variant_columns!("SELECT ", " FROM variants WHERE id = $1"),
        id
    )?)
}

/// The product of a variant.
///
/// # Errors
/// If the query fails.
pub async fn product_of(
    executor: &mut impl Executor,
    variant: Uuid,
) -> Result<Option<Uuid>, Error> {
    let row = fetch_optional!(
        executor,
        (Uuid,),
        "SELECT product_id FROM variants WHERE id = $1",
        variant
    )?;
    Ok(row.map(|(product,)| product))
}

/// All variants of a product, archived ones too, by position.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn edited_variants(
    executor: &mut impl Executor,
    product: Uuid,
) -> Result<Vec<EditedVariantRow>, Error> {
    Ok(fetch_all!(
        executor,
        EditedVariantRow,
        with_variant_columns!(
            "SELECT ",
            " FROM variants WHERE product_id = $1 ORDER BY position, id"
        ),
        product
    )?)
}

/// Writes a variant of this version without its price and stock, and counts the change. Returns
/// whether it still had the version.
///
/// # Errors
/// If the query fails, or violates `variants_sku_key`.
pub async fn update_variant(
    executor: &mut impl Executor,
    row: &EditedVariantRow,
) -> Result<bool, Error> {
    let written = execute!(
        executor,
        "UPDATE variants SET sku = $2, position = $3, option_name = $4, label = $5, weight_g = $6,
         attributes = $7, picture = $8, archived_at = $9, version = version + 1
         WHERE id = $1 AND version = $10",
        row.id,
        row.sku.as_str(),
        row.position,
        row.option_name.as_str(),
        row.label.as_str(),
        i64::from(row.weight_g),
        row.attributes.as_str(),
        row.picture,
        row.archived_at,
        row.version
    )?;
    Ok(written > 0)
}

/// Adds variants with the history of their prices. Their version is 1 and their stock 0, whatever
/// the rows say.
///
/// # Errors
/// If the query fails, or violates `variants_sku_key`.
pub async fn insert_variants(
    executor: &mut impl Executor,
    rows: &[EditedVariantRow],
    now: i64,
) -> Result<(), Error> {
    insert!("variants", rows, |row| {
        id: Uuid = row.id,
        product_id: Uuid = row.product_id,
        sku: &str = row.sku.as_str(),
        position: i64 = row.position,
        option_name: &str = row.option_name.as_str(),
        label: &str = row.label.as_str(),
        price_minor: i64 = row.price_minor,
        currency: &str = row.currency.code(),
        stock: i64 = 0,
        weight_g: u32 = row.weight_g,
        attributes: &str = row.attributes.as_str(),
        picture: i64 = row.picture,
    })
    .execute(executor, here!())
    .await?;
    for row in rows {
        crate::pricing::note_new(executor, row.id, now).await?;
    }
    Ok(())
}

fn taken(skus: &[String]) -> Query {
    Query::new("SELECT sku FROM variants").filter_in("sku", skus.iter().map(String::as_str))
}

db::built!((String,), [Sqlite, Postgres], |_| taken(&["a".to_owned(), "b".to_owned()]));

/// Those of these SKUs that a variant has.
///
/// # Errors
/// If the query fails.
pub async fn taken_skus(
    executor: &mut impl Executor,
    skus: &[String],
) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = taken(skus).fetch_all(executor, here!()).await?;
    Ok(rows.into_iter().map(|(sku,)| sku).collect())
}

/// Keeps the SKU that a variant had, and forgets that one had the new one.
///
/// # Errors
/// If a query fails.
pub async fn keep_old_sku(
    executor: &mut impl Executor,
    variant: Uuid,
    old: &str,
    new: &str,
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM old_skus WHERE sku = $1", new)?;
    execute!(
        executor,
        "INSERT INTO old_skus (sku, variant_id) VALUES ($1, $2)
         ON CONFLICT (sku) DO UPDATE SET variant_id = excluded.variant_id",
        old,
        variant
    )?;
    Ok(())
}

/// The SKU that a variant has now which had this one before.
///
/// # Errors
/// If the query fails.
pub async fn sku_since(executor: &mut impl Executor, old: &str) -> Result<Option<String>, Error> {
    let row = fetch_optional!(
        executor,
        (String,),
        "SELECT v.sku FROM old_skus o JOIN variants v ON v.id = o.variant_id WHERE o.sku = $1",
        old
    )?;
    Ok(row.map(|(sku,)| sku))
}

db::row! {
    /// A category, as it is edited.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct EditedCategoryRow {
        /// Primary key.
        pub id: Uuid,
        /// The parent category; none for a root.
        pub parent_id: Option<Uuid>,
        /// Slug.
        pub slug: String,
        /// Heading.
        pub name: String,
        /// A one-sentence introduction.
        pub intro: String,
        /// A paragraph of buying advice.
        pub guide: String,
        /// Its place among its siblings.
        pub position: i64,
        /// Counts its changes, from 1.
        pub version: i64,
        /// When it was archived, in Unix milliseconds.
        pub archived_at: Option<i64>,
    }
}

/// A category, locked until the transaction ends.
///
/// # Errors
/// If the query fails.
pub async fn lock_category(
    executor: &mut impl Executor,
    id: Uuid,
) -> Result<Option<EditedCategoryRow>, Error> {
    Ok(fetch_optional!(
        executor,
        EditedCategoryRow,
        "UPDATE categories SET version = version WHERE id = $1
         RETURNING id, parent_id, slug, name, intro, guide, position, version, archived_at",
        id
    )?)
}

fn all_categories() -> Query {
    Query::new(
        "SELECT id, parent_id, slug, name, intro, guide, position, version, archived_at
         FROM categories ORDER BY position, name, id",
    )
}

db::built!(EditedCategoryRow, [Sqlite, Postgres], |_| all_categories());

/// All categories, archived ones too, in menu order.
///
/// # Errors
/// If the query fails.
pub async fn edited_categories(
    executor: &mut impl Executor,
) -> Result<Vec<EditedCategoryRow>, Error> {
    all_categories().fetch_all(executor, here!()).await
}

/// Writes a locked category and counts the change.
///
/// # Errors
/// If the query fails, or violates `categories_slug_key`.
pub async fn update_category(
    executor: &mut impl Executor,
    row: &EditedCategoryRow,
) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE categories SET parent_id = $2, slug = $3, name = $4, intro = $5, guide = $6,
         position = $7, archived_at = $8, version = version + 1 WHERE id = $1",
        row.id,
        row.parent_id,
        row.slug.as_str(),
        row.name.as_str(),
        row.intro.as_str(),
        row.guide.as_str(),
        row.position,
        row.archived_at
    )?;
    Ok(())
}

/// Adds a category. Its version is 1, whatever the row says.
///
/// # Errors
/// If the query fails, or violates `categories_slug_key`.
pub async fn insert_category(
    executor: &mut impl Executor,
    row: &EditedCategoryRow,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO categories (id, parent_id, slug, name, intro, guide, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        row.id,
        row.parent_id,
        row.slug.as_str(),
        row.name.as_str(),
        row.intro.as_str(),
        row.guide.as_str(),
        row.position
    )?;
    Ok(())
}

/// Whether a product of any status is in a category.
///
/// # Errors
/// If the query fails.
pub async fn has_products(executor: &mut impl Executor, category: Uuid) -> Result<bool, Error> {
    let placed = fetch_optional!(
        executor,
        (Uuid,),
        "SELECT product_id FROM product_categories WHERE category_id = $1 LIMIT 1",
        category
    )?;
    Ok(placed.is_some())
}
