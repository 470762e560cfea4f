//! Shows the checkout page.

use super::{
    delivery::is_freight,
    review::{Review, review_hash},
    session::{CheckoutSession, load},
    unsaved::Unsaved,
};
use crate::{
    Context, InternalError,
    cart::{DeliverTo, Destination, ShowCart},
    error::internal,
};
use domain::{Currency, checkout::FieldError, shipping::Carriage};
use views::checkout::{CheckoutView, PaymentSummary, Step};

/// Which checkout to show.
#[derive(Clone, Copy, Debug)]
pub struct ShowCheckout<'a> {
    /// The cart's token.
    pub cart: Option<&'a str>,
    /// The step to open; by default the furthest one reached.
    pub step: Option<Step>,
    /// The currency of its prices.
    pub currency: Currency,
    /// The country preselected in the form.
    pub country: &'a str,
    /// Input of the requested step that is not saved; ignored if another step is shown.
    pub unsaved: Unsaved<'a>,
    /// The errors of that input; ignored likewise.
    pub errors: &'a [FieldError],
}

impl<'a> ShowCheckout<'a> {
    /// The checkout as saved, with the furthest step reached open.
    #[must_use]
    pub fn new(cart: Option<&'a str>, currency: Currency, country: &'a str) -> Self {
        Self { cart, step: None, currency, country, unsaved: Unsaved::Nothing, errors: &[] }
    }
}

/// Why there is no checkout page.
#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    /// There is nothing to order.
    #[error("the cart is empty")]
    EmptyCart,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ShowError);

/// Returns the checkout page with a step open: the requested one, or the furthest one reached.
/// Saves nothing.
///
/// # Errors
/// See [`ShowError`].
#[tracing::instrument(name = "checkout", skip_all)]
pub async fn show(ctx: &Context, command: ShowCheckout<'_>) -> Result<CheckoutView, ShowError> {
    let ShowCheckout { step: requested, country, unsaved, errors, .. } = command;
    let token = command.cart.ok_or(ShowError::EmptyCart)?;
    // Without one, checkout starts at its first step.
    let (key, mut session) = load(ctx, token).await?.unwrap_or_default();
    if session.reached > Step::Delivery
        && session.phone.is_empty()
        && is_freight(ctx, token, &session).await?
    {
        session.reached = Step::Delivery;
    }
    if session.contact.address.country.is_empty() {
        session.contact.address.country = country.to_owned();
    }
    if session.refused {
        session.reached = session.reached.min(Step::Payment);
    }
    let step = requested.filter(|step| *step <= session.reached).unwrap_or(session.reached);
    // Another step does not have the fields that the errors name.
    let errors = if requested.is_none_or(|requested| requested == step) { errors } else { &[] };
    let command = ShowCheckout { unsaved: unsaved.at(step), errors, ..command };
    let view = view(ctx, token, session, command).await?;
    Ok(CheckoutView { step, key, ..view })
}

async fn view(
    ctx: &Context,
    token: &str,
    session: CheckoutSession,
    command: ShowCheckout<'_>,
) -> Result<CheckoutView, ShowError> {
    let ShowCheckout { currency, unsaved, errors, .. } = command;
    let settings = ctx.settings();
    let zones = &settings.rules.zones;
    let typed = unsaved.destination(zones);
    let address = typed.as_ref().unwrap_or(&session.contact.address);
    // An address in a country that the shop no longer delivers to must be entered again.
    let country = zones.country(&address.country).unwrap_or_else(|| settings.home_country());
    let destination = Destination { country, postcode: &address.postcode, town: &address.city };
    let shown = ShowCart {
        cart: Some(token),
        currency,
        to: DeliverTo::Address(destination),
        shipping_method: session.shipping_method,
        prices_seen: false,
    };
    let cart = crate::cart::show(ctx, shown).await?;
    if cart.lines.is_empty() {
        return Err(ShowError::EmptyCart);
    }
    let now = ctx.clock().now();
    let (date, hour) = settings.dispatch.zone.local(now);
    let calendar = settings.calendar(now, destination.territory(), destination.postcode);
    let tariff = crate::cart::tariff(ctx, destination, session.shipping_method, cart.load)?;
    let review = Review {
        lines: &cart.lines,
        totals: &cart.totals,
        carriage: cart.carriage,
        shipping_method: tariff.method,
        latest: tariff.window(date, hour, &calendar).1,
        session: &session,
    };
    let offers = destination.zone(zones).map(|zone| {
        settings.rules.tariffs.offers(
            (zone, cart.load),
            cart.totals.subtotal,
            &ctx.rates(),
            (date, hour),
            &calendar,
        )
    });
    let mut view = CheckoutView {
        step: session.reached,
        reached: session.reached,
        errors: Vec::new(),
        // Without a zone the tariff above is an error already.
        offers: offers.unwrap_or_default(),
        shipping_method: tariff.method,
        review_hash: review_hash(&review),
        // A phone number given for freight is not shown once the cart no longer needs freight.
        phone: if tariff.carriage == Carriage::Freight { session.phone } else { String::new() },
        payment: session.method.map(|m| PaymentSummary { brand: m.brand, last_four: m.last_four }),
        contact: session.contact,
        billing: session.billing,
        cart,
        notice: None,
        key: String::new(),
        test_cards: ctx.payment().has_test_cards(),
    };
    unsaved.fill(&mut view, zones);
    view.errors.extend_from_slice(errors);
    Ok(view)
}
