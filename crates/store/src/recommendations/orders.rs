//! Which orders are counted.

use crate::{Error, Executor, Uuid, column};
use db::{Query, execute, fetch_all, fetch_optional, here, insert};
use uuid::Builder;

db::row! {
    /// An order that can be learned.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct OrderToLearn {
        /// Primary key.
        pub id: Uuid,
        /// The buyer's email address.
        pub email: String,
        /// Unix milliseconds.
        pub placed_at: i64,
    }
}

/// Selects orders that have a buyer, are not cancelled or withdrawn, and are neither learned nor
/// barred. The rest of the condition follows.
macro_rules! select_orders_to_learn {
    ($condition:literal) => {
        concat!(
            "SELECT o.id, o.email, o.placed_at FROM orders o WHERE o.email <> ''
             AND o.state <> 'cancelled'
             AND NOT EXISTS (SELECT 1 FROM recommendation_orders r WHERE r.order_id = o.id)
             AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.order_id = o.id) AND ",
            $condition
        )
    };
}

/// The order with this primary key, if it can be learned.
///
/// # Errors
/// If the query fails.
pub async fn order(executor: &mut impl Executor, id: Uuid) -> Result<Option<OrderToLearn>, Error> {
    Ok(fetch_optional!(executor, OrderToLearn, select_orders_to_learn!("o.id = $1"), id)?)
}

/// Orders that can be learned after the order `after`, by primary key and so by time, at most
/// `limit`.
///
/// # Errors
/// If the query fails.
pub async fn to_learn(
    executor: &mut impl Executor,
    after: Uuid,
    limit: i64,
) -> Result<Vec<OrderToLearn>, Error> {
    Ok(fetch_all!(
        executor,
        OrderToLearn,
        select_orders_to_learn!("o.id > $1 ORDER BY o.id LIMIT $2"),
        after,
        limit
    )?)
}

/// Orders that count although they were withdrawn after this time, in Unix milliseconds, because
/// they could not be unlearned then; at most `limit`.
///
/// # Errors
/// If the query fails.
pub async fn to_unlearn(
    executor: &mut impl Executor,
    after: i64,
    limit: i64,
) -> Result<Vec<Uuid>, Error> {
    let rows = fetch_all!(
        executor,
        (Uuid,),
        "SELECT DISTINCT r.order_id FROM withdrawals w
         JOIN recommendation_orders r ON r.order_id = w.order_id
         WHERE w.received_at > $1 AND r.learned = 1 LIMIT $2",
        after,
        limit
    )?;
    Ok(rows.into_iter().map(|(order,)| order).collect())
}

/// The smallest primary key of an order placed at a time, in Unix milliseconds.
#[must_use]
pub fn first_since(at: i64) -> Uuid {
    // No order is from before 1970.
    Builder::from_unix_timestamp_millis(u64::try_from(at).unwrap_or(0), &[0; 10]).into_uuid()
}

db::row! {
    /// A product in an order.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct OrderedRow {
        /// The order.
        pub order_id: Uuid,
        /// The product.
        pub product_id: Uuid,
    }
}

fn ordered(orders: &[Uuid]) -> Query {
    Query::new(
        "SELECT l.order_id, v.product_id FROM order_lines l JOIN variants v ON v.id = l.variant_id",
    )
    .filter_in("l.order_id", orders.iter().copied())
}

db::built!(OrderedRow, [Sqlite, Postgres], |_| ordered(&[Uuid::nil(); 2]));

/// The products in these orders that still exist: order and product, a pair for each line.
///
/// # Errors
/// If the query fails.
pub async fn products(
    executor: &mut impl Executor,
    orders: &[Uuid],
) -> Result<Vec<(Uuid, Uuid)>, Error> {
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<OrderedRow> = ordered(orders).fetch_all(executor, here!()).await?;
    Ok(rows.into_iter().map(|row| (row.order_id, row.product_id)).collect())
}

db::row! {
    /// What is counted of an order.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct LearnedRow {
        /// The order.
        pub order_id: Uuid,
        /// Whether it is counted; otherwise it must never be.
        pub learned: bool = column::flag,
        /// Keyed hash of the buyer's email address.
        pub buyer: Option<Uuid>,
        /// Its weight.
        pub weight: i64,
        /// Its products.
        pub products: Vec<Uuid> = product_ids,
    }
}

/// Primary keys, 16 bytes each.
fn product_ids(bytes: Vec<u8>) -> Result<Vec<Uuid>, String> {
    let (keys, rest) = bytes.as_chunks::<16>();
    if !rest.is_empty() {
        return Err(format!("{} bytes are no list of primary keys", bytes.len()));
    }
    Ok(keys.iter().map(|key| Uuid::from_bytes(*key)).collect())
}

fn product_bytes(products: &[Uuid]) -> Vec<u8> {
    products.iter().flat_map(|product| *product.as_bytes()).collect()
}

/// What is counted of an order; none if it was never learned.
///
/// # Errors
/// If the query fails.
pub async fn counted(
    executor: &mut impl Executor,
    order: Uuid,
) -> Result<Option<LearnedRow>, Error> {
    Ok(fetch_optional!(
        executor,
        LearnedRow,
        "SELECT order_id, learned, buyer, weight, products FROM recommendation_orders
         WHERE order_id = $1",
        order
    )?)
}

/// An order that is being learned.
#[derive(Clone, Debug)]
pub struct NewLearned {
    /// The order.
    pub order: Uuid,
    /// Keyed hash of the buyer's email address.
    pub buyer: Uuid,
    /// Its weight.
    pub weight: i64,
    /// Its products.
    pub products: Vec<Uuid>,
}

/// Records that these orders are counted.
///
/// # Errors
/// If the query fails, or one of them is counted already.
pub async fn mark(executor: &mut impl Executor, orders: &[NewLearned]) -> Result<(), Error> {
    insert!("recommendation_orders", orders, |order| {
        order_id: Uuid = order.order,
        learned: i64 = 1_i64,
        buyer: Option<Uuid> = Some(order.buyer),
        weight: i64 = order.weight,
        products: Vec<u8> = product_bytes(&order.products),
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// Records that an order is not counted any more and must never be learned again. Of its buyer and
/// its products nothing is kept here.
///
/// # Errors
/// If the query fails.
pub async fn unlearned(executor: &mut impl Executor, order: Uuid) -> Result<(), Error> {
    let nothing: &[u8] = &[];
    execute!(
        executor,
        "INSERT INTO recommendation_orders (order_id, learned, weight, products)
         VALUES ($1, 0, 0, $2)
         ON CONFLICT (order_id) DO UPDATE SET learned = 0, buyer = NULL, weight = 0,
         products = excluded.products",
        order,
        nothing
    )?;
    Ok(())
}

/// Removes the mark of an order, so that it can be learned again.
///
/// # Errors
/// If the query fails.
pub async fn forget(executor: &mut impl Executor, order: Uuid) -> Result<(), Error> {
    execute!(executor, "DELETE FROM recommendation_orders WHERE order_id = $1", order)?;
    Ok(())
}
