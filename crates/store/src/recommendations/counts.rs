//! Orders by product and by pair of products, and different buyers by pair. All writes have many
//! rows, and the caller holds the lock of the model.

use crate::{Error, Executor, Uuid};
use db::{BoundValue, Query, fetch_all, here, insert};
use domain::recommendations::Tally;
use std::collections::{BTreeMap, BTreeSet};

/// Maximum number of rows in one statement, below what the databases can bind.
const ROWS: usize = 5_000;

type Pair = (Uuid, Uuid);

db::row! {
    /// In how many orders a buyer has a pair now.
    struct BuyerRow {
        first_id: Uuid,
        second_id: Uuid,
        buyer: Uuid,
        orders: i64,
    }
}

type BuyerKey = (Uuid, Uuid, Uuid);

fn buyer_values((key, orders): &(BuyerKey, i64)) -> Vec<BoundValue> {
    let (first, second, buyer) = *key;
    vec![first.into(), second.into(), buyer.into(), (*orders).into()]
}

fn add_buyers(rows: &[(BuyerKey, i64)]) -> Query {
    Query::new("INSERT INTO recommendation_buyers (first_id, second_id, buyer, orders) VALUES ")
        .rows(rows.iter().map(buyer_values))
        .sql(
            " ON CONFLICT (first_id, second_id, buyer)
             DO UPDATE SET orders = recommendation_buyers.orders + excluded.orders
             RETURNING first_id, second_id, buyer, orders",
        )
}

db::built!(BuyerRow, [Sqlite, Postgres], |_| add_buyers(
    &[((Uuid::nil(), Uuid::nil(), Uuid::nil()), 1); 2]
));

