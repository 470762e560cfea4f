//! Orders, their lines and their events.

use crate::{Error, Executor, Uuid, column};
use db::{fetch_all, fetch_one, fetch_optional};
use domain::{Currency, orders::OrderState};
use time::Date;

db::row! {
    /// An order.
    #[derive(Clone, Debug)]
    pub struct OrderRow {
        /// Primary key.
        pub id: Uuid,
        /// Public number without prefix and dashes.
        pub number: String,
        /// Makes it happen once.
        pub idempotency_key: String,
        /// Digest of cart and generation.
        pub cart_key: String,
        /// State.
        pub state: OrderState = column::order_state,
        /// The buyer's address for mail.
        pub email: String,
        /// ISO 4217.
        pub currency: Currency = column::currency,
        /// Sum of the lines.
        pub goods_minor: i64,
        /// Delivery.
        pub delivery_minor: i64,
        /// Tax.
        pub tax_minor: i64,
        /// Whether goods and delivery hold the tax.
        pub tax_included: bool = column::flag,
        /// What is charged.
        pub total_minor: i64,
        /// JSON: addresses and delivery option.
        pub details: String,
        /// The first day on which it may arrive; none in orders from before the day was kept.
        pub delivery_earliest: Option<Date> = column::optional_date,
        /// The last one.
        pub delivery_latest: Option<Date> = column::optional_date,
        /// The carrier's number; none until a carrier gave one.
        pub tracking: Option<String>,
        /// Unix milliseconds.
        pub placed_at: i64,
    }
}

db::row! {
    /// A line of an order.
    #[derive(Clone, Debug)]
    pub struct OrderLineRow {
        /// The variant, as long as it exists.
        pub variant_id: Option<Uuid>,
        /// Stock keeping unit.
        pub sku: String,
        /// The product's page.
        pub slug: String,
        /// The product's name.
        pub name: String,
        /// The variant's label.
        pub label: String,
        /// Units.
        pub quantity: u32 = column::count,
        /// Price of one.
        pub unit_minor: i64,
        /// Price of all.
        pub total_minor: i64,
        /// Tax held in or added.
        pub tax_minor: i64,
        /// Hundredths of a percent.
        pub tax_rate: u32 = column::count,
    }
}

/// The order with this public number (nine symbols).
///
/// # Errors
/// When the database cannot.
pub async fn by_number(
    executor: &mut impl Executor,
    number: &str,
) -> Result<Option<OrderRow>, Error> {
    Ok(fetch_optional!(
        executor,
        OrderRow,
        "SELECT id, number, idempotency_key, cart_key, state, email, currency, goods_minor,
         delivery_minor, tax_minor, tax_included, total_minor,
                details, delivery_earliest, delivery_latest, tracking, placed_at FROM orders
                WHERE number = $1",
        number
    )?)
}

/// The order with this primary key.
///
/// # Errors
/// When the database cannot.
pub async fn by_id(executor: &mut impl Executor, id: Uuid) -> Result<Option<OrderRow>, Error> {
    Ok(fetch_optional!(
        executor,
        OrderRow,
        "SELECT id, number, idempotency_key, cart_key, state, email, currency, goods_minor,
         delivery_minor, tax_minor, tax_included, total_minor,
                details, delivery_earliest, delivery_latest, tracking, placed_at FROM orders
                WHERE id = $1",
        id
    )?)
}

/// The order that this key has brought about.
///
/// # Errors
/// When the database cannot.
pub async fn by_key(executor: &mut impl Executor, key: &str) -> Result<Option<OrderRow>, Error> {
    Ok(fetch_optional!(
        executor,
        OrderRow,
        "SELECT id, number, idempotency_key, cart_key, state, email, currency, goods_minor,
         delivery_minor, tax_minor, tax_included, total_minor,
                details, delivery_earliest, delivery_latest, tracking, placed_at FROM orders
                WHERE idempotency_key = $1",
        key
    )?)
}

/// The lines of an order.
///
/// # Errors
/// When the database cannot.
pub async fn lines(executor: &mut impl Executor, order: Uuid) -> Result<Vec<OrderLineRow>, Error> {
    Ok(fetch_all!(
        executor,
        OrderLineRow,
        "SELECT variant_id, sku, slug, name, label, quantity, unit_minor, total_minor, tax_minor,
         tax_rate
         FROM order_lines WHERE order_id = $1 ORDER BY position",
        order
    )?)
}

db::row! {
    /// A state that an order reached.
    struct EventRow {
        state: OrderState = column::order_state,
        at: i64,
    }
}

/// When an order reached its states.
///
/// # Errors
/// When the database cannot.
pub async fn events(
    executor: &mut impl Executor,
    order: Uuid,
) -> Result<Vec<(OrderState, i64)>, Error> {
    let rows = fetch_all!(
        executor,
        EventRow,
        "SELECT state, at FROM order_events WHERE order_id = $1 ORDER BY at",
        order
    )?;
    Ok(rows.into_iter().map(|row| (row.state, row.at)).collect())
}

db::row! {
    /// A card that paid for an order.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CardRow {
        /// Its brand: "Visa".
        pub card_brand: String,
        /// Its last four digits.
        pub card_last_four: String,
    }
}

/// The card that paid for an order; none when nothing was to pay.
///
/// # Errors
/// When the database cannot.
pub async fn card(executor: &mut impl Executor, order: Uuid) -> Result<Option<CardRow>, Error> {
    Ok(fetch_optional!(
        executor,
        CardRow,
        "SELECT COALESCE(card_brand, '') AS card_brand, COALESCE(card_last_four,
         '') AS card_last_four
         FROM payments WHERE order_id = $1 AND card_brand IS NOT NULL ORDER BY created_at LIMIT 1",
        order
    )?)
}

/// How many orders there are.
///
/// # Errors
/// When the database cannot.
pub async fn count(executor: &mut impl Executor) -> Result<i64, Error> {
    let (count,) = fetch_one!(executor, (i64,), "SELECT COUNT(*) FROM orders")?;
    Ok(count)
}
