//! The transaction that writes an order.

use super::{
    authorise::Authorised,
    plan::{PlaceError, Placed, Plan, scoped},
};
use crate::{Context, InternalError, cart::PricedLine, payments::PaymentError};
use domain::{
    Currency,
    orders::{OrderDetails, OrderNumber, OrderState},
    shipping::Carriage,
    stock::StockLevel,
    tax::Taxation,
};
use jobs::Event;
use serde::{Deserialize, Serialize};
use store::{
    OnConstraint, Tx, Uuid,
    cart::LineRow,
    orders::{OrderLineRow, OrderRow},
    payments::PaymentRow,
    stock::Taken,
};
use views::cart::LinePrice;

/// How many order numbers are drawn at most to find a free one.
const MAX_DRAWS: usize = 8;

/// An order was placed.
#[derive(Serialize, Deserialize)]
pub(crate) struct OrderPlaced {
    /// The order's primary key.
    pub order: Uuid,
}

impl Event for OrderPlaced {
    const TOPIC: &'static str = "order.placed";
}

/// Writes an order, or nothing.
pub(super) async fn write(
    ctx: &Context,
    plan: &Plan<'_>,
    payment: Option<&Authorised>,
) -> Result<Placed, PlaceError> {
    let now = plan.now;
    let token = &plan.command.cart;
    let variants = plan.priced.lines.iter().map(|line| line.row.variant_id);
    let turn = ctx.turns().wait(variants).await?;
    let mut tx = ctx.db().begin().await?;
    // Prices may have changed since they were read; those in the transaction count.
    let cart = store::cart::close(&mut tx, token, plan.generation, now)
        .await?
        .ok_or(PlaceError::Changed)?;
    let rows = crate::cart::with_prices_of(ctx, token, cart.lines);
    if !rows.iter().map(terms).eq(plan.priced.lines.iter().map(|line| terms(&line.row))) {
        return Err(PlaceError::Changed);
    }
    // Whoever cancelled this intent meanwhile has voided the payment.
    if let Some(payment) = payment
        && !store::payments::intents::take(&mut tx, &payment.intent.key).await?
    {
        return Err(PlaceError::Changed);
    }

    let payment = payment.map(|payment| &payment.payment);
    let order = insert(ctx, &mut tx, NewOrder { plan, cart: cart.id, payment }).await?;
    OrderPlaced { order: order.id }.push(&mut tx, now).await?;
    // Last, so that contended rows are locked for one round trip and the commit only.
    let changed = take_stock(&mut tx, &rows).await?;
    if !changed.is_empty() {
        store::catalogue::bump_stock(&mut tx, &changed).await?;
    }
    tx.commit().await?;
    drop(turn);
    if !changed.is_empty()
        && let Err(error) = crate::catalogue::refresh_soon(ctx).await
    {
        // The order is placed. The next check of the catalogue's version will refresh the copy.
        tracing::warn!(%error, "catalogue not refreshed after an order");
    }
    Ok(Placed::new(ctx, order))
}

/// What an order is written from.
#[derive(Clone, Copy)]
struct NewOrder<'a> {
    plan: &'a Plan<'a>,
    /// The cart's primary key.
    cart: Uuid,
    payment: Option<&'a PaymentRow>,
}

/// Writes an order under a free number.
async fn insert(ctx: &Context, tx: &mut Tx, new: NewOrder<'_>) -> Result<OrderRow, PlaceError> {
    let priced = &new.plan.priced;
    let lines = priced.lines.iter().map(|line| order_line(line, priced.taxation));
    let lines: Vec<OrderLineRow> = lines.collect::<Result<_, InternalError>>()?;
    for _ in 0..MAX_DRAWS {
        let number = OrderNumber::from_bits(u64::from_le_bytes(crate::sign::random()?));
        let order = compose(ctx, new, number);
        let written = store::orders::insert(tx, &order, &lines, new.payment).await;
        if written.on_constraint(violated)? {
            return Ok(order);
        }
    }
    Err(InternalError::NoOrderNumber.into())
}

