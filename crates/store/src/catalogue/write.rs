//! Writing the catalogue. Everything is written by its natural key (slug, SKU), so an import can
//! run repeatedly.

use crate::{ConnectionRef, Error, Executor, Tx, Uuid};
use db::{Query, execute, fetch_all, fetch_one, here, insert};
use domain::{
    Currency,
    catalogue::{PictureRole, ProductStatus, RedirectKind},
    tax::TaxClass,
};

/// A brand to write.
#[derive(Clone, Copy, Debug)]
pub struct NewBrand<'a> {
    /// Slug.
    pub slug: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its story, in a sentence or two.
    pub story: &'a str,
}

/// Writes a brand, at `now` in Unix milliseconds, and returns its id.
///
/// # Errors
/// If the query fails.
pub async fn put_brand(
    executor: &mut impl Executor,
    new: NewBrand<'_>,
    now: i64,
) -> Result<Uuid, Error> {
    let (id,) = fetch_one!(
        executor,
        (Uuid,),
        "INSERT INTO brands (id, slug, name, story) VALUES ($1, $2, $3, $4)
         ON CONFLICT (slug) DO UPDATE SET name = excluded.name, story = excluded.story
         RETURNING id",
        crate::new_id(now),
        new.slug,
        new.name,
        new.story
    )?;
    Ok(id)
}

/// A category to write.
#[derive(Clone, Debug)]
pub struct NewCategory<'a> {
    /// The parent category.
    pub parent: Option<Uuid>,
    /// Slug.
    pub slug: &'a str,
    /// Heading.
    pub name: &'a str,
    /// A one-sentence introduction.
    pub intro: &'a str,
    /// A paragraph of buying advice.
    pub guide: &'a str,
    /// Position among its siblings.
    pub position: i64,
}

/// Rejects an invalid slug.
fn check_slug(slug: &str) -> Result<(), Error> {
    domain::text::slug_error(slug).map_or(Ok(()), |error| Err(Error::Invalid(error)))
}

/// Writes a category, at `now` in Unix milliseconds, and returns its id.
///
/// # Errors
/// If the query fails; [`Error::Invalid`] for an invalid slug.
pub async fn put_category(
    executor: &mut impl Executor,
    new: &NewCategory<'_>,
    now: i64,
) -> Result<Uuid, Error> {
    check_slug(new.slug)?;
    let (id,) = fetch_one!(
        executor,
        (Uuid,),
        "INSERT INTO categories (id, parent_id, slug, name, intro, guide, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (slug) DO UPDATE
         SET parent_id = excluded.parent_id, name = excluded.name, intro = excluded.intro,
            guide = excluded.guide, position = excluded.position, archived_at = NULL,
            version = categories.version + 1
         RETURNING id",
        crate::new_id(now),
        new.parent,
        new.slug,
        new.name,
        new.intro,
        new.guide,
        new.position
    )?;
    Ok(id)
}

/// Writes an attribute's definition as JSON.
///
/// # Errors
/// If the query fails.
pub async fn put_attribute(
    executor: &mut impl Executor,
    key: &str,
    definition: &str,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO attributes (key, definition) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE
         SET definition = excluded.definition",
        key,
        definition
    )?;
    Ok(())
}

/// A product to write.
#[derive(Clone, Debug)]
pub struct NewProduct<'a> {
    /// Slug.
    pub slug: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its brand.
    pub brand: Uuid,
    /// All its categories; the first is the primary one.
    pub categories: &'a [Uuid],
    /// One sentence.
    pub summary: &'a str,
    /// Markdown.
    pub description: &'a str,
    /// Tax class.
    pub tax_class: TaxClass,
    /// Status.
    pub status: ProductStatus,
    /// Unix milliseconds.
    pub published_at: Option<i64>,
    /// Whether it is among the first in lists and what the Astronomy Shop API promotes.
    pub featured: bool,
    /// SEO title.
    pub seo_title: &'a str,
    /// SEO description.
    pub seo_description: &'a str,
    /// JSON object.
    pub attributes: &'a str,
}

