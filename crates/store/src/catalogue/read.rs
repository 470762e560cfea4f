//! Reading the catalogue.

use crate::{Error, Executor, Uuid, column, pricing::charged_price};
use db::{Query, fetch_all, fetch_optional, here};
use domain::{
    Currency,
    catalogue::{PictureRole, ProductStatus, RedirectKind},
    tax::TaxClass,
};

db::row! {
    /// A category with its texts.
    #[derive(Clone, Debug)]
    pub struct CategoryRow {
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
    }
}

/// All categories but archived ones, in menu order.
///
/// # Errors
/// If the query fails.
pub async fn categories(executor: &mut impl Executor) -> Result<Vec<CategoryRow>, Error> {
    Ok(fetch_all!(
        executor,
        CategoryRow,
        "SELECT id, parent_id, slug, name, intro, guide FROM categories
         WHERE archived_at IS NULL ORDER BY position, name"
    )?)
}

/// All attribute definitions as JSON.
///
/// # Errors
/// If the query fails.
pub async fn attribute_definitions(executor: &mut impl Executor) -> Result<Vec<String>, Error> {
    let rows = fetch_all!(executor, (String,), "SELECT definition FROM attributes ORDER BY key")?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

db::row! {
    /// The data of a published product that lists need.
    #[derive(Clone, Debug)]
    pub struct ListedRow {
        /// Primary key.
        pub id: Uuid,
        /// Slug.
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
        /// From when on it is no longer shown, in Unix milliseconds; none if it has no end.
        pub unpublish_at: Option<i64>,
        /// Whether it is among the first in lists and what the Astronomy Shop API promotes.
        pub featured: bool = column::flag,
        /// First picture.
        pub hash: Option<String>,
        /// Its alternative text.
        pub alt: Option<String>,
    }
}

/// Selects published products for lists. Conditions follow.
macro_rules! select_listed {
    ($conditions:literal) => {
        concat!(
            "SELECT p.id, p.slug, p.name, p.summary, b.name AS brand, p.category_id, p.attributes,
             COALESCE(p.published_at, 0) AS published_at, p.unpublish_at, p.featured, i.hash, i.alt
             FROM products p JOIN brands b ON b.id = p.brand_id LEFT
             JOIN pictures i ON i.product_id = p.id AND i.position = 1
             WHERE p.status = 'published' AND p.published_at <= $1 ",
            $conditions
        )
    };
}

/// All published products whose date of publication is not after `now`, by id; also those that are
/// unpublished since.
///
/// # Errors
/// If the query fails.
pub async fn listed(executor: &mut impl Executor, now: i64) -> Result<Vec<ListedRow>, Error> {
    Ok(fetch_all!(executor, ListedRow, select_listed!("ORDER BY p.id"), now)?)
}

fn listed_in(products: &[Uuid]) -> Query {
    Query::new(
        "SELECT p.id, p.slug, p.name, p.summary, b.name AS brand, p.category_id, p.attributes,
         COALESCE(p.published_at, 0) AS published_at, p.unpublish_at, p.featured, i.hash, i.alt
         FROM products p JOIN brands b ON b.id = p.brand_id
         LEFT JOIN pictures i ON i.product_id = p.id AND i.position = 1",
    )
    .filter("p.status = ", "published")
    .filter_in("p.id", products.iter().copied())
    .sql(" AND p.published_at IS NOT NULL")
}

db::built!(ListedRow, [Sqlite, Postgres], |_| listed_in(&[Uuid::nil(); 2]));

/// Those of these products that are published, whatever the date of their publication, in any
/// order.
///
/// # Errors
/// If the query fails.
pub async fn listed_of(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<ListedRow>, Error> {
    listed_in(products).fetch_all(executor, here!()).await
}

db::row! {
    /// A product and one of its categories.
    struct MembershipRow {
        product_id: Uuid,
        category_id: Uuid,
    }
}

fn placed(products: &[Uuid]) -> Query {
    Query::new("SELECT product_id, category_id FROM product_categories")
        .filter_in("product_id", products.iter().copied())
}

db::built!(MembershipRow, [Sqlite, Postgres], |_| placed(&[Uuid::nil(); 2]));

/// These products and their categories, in any order.
///
/// # Errors
/// If the query fails.
pub async fn memberships_of(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<(Uuid, Uuid)>, Error> {
    let rows: Vec<MembershipRow> = placed(products).fetch_all(executor, here!()).await?;
    Ok(rows.into_iter().map(|row| (row.product_id, row.category_id)).collect())
}

/// Products and their categories.
///
/// # Errors
/// If the query fails.
pub async fn memberships(executor: &mut impl Executor) -> Result<Vec<(Uuid, Uuid)>, Error> {
    let rows = fetch_all!(
        executor,
        MembershipRow,
        "SELECT product_id, category_id FROM product_categories ORDER BY product_id"
    )?;
    Ok(rows.into_iter().map(|row| (row.product_id, row.category_id)).collect())
}

db::row! {
    /// A variant of a product.
    #[derive(Clone, Debug)]
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
        pub currency: Currency = column::currency,
        /// Units in stock.
        pub stock: i64,
        /// Weight of one unit with its packaging, in grams; 0 if unknown.
        pub weight_g: u32 = column::count,
        /// JSON object of the attributes that differ from the product's; null removes one.
        pub attributes: String,
        /// The position of the product's picture of this variant, from 1.
        pub picture: i64,
        /// That picture, if it is not the first.
        pub hash: Option<String>,
        /// Its alternative text.
        pub alt: Option<String>,
    }
}

/// Selects variants with the picture that is not the product's first: conditions, and the column of
/// the price.
macro_rules! select_variants {
    ($conditions:literal, $($price:tt)+) => {
        concat!(
            "SELECT v.id, v.product_id, v.sku, v.option_name, v.label, ",
            $($price)+,
            ", v.currency, v.stock, v.weight_g, v.attributes, v.picture, i.hash, i.alt
             FROM variants v LEFT JOIN pictures i ON i.product_id = v.product_id
             AND i.position = v.picture AND v.picture <> 1 ",
            $conditions
        )
    };
}

/// All variants of published products that are sold and have a price, with their base prices, by
/// product and position.
///
/// # Errors
/// If the query fails.
pub async fn listed_variants(executor: &mut impl Executor) -> Result<Vec<VariantRow>, Error> {
    Ok(fetch_all!(
        executor,
        VariantRow,
        select_variants!(
            "JOIN products p ON p.id = v.product_id WHERE p.status = 'published'
             AND v.archived_at IS NULL AND v.price_minor > 0 ORDER BY v.product_id, v.position",
            "v.price_minor"
        )
    )?)
}

db::row! {
    /// The highest price in a currency.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct HighestRow {
        /// The currency.
        pub currency: Currency = column::grouped_currency,
        /// Minor units.
        pub highest: i64,
    }
}

fn highest() -> Query {
    Query::new(
        "SELECT v.currency, CAST(COALESCE(MAX(v.price_minor), 0) AS BIGINT) AS highest
         FROM variants v JOIN products p ON p.id = v.product_id WHERE p.status = 'published'
         AND v.archived_at IS NULL GROUP BY v.currency ORDER BY v.currency",
    )
}

db::built!(HighestRow, [Sqlite, Postgres], |_| highest());

/// The highest base price of each currency, of published products.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn highest_prices(executor: &mut impl Executor) -> Result<Vec<HighestRow>, Error> {
    highest().fetch_all(executor, here!()).await
}

