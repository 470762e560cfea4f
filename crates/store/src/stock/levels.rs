//! Stock levels.

use crate::{Error, Executor, Uuid};
use db::{Dialect, Query, fetch_optional, here, insert};
use domain::stock::MovementCause;

/// The order for which stock is taken.
#[derive(Clone, Copy, Debug)]
pub struct ForOrder {
    /// Its primary key.
    pub order: Uuid,
    /// When it was placed, in Unix milliseconds.
    pub at: i64,
}

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

/// A variant, the units that are taken of it, and the key of the movement.
type Wanted = (Uuid, i64, Uuid);

/// Takes one variant. PostgreSQL writes the movement in the same statement, so that a contended row
/// is not locked for another round trip; in SQLite, which has one writer, it follows.
fn take_one(on: Dialect, (variant, quantity, movement): Wanted, by: ForOrder) -> Query {
    let update = |query: Query| {
        query
            .bind(quantity)
            .sql(" WHERE id = ")
            .bind(variant)
            .sql(" AND stock >= ")
            .bind(quantity)
            .sql(" RETURNING id, stock")
    };
    match on {
        Dialect::Sqlite => update(Query::new("UPDATE variants SET stock = stock - ")),
        Dialect::Postgres => {
            let query = update(Query::new("WITH taken AS (UPDATE variants SET stock = stock - "));
            query
                .sql(
                    "), moved AS (INSERT INTO stock_movements
                     (variant_id, id, delta, level, cause, order_id, at) SELECT taken.id, ",
                )
                .bind(movement)
                .sql(", ")
                .bind(-quantity)
                .sql(", taken.stock, 'order', ")
                .bind(by.order)
                .sql(", ")
                .bind(by.at)
                .sql(" FROM taken) SELECT id, stock FROM taken")
        }
    }
}

db::built!(TakenRow, [Sqlite], |on| take_one(on, example(), FOR_EXAMPLE));
db::built!(TakenRow, [Postgres], |on| take_one(on, example(), FOR_EXAMPLE));

/// The condition and the result of [`take_several`].
const TAKE: &str = " WHERE variants.id = wanted.id AND stock >= wanted.quantity
     RETURNING variants.id, stock";

fn take_several(on: Dialect, wanted: &[Wanted], by: ForOrder) -> Query {
    let rows = wanted.iter().map(|(variant, quantity, movement)| {
        vec![(*variant).into(), (*quantity).into(), (*movement).into()]
    });
    match on {
        Dialect::Sqlite => Query::new(
            "UPDATE variants SET stock = stock - wanted.quantity FROM (
             SELECT column1 AS id, column2 AS quantity FROM (VALUES ",
        )
        .rows(rows)
        .sql(")) AS wanted")
        .sql(TAKE),
        Dialect::Postgres => Query::new(
            "WITH taken AS (UPDATE variants SET stock = stock - wanted.quantity FROM (
             SELECT v.id, w.column2 AS quantity, w.column3 AS movement
             FROM variants v JOIN (VALUES ",
        )
        .rows(rows)
        .sql(") AS w ON w.column1 = v.id ORDER BY v.id FOR UPDATE OF v) AS wanted")
        .sql(TAKE)
        .sql(
            ", wanted.quantity, wanted.movement), moved AS (INSERT INTO stock_movements
             (variant_id, id, delta, level, cause, order_id, at)
             SELECT id, movement, 0 - quantity, stock, 'order', ",
        )
        .bind(by.order)
        .sql(", ")
        .bind(by.at)
        .sql(" FROM taken) SELECT id, stock FROM taken"),
    }
}

db::built!(TakenRow, [Sqlite], |on| take_several(on, &[example(); 2], FOR_EXAMPLE));
db::built!(TakenRow, [Postgres], |on| take_several(on, &[example(); 2], FOR_EXAMPLE));

/// For the tests of all statements.
#[cfg(debug_assertions)]
const FOR_EXAMPLE: ForOrder = ForOrder { order: Uuid::nil(), at: 1 };

/// For the tests of all statements.
#[cfg(debug_assertions)]
const fn example() -> Wanted {
    (Uuid::nil(), 1, Uuid::nil())
}

/// Takes units of several variants for an order, in one statement, and writes the movements. Each
/// variant may occur once.
///
/// PostgreSQL locks the rows in the order of their ids, so two orders for the same variants cannot
/// deadlock.
///
/// # Errors
/// If the query fails.
pub async fn take_all(
    executor: &mut impl Executor,
    wanted: &[(Uuid, i64)],
    by: ForOrder,
) -> Result<Taken, Error> {
    let on = executor.connection().dialect();
    let wanted: Vec<Wanted> = wanted
        .iter()
        .map(|(variant, quantity)| (*variant, *quantity, crate::new_id(by.at)))
        .collect();
    let query = match wanted.as_slice() {
        [one] => take_one(on, *one, by),
        several => take_several(on, several, by),
    };
    let left: Vec<TakenRow> = query.fetch_all(executor, here!()).await?;
    let left_of = |variant: Uuid| left.iter().find(|row| row.id == variant).map(|row| row.stock);
    let mut taken = Vec::with_capacity(wanted.len());
    for (variant, quantity, movement) in wanted {
        let Some(level) = left_of(variant) else { return Ok(Taken::TooFew(variant)) };
        taken.push((variant, quantity, movement, level));
    }
    if on == Dialect::Sqlite {
        insert!("stock_movements", &taken, |(variant, quantity, movement, level)| {
            variant_id: Uuid = *variant,
            id: Uuid = *movement,
            delta: i64 = -*quantity,
            level: i64 = *level,
            cause: &str = MovementCause::Order.key(),
            order_id: Uuid = by.order,
            at: i64 = by.at,
        })
        .execute(executor, here!())
        .await?;
    }
    Ok(Taken::All(taken.into_iter().map(|(variant, _, _, level)| (variant, level)).collect()))
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
