//! A step of checkout, shown for the first time or again.

use crate::{
    State,
    http::{HttpError, error::refusal_notice, redirect::see_other},
    render::{self, cache::Template},
    session::Visitor,
};
use axum::{
    http::{StatusCode, header},
    response::Response,
};
use shop::{
    InvalidFields,
    checkout::{ContactError, DeliveryError, SavePaymentError, ShowCheckout, ShowError},
    orders::PlaceError,
    payments::PaymentError,
};
use views::{
    checkout::{CheckoutNotice, CheckoutView, Step},
    routes,
};

/// The command that shows a visitor's checkout with a step open; by default the furthest one
/// reached.
pub(super) fn of(visitor: &Visitor, step: Option<Step>) -> ShowCheckout<'_> {
    let (cart, currency) = (visitor.cart.as_deref(), visitor.currency);
    ShowCheckout { step, ..ShowCheckout::new(cart, currency, visitor.country.code) }
}

/// The page of a step: 422 if its input has errors.
pub(super) fn respond(state: &State, visitor: &Visitor, view: &CheckoutView) -> Response {
    let status =
        if view.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    render::respond(state, visitor, &template(state, visitor, view), status)
}

fn template(state: &State, visitor: &Visitor, view: &CheckoutView) -> Template {
    render::template(state, visitor, routes::CHECKOUT, view)
}

pub(super) fn to_step(step: Step) -> Response {
    see_other(&routes::checkout_step(step))
}

/// Shows a step with input that is not saved. Redirects to the current step if that one cannot be
/// shown, and to the cart if there is nothing to order.
pub(super) async fn show(
    state: &State,
    visitor: &Visitor,
    command: ShowCheckout<'_>,
) -> Result<Response, HttpError> {
    match shop::checkout::show(&state.shop, command).await {
        Ok(view) if command.step.is_some_and(|step| step != view.step) => Ok(to_step(view.step)),
        Ok(view) => Ok(respond(state, visitor, &view)),
        Err(ShowError::EmptyCart) => Ok(see_other(routes::CART)),
        Err(error) => Err(error.into()),
    }
}

/// Shows a step again whose POST is refused for now.
pub(super) async fn refused(
    state: &State,
    visitor: &Visitor,
    command: ShowCheckout<'_>,
    failure: HttpError,
) -> Result<Response, HttpError> {
    let shown = shop::checkout::show(&state.shop, command).await;
    let Ok(view) = shown else { return Err(failure) };
    Ok(render::form_refused(state, visitor, &template(state, visitor, &view), &failure))
}

/// What happens if a step is not completed.
pub(super) enum Again {
    /// It is shown again with its field errors.
    Fields(InvalidFields),
    /// It is shown again with a notice.
    Notice(StatusCode, CheckoutNotice),
    /// The same, with the number of seconds until a retry.
    Wait(u32),
    /// Another page shows what must be done first.
    Elsewhere(&'static str),
    /// An error page.
    Error(HttpError),
}

impl From<ContactError> for Again {
    fn from(error: ContactError) -> Self {
        match error {
            ContactError::Fields(invalid) => Self::Fields(invalid),
            ContactError::EmptyCart => Self::Elsewhere(routes::CART),
            ContactError::Internal(error) => Self::Error(error.into()),
        }
    }
}

impl From<DeliveryError> for Again {
    fn from(error: DeliveryError) -> Self {
        match error {
            DeliveryError::Fields(invalid) => Self::Fields(invalid),
            DeliveryError::NotReady => Self::Elsewhere(routes::CHECKOUT),
            DeliveryError::EmptyCart => Self::Elsewhere(routes::CART),
            DeliveryError::Internal(error) => Self::Error(error.into()),
        }
    }
}

impl From<SavePaymentError> for Again {
    fn from(error: SavePaymentError) -> Self {
        match error {
            SavePaymentError::Fields(invalid) => Self::Fields(invalid),
            SavePaymentError::Payment(refusal) => refused_payment(refusal),
            SavePaymentError::NotReady => Self::Elsewhere(routes::CHECKOUT),
            SavePaymentError::EmptyCart => Self::Elsewhere(routes::CART),
            SavePaymentError::Internal(error) => Self::Error(error.into()),
        }
    }
}

impl From<PlaceError> for Again {
    fn from(error: PlaceError) -> Self {
        let conflict = |notice| Self::Notice(StatusCode::CONFLICT, notice);
        match error {
            PlaceError::Payment(refusal) => refused_payment(refusal),
            PlaceError::TooManyCards { seconds } => Self::Wait(seconds),
            PlaceError::Changed => conflict(CheckoutNotice::Changed),
            PlaceError::SoldOut(_) | PlaceError::NotOrderable => conflict(CheckoutNotice::SoldOut),
            PlaceError::NotReady => Self::Elsewhere(routes::CHECKOUT),
            PlaceError::EmptyCart => Self::Elsewhere(routes::CART),
            error @ (PlaceError::Challenge { .. } | PlaceError::Internal(_)) => {
                Self::Error(error.into())
            }
        }
    }
}

fn refused_payment(refusal: PaymentError) -> Again {
    Again::Notice(HttpError::from(refusal).status(), refusal_notice(refusal))
}

/// Shows a step again with its errors. One that is not reached yet, or no longer, redirects to the
/// current one.
pub(super) async fn again(
    state: &State,
    visitor: &Visitor,
    command: ShowCheckout<'_>,
    error: impl Into<Again>,
) -> Result<Response, HttpError> {
    let (status, notice, seconds) = match error.into() {
        Again::Elsewhere(page) => return Ok(see_other(page)),
        Again::Error(failure) => return Err(failure),
        Again::Fields(InvalidFields(errors)) => {
            return show(state, visitor, ShowCheckout { errors: &errors, ..command }).await;
        }
        Again::Notice(status, notice) => (status, notice, None),
        Again::Wait(seconds) => {
            let notice = CheckoutNotice::TooManyCards { seconds };
            (StatusCode::TOO_MANY_REQUESTS, notice, Some(seconds))
        }
    };
    let view = match shop::checkout::show(&state.shop, command).await {
        Err(ShowError::EmptyCart) => return Ok(see_other(routes::CART)),
        other => other?,
    };
    let view = CheckoutView { notice: Some(notice), ..view };
    let page = template(state, visitor, &view);
    let mut response = render::respond(state, visitor, &page, status);
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}
