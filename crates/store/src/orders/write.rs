//! Placing an order.

use crate::{
    Error, Executor, Uuid, column,
    orders::{OrderLineRow, OrderRow},
    payments::PaymentRow,
};
use db::{execute, here, insert};

/// Writes an order with all its parts and the movements of its stock, which it does not take: see
/// [`take_all`](crate::stock::take_all). Returns false and writes nothing if the number is taken.
///
/// # Errors
/// If the query fails, or violates the constraint `orders_idempotency_key_key` (the key has an
/// order), `orders_cart_key_key` (this filling of the cart has one) or
/// `payments_provider_reference_key` (the payment belongs to another order).
pub async fn insert(
    executor: &mut impl Executor,
    order: &OrderRow,
    lines: &[OrderLineRow],
    payment: Option<&PaymentRow>,
) -> Result<bool, Error> {
    let details = serde_json::to_string(&order.details)
        .map_err(|error| Error::Invalid(format!("details of order {}: {error}", order.id)))?;
    let earliest = order.delivery_earliest.map(column::date_text);
    let latest = order.delivery_latest.map(column::date_text);
    let written = insert!("orders", [order], |order| {
        id: Uuid = order.id,
        number: &str = order.number.as_str(),
        idempotency_key: &str = order.idempotency_key.as_str(),
        cart_key: &str = order.cart_key.as_str(),
        state: &str = order.state.key(),
        email: &str = order.email.as_str(),
        currency: &str = order.currency.code(),
        goods_minor: i64 = order.subtotal_minor, // Programs before migration 16 need it.
        subtotal_minor: i64 = order.subtotal_minor,
        delivery_minor: i64 = order.delivery_minor,
        tax_minor: i64 = order.tax_minor,
        tax_included: i64 = i64::from(order.tax_included),
        total_minor: i64 = order.total_minor,
        details: &str = details.as_str(),
        delivery_earliest: Option<String> = earliest.clone(),
        delivery_latest: Option<String> = latest.clone(),
        tracking: Option<&str> = order.tracking.as_deref(),
        placed_at: i64 = order.placed_at,
        updated_at: i64 = order.placed_at,
    })
    .after("ON CONFLICT (number) DO NOTHING")
    .execute(executor, here!())
    .await?;
    if written == 0 {
        return Ok(false);
    }
    // What it takes from stock, before contended rows are locked.
    let sold = lines.iter().filter_map(|line| Some((line.variant_id?, line.quantity)));
    insert!("order_lines", (1_i64..).zip(lines), |(position, line)| {
        order_id: Uuid = order.id,
        position: i64 = position,
        variant_id: Option<Uuid> = line.variant_id,
        sku: &str = line.sku.as_str(),
        slug: &str = line.slug.as_str(),
        name: &str = line.name.as_str(),
        label: &str = line.label.as_str(),
        quantity: u32 = line.quantity,
        unit_minor: i64 = line.unit_minor,
        total_minor: i64 = line.total_minor,
        tax_minor: i64 = line.tax_minor,
        tax_rate: u32 = line.tax_rate,
    })
    .preceded_by(crate::stock::of_order(order.id, order.placed_at, sold))
    .execute(executor, here!())
    .await?;
    execute!(
        executor,
        "INSERT INTO order_events (order_id, state, at) VALUES ($1, $2, $3)",
        order.id,
        order.state.key(),
        order.placed_at
    )?;
    insert!("payments", payment, |payment| {
        id: Uuid = payment.id,
        order_id: Uuid = order.id,
        provider: &str = payment.provider.as_str(),
        reference: &str = payment.reference.as_str(),
        state: &str = payment.state.key(),
        amount_minor: i64 = payment.amount_minor,
        currency: &str = payment.currency.code(),
        method: &str = "", // Programs from before migration 12 need the column.
        card_brand: Option<&str> = payment.card_brand.as_deref(),
        card_last_four: Option<&str> = payment.card_last_four.as_deref(),
        created_at: i64 = payment.created_at,
    })
    .execute(executor, here!())
    .await?;
    Ok(true)
}
