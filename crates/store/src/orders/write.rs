//! Placing an order.

use crate::{
    Error, Executor, column,
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
    /// The card's brand: "Visa".
    pub card_brand: String,
    /// Its last four digits.
    pub card_last_four: String,
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
    let columns = [
        ("id", order.id.into()),
        ("number", order.number.as_str().into()),
        ("idempotency_key", order.idempotency_key.as_str().into()),
        ("cart_key", order.cart_key.as_str().into()),
        ("state", order.state.key().into()),
        ("email", order.email.as_str().into()),
        ("currency", order.currency.code().into()),
        ("goods_minor", order.goods_minor.into()),
        ("delivery_minor", order.delivery_minor.into()),
        ("tax_minor", order.tax_minor.into()),
        ("tax_included", i64::from(order.tax_included).into()),
        ("total_minor", order.total_minor.into()),
        ("details", order.details.as_str().into()),
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
            ("id", crate::new_id(order.placed_at).into()),
            ("order_id", order.id.into()),
            ("provider", payment.provider.as_str().into()),
            ("reference", payment.reference.as_str().into()),
            ("state", "authorised".into()),
            ("amount_minor", payment.amount_minor.into()),
            ("currency", order.currency.code().into()),
            ("method", "".into()), // Programs from before migration 12 need the column.
            ("card_brand", payment.card_brand.as_str().into()),
            ("card_last_four", payment.card_last_four.as_str().into()),
            ("created_at", order.placed_at.into()),
        ];
        Insert::into("payments").row(columns).execute(executor, here!()).await?;
    }
    Ok(true)
}
