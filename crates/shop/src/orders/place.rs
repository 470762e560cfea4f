//! Places an order: one use case, one transaction.
//!
//! The cart is priced again and the payment authorised (`authorise.rs`). Then one transaction
//! (`write.rs`) closes the cart, takes each line's stock by a conditional update, and writes the
//! order, its lines, the payment and the outbox event. Any failure rolls back all of it and voids
//! the payment. The payment intent is written before the provider is called, so the worker can void
//! it even if this process dies. The key makes a double click, a retry or Back return the same
//! order. Command, error and plan are in `plan.rs`.

use super::{
    authorise::{Authorised, authorise, void_intent},
    plan::{OrderTerms, PlaceError, PlaceOrder, Placed, Plan, scoped},
    write::write,
};
use crate::{
    Context, InternalError,
    cart::{Availability, Destination, Priced, Terms},
    checkout::{self, CheckoutSession, Review},
    measure,
    payments::PaymentError,
};
use domain::shipping::Carriage;
use tracing::Instrument;

/// Places an order. Once started it runs to completion, even if the caller goes away.
///
/// # Errors
/// See [`PlaceError`].
#[tracing::instrument(name = "place_order", skip_all)]
pub async fn place(ctx: &Context, command: PlaceOrder) -> Result<Placed, PlaceError> {
    let ctx = ctx.clone();
    let work = async move { unless_placed(&ctx, &command).await };
    tokio::spawn(work.in_current_span()).await?
}

/// Places an order unless one with this key exists. A second click returns the first order,
/// although its checkout is closed. A failure while another call places an order with the same key
/// returns that order, too.
async fn unless_placed(ctx: &Context, command: &PlaceOrder) -> Result<Placed, PlaceError> {
    let order_key = scoped(&command.cart, &command.key);
    if let Some(placed) = placed_before(ctx, &order_key).await? {
        return Ok(placed);
    }
    match place_once(ctx, command, &order_key).await {
        Err(error) => match placed_before(ctx, &order_key).await {
            Ok(Some(placed)) => Ok(placed),
            _ => {
                if let Some(reason) = error.reason() {
                    measure::checkout_failed(reason);
                }
                Err(error)
            }
        },
        placed => placed,
    }
}

async fn place_once(
    ctx: &Context,
    command: &PlaceOrder,
    order_key: &str,
) -> Result<Placed, PlaceError> {
    // A catalogue can be loaded while a shop without a seller runs.
    if ctx.settings().seller.name.is_empty() {
        return Err(InternalError::NoSeller.into());
    }
    let kept;
    let session = match &command.terms {
        OrderTerms::Given(session) => session.as_ref(),
        OrderTerms::Reviewed(_) => {
            let finished = checkout::finished(ctx, &command.cart).await?;
            let (key, session) = finished.ok_or(PlaceError::NotReady)?;
            if key != command.key {
                return Err(PlaceError::Changed);
            }
            kept = session;
            &kept
        }
    };
    let plan = plan(ctx, command, order_key, session).await?;
    let payment = match authorise(ctx, &plan).await {
        Err(PlaceError::Payment(refusal @ (PaymentError::Declined | PaymentError::Expired))) => {
            if matches!(command.terms, OrderTerms::Reviewed(_)) {
                checkout::note_refused(ctx, &command.cart, session.method.as_ref()).await;
            }
            return Err(refusal.into());
        }
        payment => payment?,
    };
    finish(ctx, &plan, payment).await
}

/// Prices the cart and checks that it can be ordered and equals what the shopper agreed to.
async fn plan<'a>(
    ctx: &Context,
    command: &'a PlaceOrder,
    key: &'a str,
    session: &'a CheckoutSession,
) -> Result<Plan<'a>, PlaceError> {
    // The clock is read once, so that tax and delivery dates are those agreed to, however long
    // payment takes.
    let now = ctx.clock().now();
    let token = &command.cart;
    let address = &session.contact.address;
    let settings = ctx.settings();
    let country = settings.rules.zones.country(&address.country).ok_or(PlaceError::NotReady)?;
    let mut conn = ctx.db().read().await?;
    let cart = store::cart::get(&mut conn, token).await?.ok_or(PlaceError::EmptyCart)?;
    let rows = store::cart::lines(&mut conn, token, now).await?;
    drop(conn);
    let rows = crate::cart::with_prices_of(ctx, token, rows);
    if rows.is_empty() {
        return Err(PlaceError::EmptyCart);
    }
    let destination = Destination { country, postcode: &address.postcode, town: &address.city };
    let (date, hour) = settings.dispatch.zone.local(now);
    let rates = crate::cart::rates_of(ctx, Some(token));
    let terms = Terms {
        currency: command.currency,
        destination,
        shipping_method: session.shipping_method,
        rates: &rates,
        on: date,
    };
    let priced = crate::cart::price(ctx, rows, terms)?;
    orderable(&priced)?;
    let calendar = settings.calendar(now, destination.territory(), destination.postcode);
    let window = priced.tariff.window(date, hour, &calendar);
    if let OrderTerms::Reviewed(hash) = &command.terms {
        // The haulier arranges the day by phone. API calls have no phone number.
        if priced.tariff.carriage == Carriage::Freight && session.phone.is_empty() {
            return Err(PlaceError::NotReady);
        }
        let review = Review {
            lines: &priced.views(ctx),
            totals: &priced.totals,
            carriage: priced.tariff.carriage,
            shipping_method: priced.tariff.method,
            latest: window.1,
            session,
        };
        if *hash != checkout::review_hash(&review) {
            return Err(PlaceError::Changed);
        }
    }
    let generation = cart.generation;
    Ok(Plan { command, key, session, now, window, priced, generation })
}

/// Writes the order; voids its payment if that fails.
async fn finish(
    ctx: &Context,
    plan: &Plan<'_>,
    payment: Option<Authorised>,
) -> Result<Placed, PlaceError> {
    match write(ctx, plan, payment.as_ref()).await {
        Ok(placed) => {
            measure::placed(plan.priced.totals.total);
            tracing::info!(order = %placed.number, "order placed");
            Ok(placed)
        }
        Err(error) => {
            if let Some(payment) = &payment {
                void_intent(ctx, &payment.intent).await;
            }
            Err(error)
        }
    }
}

/// The order that was placed with this stored key, if any.
pub(super) async fn placed_before(
    ctx: &Context,
    key: &str,
) -> Result<Option<Placed>, InternalError> {
    let mut conn = ctx.db().read().await?;
    let order = store::orders::by_key(&mut conn, key).await?;
    Ok(order.map(|order| Placed { again: true, ..Placed::new(ctx, order) }))
}

/// Checks that every line can be ordered as it is.
fn orderable(priced: &Priced) -> Result<(), PlaceError> {
    for line in &priced.lines {
        match line.availability {
            Availability::Whole => {}
            Availability::Withdrawn => return Err(PlaceError::NotOrderable),
            Availability::SoldOut | Availability::Partly(_) => {
                return Err(PlaceError::SoldOut(line.row.name.clone()));
            }
        }
    }
    Ok(())
}
