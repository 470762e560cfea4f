//! Reading the catalogue.

use crate::{Error, Link, Uuid};
use sqlx::FromRow;

/// The number that grows with every change that a shopper can see.
///
/// # Errors
/// When the database cannot.
pub async fn version(link: &mut impl Link) -> Result<i64, Error> {
    let (version,) = one!(link, (i64,), "SELECT version FROM catalogue_version WHERE id = 1")?;
    Ok(version)
}

/// Counts one change, and gives the new number.
///
/// # Errors
/// When the database cannot.
pub async fn bump(link: &mut impl Link) -> Result<i64, Error> {
    let (version,) = one!(
        link,
        (i64,),
        "UPDATE catalogue_version SET version = version + 1 WHERE id = 1 RETURNING version"
    )?;
    Ok(version)
}

/// Counts one change of nothing but what is left of these products, and gives the new number.
///
/// # Errors
/// When the database cannot.
pub async fn bump_stock(link: &mut impl Link, products: &[Uuid]) -> Result<i64, Error> {
    let version = bump(link).await?;
    for product in products {
        exec!(
            link,
            "INSERT INTO stock_changes (version, product_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            version,
            *product
        )?;
    }
    Ok(version)
}

/// The products whose stock changed between two numbers of the catalogue (without the first, with
/// the last), if that is all that changed.
///
/// # Errors
/// When the database cannot.
pub async fn stock_changes(
    link: &mut impl Link,
    after: i64,
    to: i64,
) -> Result<Option<Vec<Uuid>>, Error> {
    let rows = all!(
        link,
        (i64, Uuid),
        "SELECT version, product_id FROM stock_changes WHERE version > $1 AND version <= $2 ORDER BY version",
        after,
        to
    )?;
    let versions = rows.chunk_by(|a, b| a.0 == b.0).count();
    let mut products: Vec<Uuid> = rows.into_iter().map(|row| row.1).collect();
    products.sort_unstable();
    products.dedup();
    Ok((i64::try_from(versions) == Ok(to - after)).then_some(products))
}

/// Forgets changes of stock up to a number; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn forget_stock_changes(link: &mut impl Link, to: i64) -> Result<u64, Error> {
    Ok(exec!(link, "DELETE FROM stock_changes WHERE version <= $1", to)?)
}

/// A category with its texts.
#[derive(Clone, Debug, FromRow)]
pub struct CategoryRow {
    /// Primary key.
    pub id: Uuid,
    /// The category above; none for a root.
    pub parent_id: Option<Uuid>,
    /// In its URL.
    pub slug: String,
    /// Heading.
    pub name: String,
    /// A sentence that helps to choose.
    pub intro: String,
    /// A paragraph of advice.
    pub guide: String,
}

/// All categories in the order of the menu.
///
/// # Errors
/// When the database cannot.
pub async fn categories(link: &mut impl Link) -> Result<Vec<CategoryRow>, Error> {
    Ok(all!(
        link,
        CategoryRow,
        "SELECT id, parent_id, slug, name, intro, guide FROM categories ORDER BY position, name"
    )?)
}