/// Writes a product with its categories, and returns its id.
///
/// # Errors
/// If the query fails, or violates the constraint `products_check` (it is published without a
/// date), or it has no category; [`Error::Invalid`] for an invalid slug.
pub async fn put_product(
    executor: &mut impl Executor,
    new: &NewProduct<'_>,
    now: i64,
) -> Result<Uuid, Error> {
    check_slug(new.slug)?;
    let own = new
        .categories
        .first()
        .copied()
        .ok_or_else(|| Error::Stored(format!("product {} has no category", new.slug)))?;
    let (id,) = fetch_one!(
        executor,
        (Uuid,),
        "INSERT INTO products (id, slug, name, brand_id, category_id, summary, description,
         tax_class, status, published_at, featured,
                               seo_title, seo_description, attributes, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         ON CONFLICT (slug) DO UPDATE
         SET name = excluded.name, brand_id = excluded.brand_id, category_id = excluded.category_id,
            summary = excluded.summary, description = excluded.description,
            tax_class = excluded.tax_class, status = excluded.status,
            published_at = excluded.published_at, featured = excluded.featured,
            seo_title = excluded.seo_title,
            seo_description = excluded.seo_description, attributes = excluded.attributes,
            updated_at = excluded.updated_at, version = products.version + 1
         RETURNING id",
        crate::new_id(now),
        new.slug,
        new.name,
        new.brand,
        own,
        new.summary,
        new.description,
        new.tax_class.key(),
        new.status.key(),
        new.published_at,
        i64::from(new.featured),
        new.seo_title,
        new.seo_description,
        new.attributes,
        now
    )?;
    execute!(executor, "DELETE FROM product_categories WHERE product_id = $1", id)?;
    insert!("product_categories", new.categories, |category| {
        product_id: Uuid = id,
        category_id: Uuid = *category,
    })
    .after("ON CONFLICT (product_id, category_id) DO NOTHING")
    .execute(executor, here!())
    .await?;
    Ok(id)
}

/// A variant to write.
#[derive(Clone, Debug)]
pub struct NewVariant<'a> {
    /// Stock keeping unit.
    pub sku: &'a str,
    /// Position among its siblings.
    pub position: i64,
    /// The option's name; may be empty.
    pub option_name: &'a str,
    /// The option's value; may be empty.
    pub label: &'a str,
    /// Minor units of `currency`.
    pub price_minor: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// Units in stock; ignored if the variant exists already.
    pub stock: i64,
    /// Grams.
    pub weight_g: u32,
    /// JSON object of the attributes that differ from the product's; null removes one.
    pub attributes: &'a str,
    /// The position of the product's picture of this variant, from 1.
    pub picture: i64,
}

/// Writes a variant of a product with the history of its price, and begins the ledger of a new
/// one's stock. Does not change the stock of an existing variant, which orders change too.
///
/// # Errors
/// If the query fails.
pub async fn put_variant(
    executor: &mut impl Executor,
    product: Uuid,
    new: &NewVariant<'_>,
    now: i64,
) -> Result<(), Error> {
    let new_id = crate::new_id(now);
    let (id,) = fetch_one!(
        executor,
        (Uuid,),
        "INSERT INTO variants (id, product_id, sku, position, option_name, label, price_minor,
         currency, stock, weight_g, attributes, picture)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (sku) DO UPDATE
         SET product_id = excluded.product_id, position = excluded.position,
         option_name = excluded.option_name,
            label = excluded.label, price_minor = excluded.price_minor,
            currency = excluded.currency, weight_g = excluded.weight_g,
            attributes = excluded.attributes, picture = excluded.picture,
            version = variants.version + 1
         RETURNING id",
        new_id,
        product,
        new.sku,
        new.position,
        new.option_name,
        new.label,
        new.price_minor,
        new.currency.code(),
        new.stock,
        i64::from(new.weight_g),
        new.attributes,
        new.picture
    )?;
    if id != new_id {
        return crate::pricing::note_changed(executor, id, now).await;
    }
    crate::pricing::note_new(executor, id, now).await?;
    if new.stock > 0 {
        crate::stock::open(executor, id, new.stock, now).await?;
    }
    Ok(())
}