fn subtract_buyers(rows: &[(BuyerKey, i64)]) -> Query {
    Query::new(
        "UPDATE recommendation_buyers SET orders = recommendation_buyers.orders - w.column4
         FROM (VALUES ",
    )
    .rows(rows.iter().map(buyer_values))
    .sql(
        ") AS w WHERE recommendation_buyers.first_id = w.column1
         AND recommendation_buyers.second_id = w.column2
         AND recommendation_buyers.buyer = w.column3
         RETURNING recommendation_buyers.first_id, recommendation_buyers.second_id,
         recommendation_buyers.buyer, recommendation_buyers.orders",
    )
}

db::built!(BuyerRow, [Sqlite, Postgres], |_| subtract_buyers(
    &[((Uuid::nil(), Uuid::nil(), Uuid::nil()), 1); 2]
));

/// Adds orders to the counts of products, pairs and buyers.
///
/// # Errors
/// If the query fails.
pub async fn add(executor: &mut impl Executor, tally: &Tally<Uuid, Uuid>) -> Result<(), Error> {
    insert!("recommendation_items", &tally.products, |(product, count)| {
        product_id: Uuid = *product,
        orders: i64 = count.orders,
        weight: i64 = count.weight,
    })
    .after(
        "ON CONFLICT (product_id) DO UPDATE SET
         orders = recommendation_items.orders + excluded.orders,
         weight = recommendation_items.weight + excluded.weight",
    )
    .execute(executor, here!())
    .await?;
    let buyers: Vec<(BuyerKey, i64)> =
        tally.buyers.iter().map(|(key, orders)| (*key, *orders)).collect();
    // Buyers who had none of these orders before.
    let mut new: BTreeMap<Pair, i64> = BTreeMap::new();
    for some in buyers.chunks(ROWS) {
        let rows: Vec<BuyerRow> = add_buyers(some).fetch_all(executor, here!()).await?;
        for row in rows {
            let added = tally.buyers.get(&(row.first_id, row.second_id, row.buyer));
            if added == Some(&row.orders) {
                *new.entry((row.first_id, row.second_id)).or_default() += 1;
            }
        }
    }
    insert!("recommendation_pairs", &tally.pairs, |(pair, count)| {
        first_id: Uuid = pair.0,
        second_id: Uuid = pair.1,
        orders: i64 = count.orders,
        weight: i64 = count.weight,
        buyers: i64 = new.get(pair).copied().unwrap_or(0), // No new buyer.
    })
    .after(
        "ON CONFLICT (first_id, second_id) DO UPDATE SET
         orders = recommendation_pairs.orders + excluded.orders,
         weight = recommendation_pairs.weight + excluded.weight,
         buyers = recommendation_pairs.buyers + excluded.buyers",
    )
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// An item or a pair with what to subtract.
fn subtract_items(rows: impl IntoIterator<Item = Vec<BoundValue>>) -> Query {
    Query::new(
        "UPDATE recommendation_items SET orders = recommendation_items.orders - w.column2,
         weight = recommendation_items.weight - w.column3
         FROM (VALUES ",
    )
    .rows(rows)
    .sql(") AS w WHERE recommendation_items.product_id = w.column1")
}

db::built!([Sqlite, Postgres], |_| subtract_items(vec![
    vec![
        Uuid::nil().into(),
        1_i64.into(),
        1_i64.into()
    ];
    2
]));

fn subtract_pairs(rows: impl IntoIterator<Item = Vec<BoundValue>>) -> Query {
    Query::new(
        "UPDATE recommendation_pairs SET orders = recommendation_pairs.orders - w.column3,
         weight = recommendation_pairs.weight - w.column4,
         buyers = recommendation_pairs.buyers - w.column5
         FROM (VALUES ",
    )
    .rows(rows)
    .sql(
        ") AS w WHERE recommendation_pairs.first_id = w.column1
         AND recommendation_pairs.second_id = w.column2",
    )
}

db::built!([Sqlite, Postgres], |_| subtract_pairs(vec![
    vec![
        Uuid::nil().into(),
        Uuid::nil().into(),
        1_i64.into(),
        1_i64.into(),
        1_i64.into()
    ];
    2
]));

fn delete_buyers(first: &[Uuid]) -> Query {
    Query::new("DELETE FROM recommendation_buyers")
        .filter_in("first_id", first.iter().copied())
        .sql(" AND orders = 0")
}

db::built!([Sqlite, Postgres], |_| delete_buyers(&[Uuid::nil(); 2]));

fn delete_pairs(first: &[Uuid]) -> Query {
    Query::new("DELETE FROM recommendation_pairs")
        .filter_in("first_id", first.iter().copied())
        .sql(" AND orders = 0")
}

db::built!([Sqlite, Postgres], |_| delete_pairs(&[Uuid::nil(); 2]));

fn delete_items(products: &[Uuid]) -> Query {
    Query::new("DELETE FROM recommendation_items")
        .filter_in("product_id", products.iter().copied())
        .sql(" AND orders = 0")
}

db::built!([Sqlite, Postgres], |_| delete_items(&[Uuid::nil(); 2]));

/// Subtracts orders that were added before, and deletes rows without orders. Rows of products that
/// were deleted since are gone already.
///
/// # Errors
/// If the query fails, or a count would become negative.
pub async fn subtract(
    executor: &mut impl Executor,
    tally: &Tally<Uuid, Uuid>,
) -> Result<(), Error> {
    let products: Vec<Uuid> = tally.products.keys().copied().collect();
    let items: Vec<Vec<BoundValue>> = tally
        .products
        .iter()
        .map(|(product, count)| vec![(*product).into(), count.orders.into(), count.weight.into()])
        .collect();
    for some in items.chunks(ROWS) {
        subtract_items(some.to_vec()).execute(executor, here!()).await?;
    }
    let buyers: Vec<(BuyerKey, i64)> =
        tally.buyers.iter().map(|(key, orders)| (*key, *orders)).collect();
    let mut gone: BTreeMap<Pair, i64> = BTreeMap::new();
    for some in buyers.chunks(ROWS) {
        let rows: Vec<BuyerRow> = subtract_buyers(some).fetch_all(executor, here!()).await?;
        for row in rows.into_iter().filter(|row| row.orders == 0) {
            *gone.entry((row.first_id, row.second_id)).or_default() += 1;
        }
    }
    let pairs: Vec<Vec<BoundValue>> = tally
        .pairs
        .iter()
        .map(|(pair, count)| {
            let buyers = gone.get(pair).copied().unwrap_or(0); // All have other orders.
            vec![
                pair.0.into(),
                pair.1.into(),
                count.orders.into(),
                count.weight.into(),
                buyers.into(),
            ]
        })
        .collect();
    for some in pairs.chunks(ROWS) {
        subtract_pairs(some.to_vec()).execute(executor, here!()).await?;
    }
    let first: BTreeSet<Uuid> = tally.pairs.keys().map(|pair| pair.0).collect();
    let first: Vec<Uuid> = first.into_iter().collect();
    for some in first.chunks(ROWS) {
        delete_buyers(some).execute(executor, here!()).await?;
        delete_pairs(some).execute(executor, here!()).await?;
    }
    for some in products.chunks(ROWS) {
        delete_items(some).execute(executor, here!()).await?;
    }
    Ok(())
}

/// Products that were bought, after the product `after`, by primary key, at most `limit`.
///
/// # Errors
/// If the query fails.
pub async fn products_after(
    executor: &mut impl Executor,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Uuid>, Error> {
    let rows = fetch_all!(
        executor,
        (Uuid,),
        "SELECT product_id FROM recommendation_items WHERE product_id > $1
         ORDER BY product_id LIMIT $2",
        after,
        limit
    )?;
    Ok(rows.into_iter().map(|(product,)| product).collect())
}
