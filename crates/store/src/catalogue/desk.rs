//! Lists of the desk: products of any status, found by what their words begin with. What filters
//! and sorts look at is in an index; words and gaps are kept beside each product.

use crate::{Error, Executor, Uuid, column};
use db::{Dialect, Query, execute, fetch_all, here, insert};
use domain::{Currency, catalogue::ProductStatus};
use std::collections::{BTreeMap, BTreeSet};

/// Maximum number of products in one statement, well below what the databases can bind.
const PRODUCTS: usize = 10_000;

/// The words of a text as the desk finds them: in lower case, without signs between them.
#[must_use]
pub fn words(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    let parts = lower.split([' ', '/', '-', ',']).filter(|word| !word.is_empty());
    // A SKU or a slug is found as a whole too.
    let whole = Some(lower.as_str()).filter(|whole| !whole.is_empty() && !whole.contains(' '));
    parts.chain(whole).map(ToOwned::to_owned).collect()
}

db::row! {
    /// The names of a product.
    struct NameRow {
        id: Uuid,
        name: String,
        slug: String,
    }
}

fn names(products: &[Uuid]) -> Query {
    Query::new("SELECT id, name, slug FROM products").filter_in("id", products.iter().copied())
}

db::built!(NameRow, [Sqlite, Postgres], |_| names(&[Uuid::nil(); 2]));

db::row! {
    /// A SKU of a product.
    struct SkuRow {
        product_id: Uuid,
        sku: String,
    }
}

fn skus(products: &[Uuid]) -> Query {
    Query::new("SELECT product_id, sku FROM variants")
        .filter_in("product_id", products.iter().copied())
}

db::built!(SkuRow, [Sqlite, Postgres], |_| skus(&[Uuid::nil(); 2]));

fn without_words(products: &[Uuid]) -> Query {
    Query::new("DELETE FROM product_words").filter_in("product_id", products.iter().copied())
}

db::built!([Sqlite, Postgres], |_| without_words(&[Uuid::nil(); 2]));

/// The bits are those of `domain::catalogue::readiness::Lack`.
fn with_gaps(products: &[Uuid]) -> Query {
    Query::new(
        "UPDATE products SET missing =
         (CASE WHEN NOT EXISTS (SELECT 1 FROM pictures i WHERE i.product_id = products.id)
          THEN 1 ELSE 0 END)
         + (CASE WHEN EXISTS (SELECT 1 FROM pictures i WHERE i.product_id = products.id
            AND i.alt = '') THEN 2 ELSE 0 END)
         + (CASE WHEN EXISTS (SELECT 1 FROM variants v WHERE v.product_id = products.id
            AND v.archived_at IS NULL AND v.weight_g = 0) THEN 4 ELSE 0 END)
         + (CASE WHEN summary = '' THEN 8 ELSE 0 END)
         + (CASE WHEN description = '' THEN 16 ELSE 0 END)
         + (CASE WHEN EXISTS (SELECT 1 FROM variants v WHERE v.product_id = products.id
            AND v.archived_at IS NULL AND v.price_minor = 0) THEN 32 ELSE 0 END)
         + (CASE WHEN NOT EXISTS (SELECT 1 FROM variants v WHERE v.product_id = products.id
            AND v.archived_at IS NULL) THEN 64 ELSE 0 END)",
    )
    .filter_in("id", products.iter().copied())
}

db::built!([Sqlite, Postgres], |_| with_gaps(&[Uuid::nil(); 2]));