fn lock_in_order(skus: impl IntoIterator<Item = String>) -> Query {
    Query::new("SELECT id FROM variants").filter_in("sku", skus).sql(" ORDER BY id FOR UPDATE")
}

db::built!((Uuid,), [Postgres], |_| lock_in_order(["a", "b"].map(str::to_owned)));

/// Locks variants, by SKU, until the end of the transaction, in the order in which orders lock
/// them: two that lock in different orders can wait for each other. SQLite has one writer and no
/// row locks.
///
/// # Errors
/// If the query fails.
pub async fn lock_variants(tx: &mut Tx, skus: &[String]) -> Result<(), Error> {
    if skus.is_empty() || matches!(tx.connection(), ConnectionRef::Sqlite(_)) {
        return Ok(());
    }
    let _: Vec<(Uuid,)> = lock_in_order(skus.iter().cloned()).fetch_all(tx, here!()).await?;
    Ok(())
}

/// A picture of a product to write.
#[derive(Clone, Copy, Debug)]
pub struct NewPicture<'a> {
    /// Hash of the source, which is stored.
    pub hash: &'a str,
    /// Alternative text.
    pub alt: &'a str,
    /// What it shows.
    pub role: Option<PictureRole>,
}

/// Writes the pictures of a product, in order.
///
/// # Errors
/// If the query fails.
pub async fn put_pictures(
    executor: &mut impl Executor,
    product: Uuid,
    pictures: &[NewPicture<'_>],
) -> Result<(), Error> {
    execute!(executor, "DELETE FROM pictures WHERE product_id = $1", product)?;
    insert!("pictures", (1_i64..).zip(pictures), |(position, picture)| {
        product_id: Uuid = product,
        position: i64 = position,
        hash: &str = picture.hash,
        alt: &str = picture.alt,
        role: Option<&str> = picture.role.map(PictureRole::key),
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// Writes a redirect from an old slug to a new one.
///
/// # Errors
/// If the query fails.
pub async fn put_redirect(
    executor: &mut impl Executor,
    kind: RedirectKind,
    old_slug: &str,
    new_slug: &str,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO redirects (kind, old_slug, new_slug) VALUES ($1, $2, $3)
         ON CONFLICT (kind, old_slug) DO UPDATE SET new_slug = excluded.new_slug",
        kind.key(),
        old_slug,
        new_slug
    )?;
    Ok(())
}

/// The SKUs of a product, by slug.
///
/// # Errors
/// If the query fails.
pub async fn skus_of(executor: &mut impl Executor, slug: &str) -> Result<Vec<String>, Error> {
    let rows = fetch_all!(
        executor,
        (String,),
        "SELECT v.sku FROM variants v JOIN products p ON p.id = v.product_id WHERE p.slug = $1",
        slug
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Changes a product's slug, unless no product has the old slug or another product has the new one.
///
/// # Errors
/// If the query fails; [`Error::Invalid`] for an invalid slug.
pub async fn rename(
    executor: &mut impl Executor,
    old_slug: &str,
    new_slug: &str,
    now: i64,
) -> Result<bool, Error> {
    check_slug(new_slug)?;
    let renamed = execute!(
        executor,
        "UPDATE products SET slug = $2, updated_at = $3, version = version + 1
         WHERE slug = $1 AND NOT EXISTS (SELECT 1 FROM products other WHERE other.slug = $2)",
        old_slug,
        new_slug,
        now
    )?;
    Ok(renamed > 0)
}

/// Number of products of any status.
///
/// # Errors
/// If the query fails.
pub async fn product_count(executor: &mut impl Executor) -> Result<i64, Error> {
    let (count,) = fetch_one!(executor, (i64,), "SELECT COUNT(*) FROM products")?;
    Ok(count)
}