fn priced_at(currency: Currency, minor: i64) -> Query {
    Query::new("SELECT v.sku FROM variants v JOIN products p ON p.id = v.product_id")
        .filter("v.price_minor = ", minor)
        .filter("v.currency = ", currency.code())
        .sql(" AND p.status = 'published' AND v.archived_at IS NULL")
        .page("v.sku", 1, 0)
}

db::built!((String,), [Sqlite, Postgres], |_| priced_at(Currency::EUR, 1));

/// A variant of a published product with this base price.
///
/// # Errors
/// If the query fails.
pub async fn sku_priced(
    executor: &mut impl Executor,
    currency: Currency,
    minor: i64,
) -> Result<Option<String>, Error> {
    let rows: Vec<(String,)> = priced_at(currency, minor).fetch_all(executor, here!()).await?;
    Ok(rows.into_iter().next().map(|(sku,)| sku))
}

fn sold_of(products: &[Uuid]) -> Query {
    Query::new(
        "SELECT v.id, v.product_id, v.sku, v.option_name, v.label, v.price_minor, v.currency,
         v.stock, v.weight_g, v.attributes, v.picture, i.hash, i.alt
         FROM variants v LEFT JOIN pictures i ON i.product_id = v.product_id
         AND i.position = v.picture AND v.picture <> 1",
    )
    .filter_in("v.product_id", products.iter().copied())
    .sql(
        " AND v.archived_at IS NULL AND v.price_minor > 0
         ORDER BY v.product_id, v.position",
    )
}