/// Notes the words and the gaps of these products anew. Comes last in every transaction that
/// changes a name, a slug, a SKU, a text, a picture, a weight or a price.
///
/// # Errors
/// If a query fails.
pub async fn index_for_desk(executor: &mut impl Executor, products: &[Uuid]) -> Result<(), Error> {
    let names: Vec<NameRow> = names(products).fetch_all(executor, here!()).await?;
    let skus: Vec<SkuRow> = skus(products).fetch_all(executor, here!()).await?;
    let mut all: BTreeMap<Uuid, BTreeSet<String>> = BTreeMap::new();
    for NameRow { id, name, slug } in &names {
        all.entry(*id).or_default().extend(words(name).into_iter().chain(words(slug)));
    }
    for SkuRow { product_id, sku } in &skus {
        all.entry(*product_id).or_default().extend(words(sku));
    }
    without_words(products).execute(executor, here!()).await?;
    let rows =
        all.iter().flat_map(|(product, words)| words.iter().map(move |word| (product, word)));
    insert!("product_words", rows, |(product, word)| {
        word: &str = word.as_str(),
        product_id: Uuid = *product,
    })
    .execute(executor, here!())
    .await?;
    with_gaps(products).execute(executor, here!()).await?;
    Ok(())
}

/// The order of a list of the desk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ListOrder {
    /// By name; after this name and product, for the next page.
    Name(Option<(String, Uuid)>),
    /// Changed last first; after this time and product, for the next page.
    Updated(Option<(i64, Uuid)>),
    /// Created last first; after this product, for the next page.
    Created(Option<Uuid>),
}

/// Which products a list of the desk has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListFilter {
    /// What their words begin with, in lower case: all of these.
    pub words: Vec<String>,
    /// Only these statuses; all if there are none.
    pub statuses: Vec<ProductStatus>,
    /// Only those in one of these categories; all if there are none.
    pub categories: Vec<Uuid>,
    /// Only those that lack one of these bits.
    pub missing: Option<i64>,
    /// Their order, and after which one the page begins.
    pub order: ListOrder,
}

/// A statement about products `p`, with the conditions of a filter.
fn narrowed(mut query: Query, filter: &ListFilter) -> Query {
    for word in &filter.words {
        query = query
            .filter(
                "p.id IN (SELECT w.product_id FROM product_words w WHERE w.word >= ",
                word.as_str(),
            )
            .sql(" AND w.word < ")
            // Above all that begin with it.
            .bind(format!("{word}\u{10ffff}"))
            .sql(")");
    }
    if !filter.statuses.is_empty() {
        // An expression, so that SQLite reads the index of the order, which has the status too. By
        // that of the status, it would read and sort the rows of nearly all products.
        let statuses = filter.statuses.iter().map(|status| status.key());
        query = query.filter_in("(p.status || '')", statuses);
    }
    if !filter.categories.is_empty() {
        let categories = filter.categories.iter().copied();
        query = query
            .filter_in(
                "p.id IN (SELECT m.product_id FROM product_categories m WHERE m.category_id",
                categories,
            )
            .sql(")");
    }
    if let Some(missing) = filter.missing {
        query = query.filter("p.missing & ", missing).sql(" <> 0");
    }
    query
}

fn page(filter: &ListFilter, limit: u32) -> Query {
    let mut query = narrowed(Query::new("SELECT p.id FROM products p"), filter);
    let limit = i64::from(limit);
    match &filter.order {
        ListOrder::Name(after) => {
            if let Some((name, id)) = after {
                query =
                    query.filter("(p.name, p.id) > (", name.as_str()).sql(", ").bind(*id).sql(")");
            }
            query.page("p.name, p.id", limit, 0)
        }
        ListOrder::Updated(after) => {
            if let Some((at, id)) = after {
                query = query.filter("(p.updated_at, p.id) < (", *at).sql(", ").bind(*id).sql(")");
            }
            query.page("p.updated_at DESC, p.id DESC", limit, 0)
        }
        ListOrder::Created(after) => {
            if let Some(id) = after {
                query = query.filter("p.id < ", *id);
            }
            query.page("p.id DESC", limit, 0)
        }
    }
}

