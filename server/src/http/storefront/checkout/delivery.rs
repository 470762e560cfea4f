//! `POST /checkout/delivery`: the shipping method, and a telephone number for freight.

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
use serde::Deserialize;
use shop::checkout::{DeliveryError, ShowCheckout, Unsaved};
use views::checkout::Step;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(in crate::http) struct DeliveryForm {
    shipping_method: String,
    phone: String,
}

pub(in crate::http) async fn delivery(
    Extract(state): Extract<State>,
    visitor: Visitor,
    caller: Caller,
    Limited(limited): Limited,
    Form(DeliveryForm { shipping_method, phone }): Form<DeliveryForm>,
) -> Result<Response, HttpError> {
    let unsaved = Unsaved::Delivery { shipping_method: &shipping_method, phone: &phone };
    let shown = ShowCheckout { unsaved, ..step::of(&visitor, Some(Step::Delivery)) };
    if let Some(failure) = limited {
        return step::refused(&state, &visitor, shown, failure).await;
    }
    let outcome = match visitor.cart.as_deref() {
        Some(token) => {
            shop::checkout::save_delivery(&state.shop, token, &shipping_method, &phone).await
        }
        None => Err(DeliveryError::EmptyCart),
    };
    match outcome {
        Ok(next) => Ok(step::to_step(next)),
        Err(error) if caller.is_program() => Err(error.into()),
        Err(error) => step::again(&state, &visitor, shown, error).await,
    }
}
