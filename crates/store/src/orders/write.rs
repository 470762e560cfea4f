//! Placing an order.

use crate::{
    Error, Executor,
    orders::{OrderLineRow, OrderRow},
};
use db::{Insert, execute, here};

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

/// Writes an order with everything that belongs to it. The number may be taken: then nothing is
/// written and it gives false.
///
/// # Errors
/// When the database cannot, or the key or the cart has an order already
/// ([`Error::is_unique_violation`]).
pub async fn insert(
    executor: &mut impl Executor,
    order: &OrderRow,
    lines: &[OrderLineRow],
    payment: Option<&NewPayment>,
) -> Result<bool, Error> {
    let written = execute!(
        executor,
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
                ("picture_hash", line.picture_hash.as_deref().into()),
            ]
        })
        .execute(executor, here!())
        .await?;
    execute!(
        executor,
        "INSERT INTO order_events (order_id, state, at) VALUES ($1, $2, $3)",
        order.id,
        order.state.as_str(),
        order.placed_at
    )?;
    if let Some(payment) = payment {
        execute!(
            executor,
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