fn counted(filter: &ListFilter, max: u32) -> Query {
    let found =
        Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS number FROM (SELECT p.id FROM products p");
    narrowed(found, filter).sql(" LIMIT ").bind(max).sql(") AS found")
}

#[cfg(debug_assertions)]
fn example() -> ListFilter {
    ListFilter {
        words: vec!["a".to_owned(), "b".to_owned()],
        statuses: vec![ProductStatus::Draft, ProductStatus::Published],
        categories: vec![Uuid::nil(); 2],
        missing: Some(3),
        order: ListOrder::Name(Some(("a".to_owned(), Uuid::nil()))),
    }
}

db::built!((Uuid,), [Sqlite, Postgres], |_| page(&example(), 3));
db::built!((i64,), [Sqlite, Postgres], |_| counted(&example(), 3));

/// A page of a list, as primary keys in its order.
///
/// # Errors
/// If the query fails.
pub async fn desk_page(
    executor: &mut impl Executor,
    filter: &ListFilter,
    limit: u32,
) -> Result<Vec<Uuid>, Error> {
    let rows: Vec<(Uuid,)> = page(filter, limit).fetch_all(executor, here!()).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// How many products a list has, whatever its order; no more than `max` are counted.
///
/// # Errors
/// If the query fails.
pub async fn desk_count(
    executor: &mut impl Executor,
    filter: &ListFilter,
    max: u32,
) -> Result<u32, Error> {
    let rows: Vec<(i64,)> = counted(filter, max).fetch_all(executor, here!()).await?;
    let number = rows.first().map_or(0, |(number,)| *number);
    Ok(u32::try_from(number).unwrap_or(max)) // It is at most `max`.
}

/// The products that have this slug or SKU, or had it before. `text` is as typed.
///
/// # Errors
/// If the query fails.
pub async fn named_exactly(executor: &mut impl Executor, text: &str) -> Result<Vec<Uuid>, Error> {
    let slugs = fetch_all!(executor, (Uuid,), "SELECT id FROM products WHERE slug = $1", text)?;
    let skus =
        fetch_all!(executor, (Uuid,), "SELECT product_id FROM variants WHERE sku = $1", text)?;
    let old_slugs = fetch_all!(
        executor,
        (Uuid,),
        "SELECT p.id FROM redirects r JOIN products p ON p.slug = r.new_slug
         WHERE r.kind = 'product' AND r.old_slug = $1",
        text
    )?;
    let old_skus = fetch_all!(
        executor,
        (Uuid,),
        "SELECT v.product_id FROM old_skus o JOIN variants v ON v.id = o.variant_id
         WHERE o.sku = $1",
        text
    )?;
    let all = slugs.into_iter().chain(skus).chain(old_slugs).chain(old_skus);
    let all: BTreeSet<Uuid> = all.map(|(id,)| id).collect();
    Ok(all.into_iter().collect())
}

db::row! {
    /// A product in a list of the desk.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct DeskRow {
        /// Primary key.
        pub id: Uuid,
        /// Slug.
        pub slug: String,
        /// Its name.
        pub name: String,
        /// Status.
        pub status: ProductStatus = column::product_status,
        /// Unix milliseconds.
        pub published_at: Option<i64>,
        /// From when on it is no longer shown, in Unix milliseconds.
        pub unpublish_at: Option<i64>,
        /// When it was last changed, in Unix milliseconds.
        pub updated_at: i64,
        /// What it lacks, a bit each.
        pub missing: i64,
        /// Counts its changes, from 1.
        pub version: i64,
        /// The name of its brand.
        pub brand: String,
        /// The name of its main category.
        pub category: String,
        /// The hash of its first picture.
        pub hash: Option<String>,
        /// The width of that picture in pixels; 0 without one.
        pub width: u32 = column::count,
        /// Its height in pixels; 0 without one.
        pub height: u32 = column::count,
        /// Whether it is a drawing that pages use without renditions.
        pub drawing: bool = column::flag,
    }
}

fn described(products: &[Uuid]) -> Query {
    Query::new(
        "SELECT p.id, p.slug, p.name, p.status, p.published_at, p.unpublish_at, p.updated_at,
         p.missing, p.version, b.name AS brand, c.name AS category, i.hash,
         CAST(COALESCE(m.width, 0) AS BIGINT) AS width,
         CAST(COALESCE(m.height, 0) AS BIGINT) AS height,
         CAST(CASE WHEN m.mime = 'image/svg+xml' AND length(m.bytes) <= 65536 THEN 1
         ELSE 0 END AS BIGINT) AS drawing
         FROM products p JOIN brands b ON b.id = p.brand_id
         JOIN categories c ON c.id = p.category_id
         LEFT JOIN pictures i ON i.product_id = p.id AND i.position = 1
         LEFT JOIN media m ON m.hash = i.hash",
    )
    .filter_in("p.id", products.iter().copied())
}

db::built!(DeskRow, [Sqlite, Postgres], |_| described(&[Uuid::nil(); 2]));

/// These products, in any order.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn desk_rows(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<DeskRow>, Error> {
    described(products).fetch_all(executor, here!()).await
}

