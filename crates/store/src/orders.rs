//! Orders, their lines, events and payments, and the stock they take.

use crate::{Error, Link, Uuid};
use sqlx::FromRow;

/// An order.
#[derive(Clone, Debug, FromRow)]
pub struct OrderRow {
    /// Primary key.
    pub id: Uuid,
    /// Public number without prefix and dashes.
    pub number: String,
    /// Makes it happen once.
    pub idempotency_key: String,
    /// Token and generation of its cart.
    pub cart_key: String,
    /// State.
    pub state: String,
    /// The buyer's address for mail.
    pub email: String,
    /// ISO 4217.
    pub currency: String,
    /// Sum of the lines.
    pub goods_minor: i64,
    /// Delivery.
    pub delivery_minor: i64,
    /// Tax.
    pub tax_minor: i64,
    /// 1 when goods and delivery hold the tax.
    pub tax_included: i64,
    /// What is charged.
    pub total_minor: i64,
    /// JSON: addresses, way of delivery, expected days, payment method.
    pub details: String,
    /// The carrier's number.
    pub tracking: Option<String>,
    /// Unix milliseconds.
    pub placed_at: i64,
}

/// A line of an order.
#[derive(Clone, Debug, FromRow)]
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
    /// Pieces.
    pub quantity: i64,
    /// Price of one.
    pub unit_minor: i64,
    /// Price of all.
    pub total_minor: i64,
    /// Tax held in or added.
    pub tax_minor: i64,
    /// Hundredths of a percent.
    pub tax_rate: i64,
    /// First picture.
    pub picture_hash: Option<String>,
}

/// A payment to be kept.
#[derive(Clone, Debug)]
pub struct NewPayment {
    /// The provider's name.
    pub provider: String,
    /// The provider's own id of it.
    pub reference: String,
    /// Minor units of the order's currency.
    pub amount_minor: i64,
    /// "Visa ending in 0454"
    pub method: String,
}

/// Takes pieces of a variant if that many are left; gives what is left then, or none when it was
/// too few.
///
/// # Errors
/// When the database cannot.
pub async fn take_stock(
    link: &mut impl Link,
    variant: Uuid,
    quantity: i64,
) -> Result<Option<i64>, Error> {
    let row = maybe!(
        link,
        (i64,),
        "UPDATE variants SET stock = stock - $2 WHERE id = $1 AND stock >= $2 RETURNING stock",
        variant,
        quantity
    )?;
    Ok(row.map(|row| row.0))
}

/// Puts pieces back.
///
/// # Errors
/// When the database cannot.
pub async fn return_stock(link: &mut impl Link, variant: Uuid, quantity: i64) -> Result<(), Error> {
    exec!(link, "UPDATE variants SET stock = stock + $2 WHERE id = $1", variant, quantity)?;
    Ok(())
}

/// Writes an order with everything that belongs to it. The number may be taken: then nothing is
/// written and it gives false.
///
/// # Errors
/// When the database cannot, or the key or the cart has an order already
/// ([`Error::is_unique_violation`]).
pub async fn insert(
    link: &mut impl Link,
    order: &OrderRow,
    lines: &[OrderLineRow],
    payment: Option<&NewPayment>,
) -> Result<bool, Error> {
    let written = exec!(
        link,
        "INSERT INTO orders (id, number, idempotency_key, cart_key, state, email, currency, goods_minor, delivery_minor, tax_minor,
                             tax_included, total_minor, details, tracking, placed_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15) ON CONFLICT (number) DO NOTHING",
        order.id,
        order.number.as_str(),
        order.idempotency_key.as_str(),
        order.cart_key.as_str(),
        order.state.as_str(),
        order.email.as_str(),
        order.currency.as_str(),
        order.goods_minor,
        order.delivery_minor,
        order.tax_minor,
        order.tax_included,
        order.total_minor,
        order.details.as_str(),
        order.tracking.as_deref(),
        order.placed_at
    )?;
    if written == 0 {
        return Ok(false);
    }
    for (position, line) in (1_i64..).zip(lines) {
        exec!(
            link,
            "INSERT INTO order_lines (order_id, position, variant_id, sku, slug, name, label, quantity, unit_minor, total_minor, tax_minor,
                                      tax_rate, picture_hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            order.id,
            position,
            line.variant_id,
            line.sku.as_str(),
            line.slug.as_str(),
            line.name.as_str(),
            line.label.as_str(),
            line.quantity,
            line.unit_minor,
            line.total_minor,
            line.tax_minor,
            line.tax_rate,
            line.picture_hash.as_deref()
        )?;
    }
    exec!(
        link,
        "INSERT INTO order_events (order_id, state, at) VALUES ($1, $2, $3)",
        order.id,
        order.state.as_str(),
        order.placed_at
    )?;
    if let Some(payment) = payment {
        exec!(
            link,
            "INSERT INTO payments (id, order_id, provider, reference, state, amount_minor, currency, method, created_at)
             VALUES ($1, $2, $3, $4, 'authorised', $5, $6, $7, $8)",
            crate::new_id(order.placed_at),
            order.id,
            payment.provider.as_str(),
            payment.reference.as_str(),
            payment.amount_minor,
            order.currency.as_str(),
            payment.method.as_str(),
            order.placed_at
        )?;
    }
    Ok(true)
}

