//! The neighbours of products.

use crate::{Error, Executor, Uuid, column};
use db::{Query, fetch_all, here, insert};

db::row! {
    /// A product that was bought together with another one, with what their ratio is made of.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct PartnerRow {
        /// The product.
        pub product_id: Uuid,
        /// The other one.
        pub other_id: Uuid,
        /// Weight of the orders with both.
        pub weight: i64,
        /// Different buyers of both.
        pub buyers: u32 = column::count,
        /// Weight of the orders with the product.
        pub own_weight: i64,
        /// Weight of the orders with the other one.
        pub other_weight: i64,
    }
}

/// Partners on one side of the pairs: with the products as the first or as the second of them.
macro_rules! partners_by {
    ($own:literal, $other:literal) => {
        concat!(
            "SELECT p.",
            $own,
            " AS product_id, p.",
            $other,
            " AS other_id, p.weight, p.buyers,
             i.weight AS own_weight, o.weight AS other_weight
             FROM recommendation_pairs p
             JOIN recommendation_items i ON i.product_id = p.",
            $own,
            "
             JOIN recommendation_items o ON o.product_id = p.",
            $other
        )
    };
}

/// Leaves out what the merchant has excluded.
macro_rules! not_excluded {
    ($own:literal, $other:literal) => {
        concat!(
            " AND NOT EXISTS (SELECT 1 FROM recommendation_exclusions e
             WHERE e.product_id = p.",
            $own,
            " AND e.other_id = p.",
            $other,
            ")
             AND NOT EXISTS (SELECT 1 FROM recommendation_products h
             WHERE h.product_id = p.",
            $other,
            " AND h.hidden = 1)"
        )
    };
}

fn by_first(products: &[Uuid], buyers: u32) -> Query {
    Query::new(partners_by!("first_id", "second_id"))
        .filter_in("p.first_id", products.iter().copied())
        .filter("p.buyers >= ", buyers)
        .sql(not_excluded!("first_id", "second_id"))
}

db::built!(PartnerRow, [Sqlite, Postgres], |_| by_first(&[Uuid::nil(); 2], 3));

fn by_second(products: &[Uuid], buyers: u32) -> Query {
    Query::new(partners_by!("second_id", "first_id"))
        .filter_in("p.second_id", products.iter().copied())
        .filter("p.buyers >= ", buyers)
        .sql(not_excluded!("second_id", "first_id"))
}

db::built!(PartnerRow, [Sqlite, Postgres], |_| by_second(&[Uuid::nil(); 2], 3));

/// What was bought together with these products by at least this many different buyers, without
/// what the merchant has excluded.
///
/// # Errors
/// If the query fails.
pub async fn partners(
    executor: &mut impl Executor,
    products: &[Uuid],
    buyers: u32,
) -> Result<Vec<PartnerRow>, Error> {
    let mut rows: Vec<PartnerRow> = by_first(products, buyers).fetch_all(executor, here!()).await?;
    let others: Vec<PartnerRow> = by_second(products, buyers).fetch_all(executor, here!()).await?;
    rows.extend(others);
    Ok(rows)
}

/// A neighbour to be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewNeighbour {
    /// The product.
    pub product: Uuid,
    /// Its place among the product's neighbours.
    pub position: u32,
    /// The neighbour.
    pub other: Uuid,
    /// Its score.
    pub score: i64,
    /// Different buyers of both.
    pub buyers: u32,
    /// Whether the merchant has chosen it.
    pub pinned: bool,
}

db::row! {
    /// A stored neighbour of a product.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct StoredRow {
        /// The product.
        pub product_id: Uuid,
        /// The neighbour.
        pub other_id: Uuid,
        /// Its score.
        pub score: i64,
        /// Different buyers of both; 0 for the merchant's own choice.
        pub buyers: u32 = column::count,
        /// Whether the merchant has chosen it.
        pub pinned: bool = column::flag,
    }
}

