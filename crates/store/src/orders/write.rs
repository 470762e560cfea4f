//! Placing an order.

use crate::{
    Error, Executor, column,
    orders::{OrderLineRow, OrderRow},
    payments::PaymentRow,
};
use db::{Insert, execute, here};

/// Writes an order with all its parts. Returns false and writes nothing if the number is taken.
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
    let columns = [
        ("id", order.id.into()),
        ("number", order.number.as_str().into()),
        ("idempotency_key", order.idempotency_key.as_str().into()),
        ("cart_key", order.cart_key.as_str().into()),
        ("state", order.state.key().into()),
        ("email", order.email.as_str().into()),
        ("currency", order.currency.code().into()),
        ("goods_minor", order.subtotal_minor.into()), // Programs before migration 16 need it.
        ("subtotal_minor", order.subtotal_minor.into()),
        ("delivery_minor", order.delivery_minor.into()),
        ("tax_minor", order.tax_minor.into()),
        ("tax_included", i64::from(order.tax_included).into()),
        ("total_minor", order.total_minor.into()),
        ("details", details.into()),
        ("delivery_earliest", order.delivery_earliest.map(column::date_text).into()),
        ("delivery_latest", order.delivery_latest.map(column::date_text).into()),
        ("tracking", order.tracking.as_deref().into()),
        ("placed_at", order.placed_at.into()),
        ("updated_at", order.placed_at.into()),
    ];
    let written = Insert::into("orders")
        .row(columns)
        .after("ON CONFLICT (number) DO NOTHING")
        .execute(executor, here!())
        .await?;
    if written == 0 {
        return Ok(false);
    }
    Insert::into("order_lines")
        .rows((1_i64..).zip(lines), |(position, line)| {
            [
                ("order_id", order.id.into()),
                ("position", position.into()),
                ("variant_id", line.variant_id.into()),
                ("sku", line.sku.as_str().into()),
                ("slug", line.slug.as_str().into()),
                ("name", line.name.as_str().into()),
                ("label", line.label.as_str().into()),
                ("quantity", line.quantity.into()),
                ("unit_minor", line.unit_minor.into()),
                ("total_minor", line.total_minor.into()),
                ("tax_minor", line.tax_minor.into()),
                ("tax_rate", line.tax_rate.into()),
            ]
        })
        .execute(executor, here!())
        .await?;
    execute!(
        executor,
        "INSERT INTO order_events (order_id, state, at) VALUES ($1, $2, $3)",
        order.id,
        order.state.key(),
        order.placed_at
    )?;
    if let Some(payment) = payment {
        let columns = [
            ("id", payment.id.into()),
            ("order_id", order.id.into()),
            ("provider", payment.provider.as_str().into()),
            ("reference", payment.reference.as_str().into()),
            ("state", payment.state.key().into()),
            ("amount_minor", payment.amount_minor.into()),
            ("currency", payment.currency.code().into()),
            ("method", "".into()), // Programs from before migration 12 need the column.
            ("card_brand", payment.card_brand.as_deref().into()),
            ("card_last_four", payment.card_last_four.as_deref().into()),
            ("created_at", payment.created_at.into()),
        ];
        Insert::into("payments").row(columns).execute(executor, here!()).await?;
    }
    Ok(true)
}
