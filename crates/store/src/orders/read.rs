//! Orders, their lines and their events.

use crate::{Error, Executor, Uuid, column};
use db::{fetch_all, fetch_one, fetch_optional};
use domain::{
    Currency,
    orders::{OrderDetails, OrderNumber, OrderState},
};
use time::Date;

db::row! {
    /// An order.
    #[derive(Clone, Debug)]
    pub struct OrderRow {
        /// Primary key.
        pub id: Uuid,
        /// Public number.
        pub number: OrderNumber = column::order_number,
        /// Idempotency key.
        pub idempotency_key: String,
        /// Digest of the cart's primary key and generation.
        pub cart_key: String,
        /// State.
        pub state: OrderState = column::order_state,
        /// The buyer's email address.
        pub email: String,
        /// ISO 4217.
        pub currency: Currency = column::currency,
        /// Sum of the lines.
        pub subtotal_minor: i64,
        /// Delivery.
        pub delivery_minor: i64,
        /// Tax.
        pub tax_minor: i64,
        /// Whether line and delivery prices include the tax.
        pub tax_included: bool = column::flag,
        /// The amount charged.
        pub total_minor: i64,
        /// Addresses, delivery option, seller.
        pub details: OrderDetails = column::order_details,
        /// The first expected delivery day; none in orders from before it was stored.
        pub delivery_earliest: Option<Date> = column::optional_date,
        /// The last expected delivery day.
        pub delivery_latest: Option<Date> = column::optional_date,
        /// The tracking number; none until a carrier assigned one.
        pub tracking: Option<String>,
        /// Unix milliseconds.
        pub placed_at: i64,
    }
}

db::row! {
    /// A line of an order.
    #[derive(Clone, Debug)]
    pub struct OrderLineRow {
        /// Stock keeping unit.
        pub sku: String,
        /// The variant, if it still exists.
        pub variant_id: Option<Uuid>,
        /// The product's slug.
        pub slug: String,
        /// The product's name.
        pub name: String,
        /// The variant's label.
        pub label: String,
        /// Units.
        pub quantity: u32 = column::count,
        /// Unit price.
        pub unit_minor: i64,
        /// Price of the line.
        pub total_minor: i64,
        /// Tax included or added.
        pub tax_minor: i64,
        /// Hundredths of a percent.
        pub tax_rate: u32 = column::count,
    }
}

/// Selects orders. The condition follows.
macro_rules! select_orders {
    ($condition:literal) => {
        concat!(
            "SELECT id, number, idempotency_key, cart_key, state, email, currency,
             COALESCE(subtotal_minor, goods_minor) AS subtotal_minor, delivery_minor, tax_minor,
             tax_included, total_minor, details, delivery_earliest, delivery_latest, tracking,
             placed_at FROM orders ",
            $condition
        )
    };
}

/// The order with this public number.
///
/// # Errors
/// If the query fails.
pub async fn by_number(
    executor: &mut impl Executor,
    number: &OrderNumber,
) -> Result<Option<OrderRow>, Error> {
    Ok(fetch_optional!(executor, OrderRow, select_orders!("WHERE number = $1"), number.as_str())?)
}

/// The order with this primary key.
///
/// # Errors
/// If the query fails.
pub async fn by_id(executor: &mut impl Executor, id: Uuid) -> Result<Option<OrderRow>, Error> {
    Ok(fetch_optional!(executor, OrderRow, select_orders!("WHERE id = $1"), id)?)
}

/// The order with this idempotency key.
///
/// # Errors
/// If the query fails.
pub async fn by_key(executor: &mut impl Executor, key: &str) -> Result<Option<OrderRow>, Error> {
    Ok(fetch_optional!(executor, OrderRow, select_orders!("WHERE idempotency_key = $1"), key)?)
}

/// The lines of an order.
///
/// # Errors
/// If the query fails.
pub async fn lines(executor: &mut impl Executor, order: Uuid) -> Result<Vec<OrderLineRow>, Error> {
    Ok(fetch_all!(
        executor,
        OrderLineRow,
        "SELECT sku, variant_id, slug, name, label, quantity, unit_minor, total_minor, tax_minor,
         tax_rate
         FROM order_lines WHERE order_id = $1 ORDER BY position",
        order
    )?)
}

db::row! {
    /// A state reached by an order.
    struct EventRow {
        order_id: Uuid,
        state: OrderState = column::order_state,
        at: i64,
    }
}

/// The states that an order reached, and when.
///
/// # Errors
/// If the query fails.
pub async fn events(
    executor: &mut impl Executor,
    order: Uuid,
) -> Result<Vec<(OrderState, i64)>, Error> {
    let rows = fetch_all!(
        executor,
        EventRow,
        "SELECT order_id, state, at FROM order_events WHERE order_id = $1 ORDER BY at",
        order
    )?;
    Ok(rows.into_iter().map(|EventRow { order_id: _, state, at }| (state, at)).collect())
}

/// The number of orders.
///
/// # Errors
/// If the query fails.
pub async fn count(executor: &mut impl Executor) -> Result<i64, Error> {
    let (count,) = fetch_one!(executor, (i64,), "SELECT COUNT(*) FROM orders")?;
    Ok(count)
}