db::row! {
    /// The variants of a product that are sold, taken together, in one currency.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct VariantsRow {
        /// The product.
        pub product_id: Uuid = column::grouped_id,
        /// The currency of these variants.
        pub currency: Currency = column::grouped_currency,
        /// How many there are.
        pub variants: u32 = column::count,
        /// Units in stock.
        pub stock: i64,
        /// The lowest price, in minor units.
        pub lowest: i64,
        /// The highest price, in minor units.
        pub highest: i64,
    }
}

fn variants_of(products: &[Uuid]) -> Query {
    Query::new(
        "SELECT product_id, currency, CAST(COUNT(*) AS BIGINT) AS variants,
         CAST(COALESCE(SUM(stock), 0) AS BIGINT) AS stock,
         CAST(COALESCE(MIN(price_minor), 0) AS BIGINT) AS lowest,
         CAST(COALESCE(MAX(price_minor), 0) AS BIGINT) AS highest FROM variants",
    )
    .filter_in("product_id", products.iter().copied())
    .sql(" AND archived_at IS NULL GROUP BY product_id, currency ORDER BY product_id, currency")
}

db::built!(VariantsRow, [Sqlite, Postgres], |_| variants_of(&[Uuid::nil(); 2]));

/// The variants of these products, by product and currency.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn desk_variants(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<VariantsRow>, Error> {
    variants_of(products).fetch_all(executor, here!()).await
}

db::row! {
    /// A brand to choose.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct BrandRow {
        /// Primary key.
        pub id: Uuid,
        /// Slug.
        pub slug: String,
        /// Its name.
        pub name: String,
    }
}

fn all_brands() -> Query {
    Query::new("SELECT id, slug, name FROM brands ORDER BY name, id")
}

db::built!(BrandRow, [Sqlite, Postgres], |_| all_brands());

/// All brands, by name.
///
/// # Errors
/// If the query fails.
pub async fn brands(executor: &mut impl Executor) -> Result<Vec<BrandRow>, Error> {
    all_brands().fetch_all(executor, here!()).await
}