fn stored_of(products: &[Uuid]) -> Query {
    Query::new("SELECT product_id, other_id, score, buyers, pinned FROM recommendation_neighbours")
        .filter_in("product_id", products.iter().copied())
        .sql(" ORDER BY product_id, position")
}

db::built!(StoredRow, [Sqlite, Postgres], |_| stored_of(&[Uuid::nil(); 2]));

/// The stored neighbours of these products, product by product, the strongest first.
///
/// # Errors
/// If the query fails.
pub async fn stored(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<StoredRow>, Error> {
    stored_of(products).fetch_all(executor, here!()).await
}

fn delete_of(products: &[Uuid]) -> Query {
    Query::new("DELETE FROM recommendation_neighbours")
        .filter_in("product_id", products.iter().copied())
}

db::built!([Sqlite, Postgres], |_| delete_of(&[Uuid::nil(); 2]));

/// Replaces the neighbours of these products.
///
/// # Errors
/// If the query fails.
pub async fn replace(
    executor: &mut impl Executor,
    products: &[Uuid],
    neighbours: &[NewNeighbour],
) -> Result<(), Error> {
    delete_of(products).execute(executor, here!()).await?;
    insert!("recommendation_neighbours", neighbours, |one| {
        product_id: Uuid = one.product,
        position: u32 = one.position,
        other_id: Uuid = one.other,
        score: i64 = one.score,
        buyers: u32 = one.buyers,
        pinned: i64 = i64::from(one.pinned),
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// Deletes the neighbours of products that are in no order any more and for which the merchant has
/// chosen none. Returns these products, each once.
///
/// # Errors
/// If the query fails.
pub async fn drop_unfounded(executor: &mut impl Executor) -> Result<Vec<Uuid>, Error> {
    let deleted = fetch_all!(
        executor,
        (Uuid,),
        "DELETE FROM recommendation_neighbours WHERE pinned = 0 AND NOT EXISTS (
           SELECT 1 FROM recommendation_items i
           WHERE i.product_id = recommendation_neighbours.product_id
         ) RETURNING product_id"
    )?;
    let mut products: Vec<Uuid> = deleted.into_iter().map(|(product,)| product).collect();
    products.sort_unstable();
    products.dedup();
    Ok(products)
}

db::row! {
    /// A neighbour of a product.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct NeighbourRow {
        /// The product.
        pub product_id: Uuid,
        /// The neighbour's slug.
        pub slug: String,
        /// Its score.
        pub score: i64,
        /// Different buyers of both; 0 for the merchant's own choice.
        pub buyers: u32 = column::count,
        /// Whether the merchant has chosen it.
        pub pinned: bool = column::flag,
        /// Whether people buy it again.
        pub bought_again: bool = column::flag,
    }
}

fn neighbours_of(products: &[Uuid]) -> Query {
    Query::new(
        "SELECT n.product_id, p.slug, n.score, n.buyers, n.pinned,
         COALESCE(r.bought_again, 0) AS bought_again
         FROM recommendation_neighbours n
         JOIN products p ON p.id = n.other_id
         LEFT JOIN recommendation_products r ON r.product_id = n.other_id",
    )
    .filter_in("n.product_id", products.iter().copied())
    .sql(" AND COALESCE(r.hidden, 0) = 0 ORDER BY n.product_id, n.position")
}

db::built!(NeighbourRow, [Sqlite, Postgres], |_| neighbours_of(&[Uuid::nil(); 2]));

/// The neighbours of these products, product by product, the strongest first, without those that
/// the merchant has hidden.
///
/// # Errors
/// If the query fails.
pub async fn of(
    executor: &mut impl Executor,
    products: &[Uuid],
) -> Result<Vec<NeighbourRow>, Error> {
    if products.is_empty() {
        return Ok(Vec::new());
    }
    neighbours_of(products).fetch_all(executor, here!()).await
}
