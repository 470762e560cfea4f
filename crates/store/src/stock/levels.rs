//! Stock levels.

use crate::{Error, Executor, Uuid};
use db::{Dialect, Query, fetch_optional, here};

db::row! {
    /// The remaining stock of a variant.
    struct TakenRow {
        id: Uuid,
        stock: i64,
    }
}

/// The outcome of taking units of several variants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// All were taken; the remaining stock of each variant.
    All(Vec<(Uuid, i64)>),
    /// There were too few of this variant. Roll back the transaction: others may have been taken.
    TooFew(Uuid),
}

/// Takes one variant.
fn take_one((variant, quantity): (Uuid, i64)) -> Query {
    Query::new("UPDATE variants SET stock = stock - ")
        .bind(quantity)
        .sql(" WHERE id = ")
        .bind(variant)
        .sql(" AND stock >= ")
        .bind(quantity)
        .sql(" RETURNING id, stock")
}

db::built!(TakenRow, [Sqlite, Postgres], |_| take_one((Uuid::nil(), 1)));

fn take_several(on: Dialect, wanted: &[(Uuid, i64)]) -> Query {
    let rows = wanted.iter().map(|(variant, quantity)| vec![(*variant).into(), (*quantity).into()]);
    let query = Query::new("UPDATE variants SET stock = stock - wanted.quantity FROM (");
    let query = match on {
        Dialect::Sqlite => query
            .sql("SELECT column1 AS id, column2 AS quantity FROM (VALUES ")
            .rows(rows)
            .sql(")) AS wanted"),
        Dialect::Postgres => query
            .sql("SELECT v.id, w.column2 AS quantity FROM variants v JOIN (VALUES ")
            .rows(rows)
            .sql(") AS w ON w.column1 = v.id ORDER BY v.id FOR UPDATE OF v) AS wanted"),
    };
    query.sql(
        " WHERE variants.id = wanted.id AND stock >= wanted.quantity
         RETURNING variants.id, stock",
    )
}

db::built!(TakenRow, [Sqlite, Postgres], |on| take_several(on, &[(Uuid::nil(), 1); 2]));

/// Takes units of several variants for an order, in one statement. Each variant may occur once. The
/// movements are written before, with the lines of the order, so that contended rows are locked no
/// longer than this statement and the commit take.
///
/// PostgreSQL locks the rows in the order of their ids, so two orders for the same variants cannot
/// deadlock.
///
/// # Errors
/// If the query fails.
pub async fn take_all(
    executor: &mut impl Executor,
    wanted: &[(Uuid, i64)],
) -> Result<Taken, Error> {
    let on = executor.connection().dialect();
    let query = match wanted {
        [one] => take_one(*one),
        several => take_several(on, several),
    };
    let left: Vec<TakenRow> = query.fetch_all(executor, here!()).await?;
    let left_of = |variant: Uuid| left.iter().find(|row| row.id == variant).map(|row| row.stock);
    let mut taken = Vec::with_capacity(wanted.len());
    for (variant, _) in wanted {
        let Some(level) = left_of(*variant) else { return Ok(Taken::TooFew(*variant)) };
        taken.push((*variant, level));
    }
    Ok(Taken::All(taken))
}

/// Stock of a variant.
///
/// # Errors
/// If the query fails.
pub async fn of_sku(executor: &mut impl Executor, sku: &str) -> Result<Option<i64>, Error> {
    let row = fetch_optional!(executor, (i64,), "SELECT stock FROM variants WHERE sku = $1", sku)?;
    Ok(row.map(|row| row.0))
}

db::row! {
    /// Stock of a variant.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct LevelRow {
        /// Its product.
        pub product_id: Uuid,
        /// Stock keeping unit.
        pub sku: String,
        /// Units in stock.
        pub stock: i64,
    }
}

/// Maximum number of products in one statement, well below what the databases can bind.
const PRODUCTS: usize = 10_000;

fn levels(products: &[Uuid]) -> Query {
    Query::new("SELECT product_id, sku, stock FROM variants")
        .filter_in("product_id", products.iter().copied())
        .sql(" ORDER BY product_id, position")
}

db::built!(LevelRow, [Sqlite, Postgres], |_| levels(&[Uuid::nil(); 2]));

/// Stock of all variants of these products, product by product.
///
/// # Errors
/// If the query fails.
pub async fn of_products(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<LevelRow>, Error> {
    let mut all: Vec<LevelRow> = Vec::new();
    for some in products.chunks(PRODUCTS) {
        let rows: Vec<LevelRow> = levels(some).fetch_all(executor, here!()).await?;
        all.extend(rows);
    }
    Ok(all)
}