/// The products after this one, by key, at most `limit`.
///
/// # Errors
/// If the query fails.
pub async fn products_after(
    executor: &mut impl Executor,
    after: Uuid,
    limit: u32,
) -> Result<Vec<Uuid>, Error> {
    let rows = fetch_all!(
        executor,
        (Uuid,),
        "SELECT id FROM products WHERE id > $1 ORDER BY id LIMIT $2",
        after,
        i64::from(limit)
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

fn lock_in_order(products: &[Uuid]) -> Query {
    Query::new("SELECT id FROM products")
        .filter_in("id", products.iter().copied())
        .sql(" ORDER BY id FOR NO KEY UPDATE")
}

db::built!((Uuid,), [Postgres], |_| lock_in_order(&[Uuid::nil(); 2]));

/// Locks products until the transaction ends. SQLite has one writer and no row locks.
///
/// # Errors
/// If the query fails.
pub async fn lock_products(executor: &mut impl Executor, products: &[Uuid]) -> Result<(), Error> {
    if executor.connection().dialect() == Dialect::Postgres {
        let _: Vec<(Uuid,)> = lock_in_order(products).fetch_all(executor, here!()).await?;
    }
    Ok(())
}

fn touched(on: Dialect, products: &[Uuid], now: i64) -> Query {
    let ids = products.iter().copied();
    let query = Query::new("UPDATE products SET updated_at = ").bind(now);
    match on {
        Dialect::Sqlite => query.filter_in("id", ids),
        // In the order in which others lock several.
        Dialect::Postgres => query
            .sql(" FROM (SELECT o.id FROM products o")
            .filter_in("o.id", ids)
            .sql(" ORDER BY o.id FOR NO KEY UPDATE) AS wanted WHERE products.id = wanted.id"),
    }
}

db::built!([Sqlite, Postgres], |on| touched(on, &[Uuid::nil(); 2], 1));

/// Sets when these products were last changed.
///
/// # Errors
/// If a query fails.
pub async fn touch_all(
    executor: &mut impl Executor,
    products: &[Uuid],
    now: i64,
) -> Result<(), Error> {
    let on = executor.connection().dialect();
    for some in products.chunks(PRODUCTS) {
        touched(on, some, now).execute(executor, here!()).await?;
    }
    Ok(())
}

/// Notes what these products lack anew: for a change of prices, which changes no word.
///
/// # Errors
/// If a query fails.
pub async fn note_gaps(executor: &mut impl Executor, products: &[Uuid]) -> Result<(), Error> {
    for some in products.chunks(PRODUCTS) {
        with_gaps(some).execute(executor, here!()).await?;
    }
    Ok(())
}

/// Sets when a product was last changed: for changes of what belongs to it, such as a variant.
///
/// # Errors
/// If the query fails.
pub async fn touch(executor: &mut impl Executor, product: Uuid, now: i64) -> Result<(), Error> {
    execute!(executor, "UPDATE products SET updated_at = $2 WHERE id = $1", product, now)?;
    Ok(())
}

db::row! {
    /// How many products need attention, without archived ones.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub struct GapsRow {
        /// Products that will be published later.
        pub scheduled: i64,
        /// Products without a picture.
        pub without_picture: i64,
        /// Products with a picture without alternative text.
        pub without_alt: i64,
        /// Products with a variant without a weight.
        pub without_weight: i64,
        /// Products with a variant without a price.
        pub without_price: i64,
    }
}

fn gaps_of_all(now: i64) -> Query {
    Query::new("SELECT CAST(COALESCE(SUM(CASE WHEN published_at > ")
        .bind(now)
        .sql(
            " THEN 1 ELSE 0 END), 0) AS BIGINT) AS scheduled,
         CAST(COALESCE(SUM(CASE WHEN missing & 1 <> 0 THEN 1 ELSE 0 END), 0) AS BIGINT)
         AS without_picture,
         CAST(COALESCE(SUM(CASE WHEN missing & 2 <> 0 THEN 1 ELSE 0 END), 0) AS BIGINT)
         AS without_alt,
         CAST(COALESCE(SUM(CASE WHEN missing & 4 <> 0 THEN 1 ELSE 0 END), 0) AS BIGINT)
         AS without_weight,
         CAST(COALESCE(SUM(CASE WHEN missing & 32 <> 0 THEN 1 ELSE 0 END), 0) AS BIGINT)
         AS without_price
         FROM products",
        )
        .filter("status <> ", "archived")
}

db::built!(GapsRow, [Sqlite, Postgres], |_| gaps_of_all(1));

/// How many products need attention; none if there are no products.
///
/// # Errors
/// If the query fails.
pub async fn gaps(executor: &mut impl Executor, now: i64) -> Result<Option<GapsRow>, Error> {
    Ok(gaps_of_all(now).fetch_all(executor, here!()).await?.into_iter().next())
}
