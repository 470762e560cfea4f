//! Shows an order to its buyer.

use crate::{Context, InternalError, Zone, error::internal, sign};
use domain::{
    Money,
    orders::{OrderNumber, OrderState},
    pricing::Totals,
    shipping::{self, Carriage, ShippingMethod},
    tax::tax_lines,
};
use store::{
    Uuid,
    orders::OrderRow,
    payments::{self, PaymentRow},
};
use time::Date;
use views::orders::{OrderLineView, OrderView};
use views::routes;

/// In milliseconds.
const DAY: i64 = 24 * 3_600_000;
/// How long a link to an order is valid. Number and email address yield a new one at any time.
const LINK_DAYS: i64 = 90;

/// A date as shown on an order: "21 November 2026".
fn day(zone: &Zone, unix_milliseconds: i64) -> String {
    let (date, _) = zone.local(unix_milliseconds);
    format!("{} {} {}", date.day(), date.month(), date.year())
}

/// The expected delivery, as text.
fn expected(row: &OrderRow) -> String {
    let said =
        |date: Option<Date>, before: &str| date.map_or_else(|| before.to_owned(), shipping::day);
    let earliest = said(row.delivery_earliest, &row.details.earliest);
    let latest = said(row.delivery_latest, &row.details.latest);
    if earliest == latest { latest } else { format!("between {earliest} and {latest}") }
}

/// A digest of an API call, to recognise its repetition. Keyed with the shop's secret, since a
/// plain digest would reveal a card number to an exhaustive search.
#[must_use]
pub fn request_digest(ctx: &Context, text: &str) -> String {
    sign::sign(ctx.secret(), &format!("request {text}"))
}

/// The signed path of an order's page. Whoever has it can see the order for 90 days.
#[must_use]
pub fn link(ctx: &Context, number: &OrderNumber) -> String {
    let end = ctx.clock().now().div_euclid(DAY) + LINK_DAYS;
    let key = format!("{end}-{}", signature(ctx, number, end));
    routes::with_query(&routes::order(number), &[("key", &key)])
}

fn signature(ctx: &Context, number: &OrderNumber, end: i64) -> String {
    sign::sign(ctx.secret(), &format!("order {} until {end}", number.as_str()))
}

/// The day on which a key expires, in days since 1970; none for an invalid key. A key without an
/// expiry, from before there was one, expires 90 days after the order.
fn key_end(ctx: &Context, number: &OrderNumber, key: &str, placed_at: i64) -> Option<i64> {
    match key.split_once('-') {
        Some((end, signature)) => {
            let end: i64 = end.parse().ok()?;
            let text = format!("order {} until {end}", number.as_str());
            sign::verify(ctx.secret(), &text, signature).then_some(end)
        }
        None => sign::verify(ctx.secret(), number.as_str(), key)
            .then_some(placed_at.div_euclid(DAY) + LINK_DAYS),
    }
}

/// Why no order is shown.
#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    /// The number or the key is wrong; it is not revealed which.
    #[error("no such order")]
    NoSuchOrder,
    /// The key has expired.
    #[error("the link has expired")]
    LinkEnded,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ShowError);

/// Returns the order with this number to the holder of its key.
///
/// # Errors
/// See [`ShowError`].
#[tracing::instrument(name = "order", skip_all)]
pub async fn show(ctx: &Context, number: &str, key: &str) -> Result<OrderView, ShowError> {
    let number = OrderNumber::parse(number).ok_or(ShowError::NoSuchOrder)?;
    let mut conn = ctx.db().read().await?;
    let row = store::orders::by_number(&mut conn, &number).await?.ok_or(ShowError::NoSuchOrder)?;
    drop(conn);
    let end = key_end(ctx, &number, key, row.placed_at).ok_or(ShowError::NoSuchOrder)?;
    if end < ctx.clock().now().div_euclid(DAY) {
        return Err(ShowError::LinkEnded);
    }
    Ok(view(ctx, row).await?)
}