/// The error for a violated constraint.
fn violated(constraint: &str) -> Option<PlaceError> {
    match constraint {
        // Another call has ordered with this key, or this filling of the cart.
        "orders_idempotency_key_key" | "orders_cart_key_key" => Some(PlaceError::Changed),
        // The provider gave the reference of another order's payment: its answer is not usable.
        "payments_provider_reference_key" => Some(PaymentError::Unavailable.into()),
        _ => None,
    }
}

fn compose(ctx: &Context, new: NewOrder<'_>, number: OrderNumber) -> OrderRow {
    let NewOrder { plan, cart, .. } = new;
    let session = plan.session;
    let (earliest, latest) = plan.window;
    let details = OrderDetails {
        address: session.contact.address.clone(),
        billing: session.billing.clone(),
        shipping_method: plan.priced.tariff.method,
        carriage: plan.priced.tariff.carriage,
        phone: match plan.priced.tariff.carriage {
            Carriage::Freight => session.phone.clone(),
            Carriage::Parcel => String::new(),
        },
        locale: "en".to_owned(),
        seller: Some(ctx.settings().seller.clone()),
        delivery_taxes: Some(plan.priced.delivery.clone()),
        request: session.request.clone(),
        ..OrderDetails::default()
    };
    let totals = &plan.priced.totals;
    OrderRow {
        id: store::new_id(plan.now),
        number,
        idempotency_key: plan.key.to_owned(),
        // The cart's primary key, not its token: a program's token can name one cart after another,
        // each of which starts with the first generation.
        cart_key: scoped(&cart.to_string(), &plan.generation.to_string()),
        state: OrderState::Placed,
        email: session.contact.email.clone(),
        currency: plan.command.currency,
        subtotal_minor: totals.subtotal.minor,
        delivery_minor: totals.delivery.minor,
        tax_minor: totals.tax.minor,
        tax_included: totals.tax_included,
        total_minor: totals.total.minor,
        details,
        delivery_earliest: Some(earliest),
        delivery_latest: Some(latest),
        tracking: None,
        placed_at: plan.now,
    }
}

/// What a line of an order depends on.
fn terms(row: &LineRow) -> (Uuid, u32, i64, Currency, bool) {
    (row.variant_id, row.quantity, row.price_minor, row.currency, row.visible)
}

fn order_line(line: &PricedLine, taxation: Taxation) -> Result<OrderLineRow, InternalError> {
    let row = &line.row;
    let LinePrice { unit, total } = line.charged()?;
    let rate = taxation.rate(row.tax_class);
    let tax = rate.tax(total).ok_or(InternalError::AmountTooLarge)?;
    Ok(OrderLineRow {
        variant_id: Some(row.variant_id),
        sku: row.sku.clone(),
        slug: row.slug.clone(),
        name: row.name.clone(),
        label: row.label.clone(),
        quantity: row.quantity,
        unit_minor: unit.minor,
        total_minor: total.minor,
        tax_minor: tax.minor,
        tax_rate: rate.basis_points,
    })
}

/// Takes the stock of each line. Returns the products whose displayed stock changed.
async fn take_stock(tx: &mut Tx, rows: &[LineRow]) -> Result<Vec<Uuid>, PlaceError> {
    let wanted: Vec<(Uuid, i64)> =
        rows.iter().map(|row| (row.variant_id, i64::from(row.quantity))).collect();
    let row_of = |variant: Uuid| rows.iter().find(|row| row.variant_id == variant);
    let left = match store::stock::take_all(tx, &wanted).await? {
        Taken::All(left) => left,
        Taken::TooFew(variant) => {
            let name = row_of(variant).map_or_else(|| variant.to_string(), |row| row.name.clone());
            return Err(PlaceError::SoldOut(name));
        }
    };
    let changed = left.into_iter().filter_map(|(variant, left)| {
        let row = row_of(variant)?;
        let before = StockLevel::of(left + i64::from(row.quantity));
        (StockLevel::of(left) != before).then_some(row.product_id)
    });
    Ok(changed.collect())
}
