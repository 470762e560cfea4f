//! What a merchant changes of many products in one step. Rows are locked by their keys in order, so
//! that two such steps never wait for each other in a circle.

use super::EditedProductRow;
use crate::{Error, Executor, Uuid};
use db::{Dialect, Query, here, insert};
use domain::catalogue::ProductStatus;

/// The columns of [`EditedProductRow`].
const COLUMNS: &str = "id, slug, name, brand_id, category_id, summary, description, tax_class,
    status, published_at, unpublish_at, featured, seo_title, seo_description, attributes, version,
    archived_at, archived_from";

/// How many products one statement writes: nine values each, within what the databases can bind.
const PRODUCTS: usize = 3_000;

fn edited(products: &[Uuid]) -> Query {
    Query::new("SELECT ")
        .sql(COLUMNS)
        .sql(" FROM products")
        .filter_in("id", products.iter().copied())
        .sql(" ORDER BY id")
}

db::built!(EditedProductRow, [Sqlite, Postgres], |_| edited(&[Uuid::nil(); 2]));

/// These products of any status, by key. At most 20,000.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn edited_products(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<EditedProductRow>, Error> {
    edited(products).fetch_all(executor, here!()).await
}

/// The same, locked until the transaction ends. SQLite has one writer and no row locks.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn lock_edited_products(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<EditedProductRow>, Error> {
    let query = match executor.connection().dialect() {
        Dialect::Sqlite => edited(products),
        Dialect::Postgres => edited(products).sql(" FOR UPDATE"),
    };
    query.fetch_all(executor, here!()).await
}

db::row! {
    /// A category that a product is in.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct PlacedRow {
        /// The product.
        pub product_id: Uuid,
        /// The category.
        pub category_id: Uuid,
        /// Its slug.
        pub slug: String,
    }
}

fn placed(products: &[Uuid]) -> Query {
    Query::new(
        "SELECT m.product_id, m.category_id, c.slug
         FROM product_categories m JOIN categories c ON c.id = m.category_id",
    )
    .filter_in("m.product_id", products.iter().copied())
    .sql(" ORDER BY m.product_id, c.slug")
}

db::built!(PlacedRow, [Sqlite, Postgres], |_| placed(&[Uuid::nil(); 2]));

/// The categories of these products, by product and slug.
///
/// # Errors
/// If the query fails.
pub async fn categories_of_many(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<PlacedRow>, Error> {
    placed(products).fetch_all(executor, here!()).await
}

fn unsold(products: &[Uuid]) -> Query {
    Query::new("SELECT p.id FROM products p").filter_in("p.id", products.iter().copied()).sql(
        " AND NOT EXISTS (SELECT 1 FROM variants v
         WHERE v.product_id = p.id AND v.archived_at IS NULL)",
    )
}

db::built!((Uuid,), [Sqlite, Postgres], |_| unsold(&[Uuid::nil(); 2]));

/// Those of these products without a variant that is sold.
///
/// # Errors
/// If the query fails.
pub async fn without_variants(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<Uuid>, Error> {
    let rows: Vec<(Uuid,)> = unsold(products).fetch_all(executor, here!()).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

fn sold(products: &[Uuid]) -> Query {
    Query::new("SELECT sku FROM variants")
        .filter_in("product_id", products.iter().copied())
        .sql(" AND archived_at IS NULL ORDER BY product_id, position, id")
}

db::built!((String,), [Sqlite, Postgres], |_| sold(&[Uuid::nil(); 2]));

/// The SKUs of the variants of these products that are sold.
///
/// # Errors
/// If the query fails.
pub async fn skus_of_many(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = sold(products).fetch_all(executor, here!()).await?;
    Ok(rows.into_iter().map(|(sku,)| sku).collect())
}

fn update(rows: &[EditedProductRow], now: i64) -> Query {
    let rows = rows.iter().map(|row| {
        vec![
            row.id.into(),
            row.category_id.into(),
            row.status.key().into(),
            row.published_at.into(),
            row.archived_at.into(),
            row.archived_from.map(ProductStatus::key).into(),
            row.attributes.clone().into(),
            now.into(),
        ]
    });
    Query::new(
        "UPDATE products SET category_id = wanted.main_id, status = wanted.new_status,
         published_at = wanted.new_published_at, archived_at = wanted.new_archived_at,
         archived_from = wanted.new_archived_from, attributes = wanted.new_attributes,
         updated_at = wanted.new_updated_at, version = version + 1
         FROM (SELECT column1 AS product_id, column2 AS main_id, column3 AS new_status,
         column4 AS new_published_at, column5 AS new_archived_at, column6 AS new_archived_from,
         column7 AS new_attributes, column8 AS new_updated_at FROM (VALUES ",
    )
    .rows(rows)
    .sql(") AS given) AS wanted WHERE products.id = wanted.product_id")
}

db::built!([Sqlite, Postgres], |_| {
    let row = EditedProductRow {
        id: Uuid::nil(),
        slug: String::new(),
        name: String::new(),
        brand_id: Uuid::nil(),
        category_id: Uuid::nil(),
        summary: String::new(),
        description: String::new(),
        tax_class: domain::tax::TaxClass::Standard,
        status: ProductStatus::Draft,
        published_at: None,
        unpublish_at: None,
        featured: false,
        seo_title: String::new(),
        seo_description: String::new(),
        attributes: String::new(),
        version: 1,
        archived_at: None,
        archived_from: None,
    };
    update(&[row.clone(), row], 0)
});

/// Writes main category, status with its times, and attributes of locked products, and counts the
/// change of each.
///
/// # Errors
/// If a query fails.
pub async fn update_products(
    executor: &mut impl Executor,
    rows: &[EditedProductRow],
    now: i64,
) -> Result<(), Error> {
    for some in rows.chunks(PRODUCTS) {
        update(some, now).execute(executor, here!()).await?;
    }
    Ok(())
}

/// Puts products into a category.
///
/// # Errors
/// If a query fails.
pub async fn put_into_category(
    executor: &mut impl Executor,
    category: Uuid,
    products: &[Uuid],
) -> Result<(), Error> {
    insert!("product_categories", products, |product| {
        product_id: Uuid = *product,
        category_id: Uuid = category,
    })
    .after("ON CONFLICT DO NOTHING")
    .execute(executor, here!())
    .await?;
    Ok(())
}

fn out_of(category: Uuid, products: &[Uuid]) -> Query {
    Query::new("DELETE FROM product_categories")
        .filter("category_id = ", category)
        .filter_in("product_id", products.iter().copied())
}

db::built!([Sqlite, Postgres], |_| out_of(Uuid::nil(), &[Uuid::nil(); 2]));

/// Takes products out of a category.
///
/// # Errors
/// If the query fails.
pub async fn take_out_of_category(
    executor: &mut impl Executor,
    category: Uuid,
    products: &[Uuid],
) -> Result<(), Error> {
    out_of(category, products).execute(executor, here!()).await?;
    Ok(())
}