db::built!(VariantRow, [Sqlite, Postgres], |_| sold_of(&[Uuid::nil(); 2]));

/// The variants of these products that are sold and have a price, with their base prices, by
/// product and position.
///
/// # Errors
/// If the query fails.
pub async fn variants_of(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<VariantRow>, Error> {
    sold_of(products).fetch_all(executor, here!()).await
}

/// The variants of one product that are sold and have a price, by position, with the prices that
/// are charged at `now`, in Unix milliseconds.
///
/// # Errors
/// If the query fails.
pub async fn variants(
    executor: &mut impl Executor,
    product: Uuid,
    now: i64,
) -> Result<Vec<VariantRow>, Error> {
    Ok(fetch_all!(
        executor,
        VariantRow,
        select_variants!(
            "WHERE v.product_id = $1 AND v.archived_at IS NULL AND v.price_minor > 0
             ORDER BY v.position",
            charged_price!("$2")
        ),
        product,
        now
    )?)
}

db::row! {
    /// The data of a product page.
    #[derive(Clone, Debug)]
    pub struct ProductRow {
        /// Primary key.
        pub id: Uuid,
        /// Slug.
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
        /// Tax class.
        pub tax_class: TaxClass = column::tax_class,
        /// Status.
        pub status: ProductStatus = column::product_status,
        /// Unix milliseconds.
        pub published_at: Option<i64>,
        /// From when on it is no longer shown, in Unix milliseconds; none if it has no end.
        pub unpublish_at: Option<i64>,
        /// SEO title.
        pub seo_title: String,
        /// SEO description.
        pub seo_description: String,
        /// JSON object.
        pub attributes: String,
    }
}

/// The product with this slug, whatever its status.
///
/// # Errors
/// If the query fails.
pub async fn product(
    executor: &mut impl Executor,
    slug: &str,
) -> Result<Option<ProductRow>, Error> {
    Ok(fetch_optional!(
        executor,
        ProductRow,
        "SELECT p.id, p.slug, p.name, b.name AS brand, b.story, p.category_id, p.summary,
         p.description, p.tax_class, p.status,
                p.published_at, p.unpublish_at, p.seo_title, p.seo_description, p.attributes
         FROM products p JOIN brands b ON b.id = p.brand_id WHERE p.slug = $1",
        slug
    )?)
}

db::row! {
    /// A picture of a product.
    #[derive(Clone, Debug)]
    pub struct PictureRow {
        /// Content hash.
        pub hash: String,
        /// Alternative text.
        pub alt: String,
        /// What it shows.
        pub role: Option<PictureRole> = column::optional_picture_role,
        /// Pixels.
        pub width: u32 = column::count,
        /// Pixels.
        pub height: u32 = column::count,
        /// `data:` URI.
        pub placeholder: String,
        /// Whether it is a drawing that pages use without renditions.
        pub drawing: bool = column::flag,
    }
}

/// The pictures of a product, in order.
///
/// # Errors
/// If the query fails.
pub async fn pictures(
    executor: &mut impl Executor,
    product: Uuid,
) -> Result<Vec<PictureRow>, Error> {
    Ok(fetch_all!(
        executor,
        PictureRow,
        "SELECT i.hash, i.alt, i.role, m.width, m.height, m.placeholder,
                CAST(CASE WHEN m.mime = 'image/svg+xml' AND length(m.bytes) <= 65536 THEN 1
                ELSE 0 END AS BIGINT) AS drawing
         FROM pictures i JOIN media m ON m.hash = i.hash WHERE i.product_id = $1
         ORDER BY i.position",
        product
    )?)
}

/// The new slug for an old one.
///
/// # Errors
/// If the query fails.
pub async fn redirect(
    executor: &mut impl Executor,
    kind: RedirectKind,
    old_slug: &str,
) -> Result<Option<String>, Error> {
    let row = fetch_optional!(
        executor,
        (String,),
        "SELECT new_slug FROM redirects WHERE kind = $1 AND old_slug = $2",
        kind.key(),
        old_slug
    )?;
    Ok(row.map(|row| row.0))
}
