//! `POST /checkout/delivery`: the shipping method, and a telephone number for freight.

use super::step;
use crate::{
    State,
    http::{
        HttpError,
        extract::{Form, Json},
        middleware::rate_limit::Limited,
        redirect::see_other,
    },
    session::Visitor,
};
use axum::{extract::State as Extract, http::StatusCode, response::Response};
use domain::shipping::ShippingMethod;
use serde::Deserialize;
use shop::{
    InvalidFields,
    checkout::{DeliveryError, ShowError},
};
use views::{
    checkout::{CheckoutView, Step},
    routes,
};

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(in crate::http) struct DeliveryForm {
    shipping_method: String,
    phone: String,
}

pub(in crate::http) async fn delivery(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Json(json): Json,
    Limited(limited): Limited,
    Form(form): Form<DeliveryForm>,
) -> Result<Response, HttpError> {
    let typed = |view: &mut CheckoutView| {
        view.shipping_method =
            ShippingMethod::from_key(&form.shipping_method).unwrap_or(view.shipping_method);
        form.phone.clone_into(&mut view.phone);
    };
    if let Some(failure) = limited {
        return step::refused(&state, &visitor, Step::Delivery, failure, typed).await;
    }
    let outcome = match visitor.cart.as_deref() {
        Some(token) => {
            shop::checkout::save_delivery(&state.shop, token, &form.shipping_method, &form.phone)
                .await
        }
        None => Err(DeliveryError::EmptyCart),
    };
    match outcome {
        Ok(next) => Ok(step::to_step(next)),
        Err(DeliveryError::Fields(InvalidFields(errors))) if !json => {
            let mut view = match step::view(&state, &visitor, Some(Step::Delivery)).await {
                Err(ShowError::EmptyCart) => return Ok(see_other(routes::CART)),
                other => other?,
            };
            typed(&mut view);
            view.errors = errors;
            Ok(step::show_view(&state, &visitor, &view, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => step::again(&state, &visitor, Step::Delivery, error, json).await,
    }
}
