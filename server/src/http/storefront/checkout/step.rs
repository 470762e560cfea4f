//! A step of checkout, shown for the first time or again.

use crate::{
    State,
    http::{
        HttpError,
        error::{payment_wait, refusal_key},
        redirect::see_other,
    },
    render,
    session::Visitor,
};
use axum::{
    http::{StatusCode, header},
    response::Response,
};
use shop::{
    InvalidFields,
    checkout::{DeliveryError, SavePaymentError, ShowCheckout, ShowError},
    orders::PlaceError,
    payments::PaymentError,
};
use views::{
    checkout::{CheckoutView, Step},
    routes,
};

/// The page of a step.
pub(super) fn show_view(
    state: &State,
    visitor: &Visitor,
    view: &CheckoutView,
    status: StatusCode,
) -> Response {
    let template = render::template(state, visitor, routes::CHECKOUT, view);
    render::respond(state, visitor, &template, status)
}

pub(super) fn to_step(step: Step) -> Response {
    see_other(&routes::checkout_step(step))
}

pub(super) async fn view(
    state: &State,
    visitor: &Visitor,
    step: Option<Step>,
) -> Result<CheckoutView, ShowError> {
    let (cart, currency) = (visitor.cart.as_deref(), visitor.currency);
    let command = ShowCheckout { cart, step, currency, country: visitor.country.code };
    shop::checkout::show(&state.shop, command).await
}

/// Shows a step again whose POST is refused for now; `fill` adds the input. Card digits are never
/// sent back.
pub(super) async fn refused(
    state: &State,
    visitor: &Visitor,
    step: Step,
    failure: HttpError,
    fill: impl FnOnce(&mut CheckoutView),
) -> Result<Response, HttpError> {
    let Ok(mut view) = view(state, visitor, Some(step)).await else { return Err(failure) };
    fill(&mut view);
    let form = render::template(state, visitor, routes::CHECKOUT, &view);
    Ok(render::form_refused(state, visitor, &form, &failure))
}

/// What happens if a step is not completed.
pub(super) enum Again {
    /// It is shown again with its field errors.
    Fields(InvalidFields),
    /// It is shown again with a notice.
    Notice(StatusCode, String),
    /// The same, with the number of seconds until a retry.
    Wait(u32),
    /// Another page shows what must be done first.
    Elsewhere(&'static str),
    /// An error page.
    Error(HttpError),
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
        let conflict = |key: &str| Self::Notice(StatusCode::CONFLICT, key.to_owned());
        match error {
            PlaceError::Payment(refusal) => refused_payment(refusal),
            PlaceError::TooManyCards { seconds } => Self::Wait(seconds),
            PlaceError::Changed => conflict("checkout-changed"),
            PlaceError::SoldOut(_) | PlaceError::NotOrderable => conflict("checkout-sold-out"),
            PlaceError::NotReady => Self::Elsewhere(routes::CHECKOUT),
            PlaceError::EmptyCart => Self::Elsewhere(routes::CART),
            error @ (PlaceError::Challenge { .. } | PlaceError::Internal(_)) => {
                Self::Error(error.into())
            }
        }
    }
}

pub(super) fn refused_payment(refusal: PaymentError) -> Again {
    let key = refusal_key(refusal).to_owned();
    Again::Notice(HttpError::from(refusal).status(), key)
}

/// Shows a step again with its errors. A step that is not reached yet redirects to the current one.
pub(super) async fn again(
    state: &State,
    visitor: &Visitor,
    step: Step,
    error: impl Into<Again> + Into<HttpError>,
    json: bool,
) -> Result<Response, HttpError> {
    if json {
        return Err(error.into());
    }
    let wait = |seconds| (StatusCode::TOO_MANY_REQUESTS, payment_wait(seconds), Some(seconds));
    let (errors, (status, notice, seconds)) = match error.into() {
        Again::Elsewhere(page) => return Ok(see_other(page)),
        Again::Error(failure) => return Err(failure),
        Again::Fields(InvalidFields(errors)) => {
            (errors, (StatusCode::UNPROCESSABLE_ENTITY, String::new(), None))
        }
        Again::Notice(status, key) => (Vec::new(), (status, key, None)),
        Again::Wait(seconds) => (Vec::new(), wait(seconds)),
    };
    let mut view = match view(state, visitor, Some(step)).await {
        Err(ShowError::EmptyCart) => return Ok(see_other(routes::CART)),
        other => other?,
    };
    view.errors = errors;
    view.notice = Some(notice).filter(|notice| !notice.is_empty());
    let mut response = show_view(state, visitor, &view, status);
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}
