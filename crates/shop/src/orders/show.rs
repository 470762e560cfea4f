//! Shows an order to its buyer.

use crate::{Context, InternalError, error::internal, sign};
use domain::{
    Money,
    orders::{OrderNumber, OrderState},
    pricing::Totals,
    shipping::ShippingService,
    tax::{TaxRate, TaxedPart, tax_lines},
};
use store::{
    Uuid,
    orders::OrderRow,
    payments::{self, PaymentRow},
};
use views::checkout::PaymentSummary;
use views::orders::{ExpectedDelivery, OrderLineView, OrderPayment, OrderView};
use views::routes;

/// In milliseconds.
const DAY: i64 = 24 * 3_600_000;
/// How long a link to an order is valid. Number and email address yield a new one at any time.
const LINK_DAYS: i64 = 90;

fn expected(row: &OrderRow) -> ExpectedDelivery {
    match (row.delivery_earliest, row.delivery_latest) {
        (Some(earliest), Some(latest)) => ExpectedDelivery::window(earliest, latest),
        _ => ExpectedDelivery::Stored {
            earliest: row.details.earliest.clone(),
            latest: row.details.latest.clone(),
        },
    }
}

/// The card of the payments, or the text of an order from before cards were stored.
fn payment(payments: &[PaymentRow], stored: String) -> Option<OrderPayment> {
    let card = payments.iter().find_map(PaymentRow::card).map(|(brand, last_four)| {
        OrderPayment::Card(PaymentSummary {
            brand: brand.to_owned(),
            last_four: last_four.to_owned(),
        })
    });
    card.or_else(|| Some(stored).filter(|text| !text.is_empty()).map(OrderPayment::Stored))
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
pub enum ShowOrderError {
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
internal!(ShowOrderError);

/// Returns the order with this number to the holder of its key.
///
/// # Errors
/// See [`ShowOrderError`].
#[tracing::instrument(name = "order", skip_all)]
pub async fn show(ctx: &Context, number: &str, key: &str) -> Result<OrderView, ShowOrderError> {
    let row = row(ctx, number, key).await?;
    Ok(view(ctx, row).await?)
}

/// The order with this number, for the holder of its key.
///
/// # Errors
/// See [`ShowOrderError`].
pub(super) async fn row(
    ctx: &Context,
    number: &str,
    key: &str,
) -> Result<OrderRow, ShowOrderError> {
    let number = OrderNumber::parse(number).ok_or(ShowOrderError::NoSuchOrder)?;
    let mut conn = ctx.db().read().await?;
    let row =
        store::orders::by_number(&mut conn, &number).await?.ok_or(ShowOrderError::NoSuchOrder)?;
    drop(conn);
    let end = key_end(ctx, &number, key, row.placed_at).ok_or(ShowOrderError::NoSuchOrder)?;
    if end < ctx.clock().now().div_euclid(DAY) {
        return Err(ShowOrderError::LinkEnded);
    }
    Ok(row)
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
    let settings = ctx.settings();
    let day = |unix_milliseconds| settings.dispatch.zone.local(unix_milliseconds).0;
    let reached =
        |step: OrderState| events.iter().find(|(state, _)| *state == step).map(|(_, at)| day(*at));
    let included = row.tax_included;
    let part = |basis_points: u32, shown: Money, tax: Money| TaxedPart {
        rate: TaxRate { basis_points, included },
        shown,
        tax,
    };
    let mut taxed: Vec<TaxedPart> = lines
        .iter()
        .map(|line| part(line.tax_rate, money(line.total_minor), money(line.tax_minor)))
        .collect();
    match &row.details.delivery_taxes {
        Some(shares) => {
            taxed.extend(shares.iter().map(|share| part(share.rate, share.shown, share.tax)))
        }
        None => {
            let rate = row.details.delivery_tax_rate.unwrap_or_else(|| {
                // Every order has lines; without any, delivery is not taxed.
                lines.iter().map(|line| line.tax_rate).max().unwrap_or(0)
            });
            let tax = row.tax_minor - lines.iter().map(|line| line.tax_minor).sum::<i64>();
            taxed.push(part(rate, money(row.delivery_minor), money(tax)));
        }
    }
    let expected = expected(&row);
    let details = row.details;
    Ok(OrderView {
        taxes: tax_lines(&taxed).ok_or(InternalError::AmountTooLarge)?,
        // Orders from before the seller was stored with them: no other than today's is known.
        seller: details.seller.unwrap_or_else(|| settings.seller.clone()),
        billing: details.billing,
        link: link(ctx, &row.number),
        number: row.number,
        placed_at: row.placed_at,
        placed_on: day(row.placed_at),
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
        service: ShippingService::of(details.shipping_method, details.carriage),
        phone: details.phone,
        expected,
        address: details.address,
        tracking: row.tracking,
        payment: payment(&payments, details.payment),
        steps: OrderState::STEPS.into_iter().map(|step| (step, reached(step))).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkout::CheckoutSession;
    use domain::{orders::OrderDetails, shipping::ShippingMethod};

    #[test]
    fn an_order_without_payment_has_none_and_an_older_one_its_text() {
        assert_eq!(payment(&[], String::new()), None);
        let text = "Visa ending in 0454".to_owned();
        assert_eq!(payment(&[], text.clone()), Some(OrderPayment::Stored(text)));
    }

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