/// The order with this public number (nine symbols).
///
/// # Errors
/// When the database cannot.
pub async fn by_number(link: &mut impl Link, number: &str) -> Result<Option<OrderRow>, Error> {
    Ok(maybe!(
        link,
        OrderRow,
        "SELECT id, number, idempotency_key, cart_key, state, email, currency, goods_minor, delivery_minor, tax_minor, tax_included, total_minor,
                details, tracking, placed_at FROM orders WHERE number = $1",
        number
    )?)
}

/// The order with this primary key.
///
/// # Errors
/// When the database cannot.
pub async fn by_id(link: &mut impl Link, id: Uuid) -> Result<Option<OrderRow>, Error> {
    Ok(maybe!(
        link,
        OrderRow,
        "SELECT id, number, idempotency_key, cart_key, state, email, currency, goods_minor, delivery_minor, tax_minor, tax_included, total_minor,
                details, tracking, placed_at FROM orders WHERE id = $1",
        id
    )?)
}

/// The order that this key has brought about.
///
/// # Errors
/// When the database cannot.
pub async fn by_key(link: &mut impl Link, key: &str) -> Result<Option<OrderRow>, Error> {
    Ok(maybe!(
        link,
        OrderRow,
        "SELECT id, number, idempotency_key, cart_key, state, email, currency, goods_minor, delivery_minor, tax_minor, tax_included, total_minor,
                details, tracking, placed_at FROM orders WHERE idempotency_key = $1",
        key
    )?)
}

/// The lines of an order.
///
/// # Errors
/// When the database cannot.
pub async fn lines(link: &mut impl Link, order: Uuid) -> Result<Vec<OrderLineRow>, Error> {
    Ok(all!(
        link,
        OrderLineRow,
        "SELECT variant_id, sku, slug, name, label, quantity, unit_minor, total_minor, tax_minor, tax_rate, picture_hash
         FROM order_lines WHERE order_id = $1 ORDER BY position",
        order
    )?)
}

/// When an order reached its states.
///
/// # Errors
/// When the database cannot.
pub async fn events(link: &mut impl Link, order: Uuid) -> Result<Vec<(String, i64)>, Error> {
    Ok(all!(
        link,
        (String, i64),
        "SELECT state, at FROM order_events WHERE order_id = $1 ORDER BY at",
        order
    )?)
}

/// How many orders there are.
///
/// # Errors
/// When the database cannot.
pub async fn count(link: &mut impl Link) -> Result<i64, Error> {
    let (count,) = one!(link, (i64,), "SELECT COUNT(*) FROM orders")?;
    Ok(count)
}

/// Pieces left of a variant.
///
/// # Errors
/// When the database cannot.
pub async fn stock(link: &mut impl Link, sku: &str) -> Result<Option<i64>, Error> {
    let row = maybe!(link, (i64,), "SELECT stock FROM variants WHERE sku = $1", sku)?;
    Ok(row.map(|row| row.0))
}