/// Returns the order with this primary key, for the worker.
pub(crate) async fn by_id(ctx: &Context, id: Uuid) -> Result<Option<OrderView>, InternalError> {
    let mut conn = ctx.db().read().await?;
    let row = store::orders::by_id(&mut conn, id).await?;
    drop(conn);
    match row {
        Some(row) => view(ctx, row).await.map(Some),
        None => Ok(None),
    }
}

async fn view(ctx: &Context, row: OrderRow) -> Result<OrderView, InternalError> {
    let mut conn = ctx.db().read().await?;
    let lines = store::orders::lines(&mut conn, row.id).await?;
    let events = store::orders::events(&mut conn, row.id).await?;
    let payments = payments::of_order(&mut conn, row.id).await?;
    drop(conn);
    let money = |minor| Money::new(minor, row.currency);
    let snapshot = ctx.snapshot();
    let reached = |step: OrderState| {
        events.iter().find(|(state, _)| *state == step).map(|(_, at)| day(ctx.zone(), *at))
    };
    let mut taxed: Vec<(u32, Money, Money)> = lines
        .iter()
        .map(|line| (line.tax_rate, money(line.total_minor), money(line.tax_minor)))
        .collect();
    match &row.details.delivery_taxes {
        Some(shares) => {
            taxed.extend(shares.iter().map(|share| (share.rate, share.shown, share.tax)))
        }
        None => {
            let rate = row.details.delivery_tax_rate.unwrap_or_else(|| {
                // Every order has lines; without any, delivery is not taxed.
                lines.iter().map(|line| line.tax_rate).max().unwrap_or(0)
            });
            let tax = row.tax_minor - lines.iter().map(|line| line.tax_minor).sum::<i64>();
            taxed.push((rate, money(row.delivery_minor), money(tax)));
        }
    }
    let expected = expected(&row);
    let card = payments.iter().find_map(PaymentRow::card);
    let details = row.details;
    Ok(OrderView {
        taxes: tax_lines(&taxed, row.tax_included),
        seller: details.seller.unwrap_or_else(|| ctx.settings().seller.clone()),
        billing: details.billing,
        link: link(ctx, &row.number),
        number: row.number,
        placed_at: row.placed_at,
        placed_on: day(ctx.zone(), row.placed_at),
        state: row.state,
        lines: lines
            .into_iter()
            .map(|line| OrderLineView {
                quantity: line.quantity,
                unit: money(line.unit_minor),
                total: money(line.total_minor),
                picture: snapshot
                    .by_slug(&line.slug)
                    .and_then(|entry| entry.picture_of(&line.sku).cloned()),
                sku: line.sku,
                name: line.name,
                label: line.label,
                slug: line.slug,
            })
            .collect(),
        totals: Totals {
            subtotal: money(row.subtotal_minor),
            delivery: money(row.delivery_minor),
            tax: money(row.tax_minor),
            tax_included: row.tax_included,
            total: money(row.total_minor),
        },
        email: row.email,
        delivery: match (details.carriage, details.shipping_method) {
            (Carriage::Freight, _) => "Freight delivery to the kerb".to_owned(),
            (Carriage::Parcel, ShippingMethod::Standard) => "Standard delivery".to_owned(),
            (Carriage::Parcel, ShippingMethod::Express) => "Express delivery".to_owned(),
        },
        phone: details.phone,
        expected,
        address: details.address,
        tracking: row.tracking,
        payment: card
            .map_or(details.payment, |(brand, last_four)| format!("{brand} ending in {last_four}")),
        steps: OrderState::STEPS.into_iter().map(|step| (step, reached(step))).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::ShippingMethod;
    use crate::checkout::CheckoutSession;
    use domain::orders::OrderDetails;

    #[test]
    #[allow(clippy::unwrap_used, reason = "a test")]
    fn the_shipping_method_is_found_by_its_former_name() {
        let stored = r#"{"speed":"express"}"#;
        let details: OrderDetails = serde_json::from_str(stored).unwrap();
        let session: CheckoutSession = serde_json::from_str(stored).unwrap();
        assert_eq!(details.shipping_method, ShippingMethod::Express);
        assert_eq!(session.shipping_method, ShippingMethod::Express);
    }
}
