//! `POST /checkout/payment`: the card.

use super::step;
use crate::{
    State,
    http::{
        HttpError,
        extract::{Form, Json},
        middleware::rate_limit::Limited,
    },
    session::Visitor,
};
use axum::{extract::State as Extract, response::Response};
use shop::checkout::{CardForm, SavePaymentError};
use views::checkout::Step;

pub(in crate::http) async fn payment(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Json(json): Json,
    Limited(limited): Limited,
    Form(form): Form<CardForm>,
) -> Result<Response, HttpError> {
    if let Some(failure) = limited {
        return step::refused(&state, &visitor, Step::Payment, failure, |_| {}).await;
    }
    let outcome = match visitor.cart.as_deref() {
        Some(token) => shop::checkout::save_payment(&state.shop, token, &form).await,
        None => Err(SavePaymentError::EmptyCart),
    };
    match outcome {
        Ok(()) => Ok(step::to_step(Step::Review)),
        Err(error) => step::again(&state, &visitor, Step::Payment, error, json).await,
    }
}