/// All attribute definitions as JSON.
///
/// # Errors
/// When the database cannot.
pub async fn attribute_definitions(link: &mut impl Link) -> Result<Vec<String>, Error> {
    let rows = all!(link, (String,), "SELECT definition FROM attributes ORDER BY key")?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// What lists need of a published product.
#[derive(Clone, Debug, FromRow)]
pub struct ListedRow {
    /// Primary key.
    pub id: Uuid,
    /// In its URL.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// Brand.
    pub brand: String,
    /// Primary category.
    pub category_id: Uuid,
    /// JSON object.
    pub attributes: String,
    /// Unix milliseconds.
    pub published_at: i64,
    /// 1 when featured.
    pub featured: i64,
    /// First picture.
    pub hash: Option<String>,
    /// Its alternative text.
    pub alt: Option<String>,
}

/// All products that shoppers can see at `now`, by id.
///
/// # Errors
/// When the database cannot.
pub async fn listed(link: &mut impl Link, now: i64) -> Result<Vec<ListedRow>, Error> {
    Ok(all!(
        link,
        ListedRow,
        "SELECT p.id, p.slug, p.name, p.summary, b.name AS brand, p.category_id, p.attributes, p.published_at, p.featured, i.hash, i.alt
         FROM products p JOIN brands b ON b.id = p.brand_id LEFT JOIN pictures i ON i.product_id = p.id AND i.position = 1
         WHERE p.status = 'published' AND p.published_at <= $1 ORDER BY p.id",
        now
    )?)
}

/// Products and the categories they stand in.
///
/// # Errors
/// When the database cannot.
pub async fn memberships(link: &mut impl Link) -> Result<Vec<(Uuid, Uuid)>, Error> {
    Ok(all!(
        link,
        (Uuid, Uuid),
        "SELECT product_id, category_id FROM product_categories ORDER BY product_id"
    )?)
}

/// What can be bought.
#[derive(Clone, Debug, FromRow)]
pub struct VariantRow {
    /// Primary key.
    pub id: Uuid,
    /// Its product.
    pub product_id: Uuid,
    /// Stock keeping unit.
    pub sku: String,
    /// The option's name; may be empty.
    pub option_name: String,
    /// The option's value; may be empty.
    pub label: String,
    /// Minor units of `currency`.
    pub price_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// Pieces left.
    pub stock: i64,
    /// What is sent, packing included, in grams; 0 when it is not known.
    pub weight_g: i64,
    /// JSON object of the attributes that differ from the product's; null takes one away.
    pub attributes: String,
    /// The position of the product's picture that shows it, from 1.
    pub picture: i64,
    /// That picture, when it is not the first.
    pub hash: Option<String>,
    /// Its alternative text.
    pub alt: Option<String>,
}

/// All variants of published products, by product and position.
///
/// # Errors
/// When the database cannot.
pub async fn listed_variants(link: &mut impl Link) -> Result<Vec<VariantRow>, Error> {
    Ok(all!(
        link,
        VariantRow,
        "SELECT v.id, v.product_id, v.sku, v.option_name, v.label, v.price_minor, v.currency, v.stock, v.weight_g, v.attributes, v.picture, i.hash, i.alt
         FROM variants v JOIN products p ON p.id = v.product_id
              LEFT JOIN pictures i ON i.product_id = v.product_id AND i.position = v.picture AND v.picture <> 1
         WHERE p.status = 'published' ORDER BY v.product_id, v.position"
    )?)
}

/// SKUs and pieces left of one product's variants.
///
/// # Errors
/// When the database cannot.
pub async fn stock(link: &mut impl Link, product: Uuid) -> Result<Vec<(String, i64)>, Error> {
    Ok(all!(link, (String, i64), "SELECT sku, stock FROM variants WHERE product_id = $1", product)?)
}

/// The variants of one product by position.
///
/// # Errors
/// When the database cannot.
pub async fn variants(link: &mut impl Link, product: Uuid) -> Result<Vec<VariantRow>, Error> {
    Ok(all!(
        link,
        VariantRow,
        "SELECT v.id, v.product_id, v.sku, v.option_name, v.label, v.price_minor, v.currency, v.stock, v.weight_g, v.attributes, v.picture, i.hash, i.alt
         FROM variants v LEFT JOIN pictures i ON i.product_id = v.product_id AND i.position = v.picture AND v.picture <> 1
         WHERE v.product_id = $1 ORDER BY v.position",
        product
    )?)
}

/// A product's page.
#[derive(Clone, Debug, FromRow)]
pub struct ProductRow {
    /// Primary key.
    pub id: Uuid,
    /// In its URL.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Brand.
    pub brand: String,
    /// The brand's story.
    pub story: String,
    /// Primary category.
    pub category_id: Uuid,
    /// One sentence.
    pub summary: String,
    /// Markdown.
    pub description: String,
    /// `standard` or `books`.
    pub tax_class: String,
    /// `draft`, `published` or `archived`.
    pub status: String,
    /// Unix milliseconds.
    pub published_at: Option<i64>,
    /// For `<title>`.
    pub seo_title: String,
    /// For the description.
    pub seo_description: String,
    /// JSON object.
    pub attributes: String,
}

/// The product with this slug, whatever its status.
///
/// # Errors
/// When the database cannot.
pub async fn product(link: &mut impl Link, slug: &str) -> Result<Option<ProductRow>, Error> {
    Ok(maybe!(
        link,
        ProductRow,
        "SELECT p.id, p.slug, p.name, b.name AS brand, b.story, p.category_id, p.summary, p.description, p.tax_class, p.status,
                p.published_at, p.seo_title, p.seo_description, p.attributes
         FROM products p JOIN brands b ON b.id = p.brand_id WHERE p.slug = $1",
        slug
    )?)
}

/// A picture of a product.
#[derive(Clone, Debug, FromRow)]
pub struct PictureRow {
    /// Content hash.
    pub hash: String,
    /// Alternative text.
    pub alt: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// `data:` URI.
    pub placeholder: String,
    /// 1 for a drawing that pages show as it is.
    pub drawing: i64,
}

/// The pictures of a product in order.
///
/// # Errors
/// When the database cannot.
pub async fn pictures(link: &mut impl Link, product: Uuid) -> Result<Vec<PictureRow>, Error> {
    Ok(all!(
        link,
        PictureRow,
        "SELECT i.hash, i.alt, m.width, m.height, m.placeholder,
                CAST(CASE WHEN m.mime = 'image/svg+xml' AND length(m.bytes) <= 65536 THEN 1 ELSE 0 END AS BIGINT) AS drawing
         FROM pictures i JOIN media m ON m.hash = i.hash WHERE i.product_id = $1 ORDER BY i.position",
        product
    )?)
}

/// All media without their bytes: the facts that a page needs to show them. A drawing of at most 64
/// kB goes to pages as it is, since it is smaller than any rendition of it.
///
/// # Errors
/// When the database cannot.
pub async fn media_facts(link: &mut impl Link) -> Result<Vec<PictureRow>, Error> {
    Ok(all!(
        link,
        PictureRow,
        "SELECT hash, '' AS alt, width, height, placeholder,
                CAST(CASE WHEN mime = 'image/svg+xml' AND length(bytes) <= 65536 THEN 1 ELSE 0 END AS BIGINT) AS drawing
         FROM media"
    )?)
}

/// Where an old slug went.
///
/// # Errors
/// When the database cannot.
pub async fn redirect(
    link: &mut impl Link,
    kind: &str,
    old_slug: &str,
) -> Result<Option<String>, Error> {
    let row = maybe!(
        link,
        (String,),
        "SELECT new_slug FROM redirects WHERE kind = $1 AND old_slug = $2",
        kind,
        old_slug
    )?;
    Ok(row.map(|row| row.0))
}
