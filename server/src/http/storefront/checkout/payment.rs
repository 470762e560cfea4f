//! `POST /checkout/payment`: the card.

use super::step;
use crate::{
    State,
    http::{
        HttpError,
        extract::{Caller, Form},
        middleware::rate_limit::Limited,
    },
    session::Visitor,
};
use axum::{extract::State as Extract, response::Response};
use shop::checkout::{CardForm, SavePaymentError};
use views::checkout::Step;

/// Card digits are never sent back: the form is shown again without its input.
pub(in crate::http) async fn payment(
    Extract(state): Extract<State>,
    visitor: Visitor,
    caller: Caller,
    Limited(limited): Limited,
    Form(form): Form<CardForm>,
) -> Result<Response, HttpError> {
    let shown = step::of(&visitor, Some(Step::Payment));
    if let Some(failure) = limited {
        return step::refused(&state, &visitor, shown, failure).await;
    }
    let outcome = match visitor.cart.as_deref() {
        Some(token) => shop::checkout::save_payment(&state.shop, token, &form).await,
        None => Err(SavePaymentError::EmptyCart),
    };
    match outcome {
        Ok(()) => Ok(step::to_step(Step::Review)),
        Err(error) if caller.is_program() => Err(error.into()),
        Err(error) => step::again(&state, &visitor, shown, error).await,
    }
}
