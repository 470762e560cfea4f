//! `/waits`: who wants to be told when something that is sold out is back.

use crate::{
    State,
    http::{
        Failure,
        fields::{Fields, Json},
        send::{self, add_cookie, see_other},
        visitor::Visitor,
    },
};
use app::{Page, t};
use axum::{
    Json as JsonBody,
    extract::State as Extract,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::view::WaitView;
use serde::Serialize;

/// What a program is told.
#[derive(Serialize)]
struct Noted<'a> {
    message: &'a str,
}

pub(in crate::http) async fn ask(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Json(json): Json,
    fields: Fields,
) -> Result<Response, Failure> {
    let sku = fields.get("sku");
    match state.shop.wait_for(sku, fields.get("email")).await {
        Ok(waiting) => {
            let name = waiting.name.as_str();
            let email = domain::checkout::tidy_email(fields.get("email"));
            let message = match domain::mail_host::meant(&email) {
                _ if waiting.available => t!("wait-available", name = name),
                Some(meant) => format!("{} {}", t!("wait-noted", name = name, email = email), t!("wait-meant", address = meant)),
                None => t!("wait-noted", name = name, email = email),
            };
            if json {
                return Ok(JsonBody(Noted { message: &message }).into_response());
            }
            let mut response = see_other(&format!("/products/{}?variant={sku}", waiting.slug));
            add_cookie(&mut response, visitor.set_flash(true, &message));
            Ok(response)
        }
        Err(shop::Error::Fields(errors)) if !json => {
            let slug = state.shop.snapshot().by_sku(sku).map(|entry| entry.slug.to_string()).ok_or_else(Failure::not_found)?;
            let product = state.shop.product(&slug, Some(sku), visitor.currency).await?;
            let price = product.variants.get(product.chosen).map_or(domain::Money::zero(visitor.currency), |v| v.price);
            let delivery = state.shop.delivery_note(price, visitor.country.code);
            let wait = WaitView { email: fields.get("email").to_owned(), errors };
            let path = format!("/products/{slug}?variant={sku}");
            let template = send::render(&state, &visitor, &path, Page::Product(&product, &delivery, &wait));
            Ok(send::page(&state, &visitor, &template, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(error.into()),
    }
}
