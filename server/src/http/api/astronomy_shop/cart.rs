//! Carts, identified by the client's own session or user id.

use super::{
    Body, currency,
    types::{Item, ItemWithProduct},
};
use crate::{
    State,
    http::{
        HttpError,
        extract::{Client, Query},
    },
};
use axum::{Json, extract::State as Extract, http::StatusCode};
use domain::cart::QuantityError;
use serde::{Deserialize, Serialize};
use shop::{
    cart::{AddError, AddToCart, MAX_CLIENT_ID, Shortage, client_token},
    catalogue::demonstration::{self, CartLine},
};

/// The token of a client's cart.
pub(super) fn token(id: &str) -> Result<String, HttpError> {
    client_token(id).ok_or_else(|| {
        HttpError::of(StatusCode::UNPROCESSABLE_ENTITY)
            .because(format!("userId is missing or longer than {MAX_CLIENT_ID} bytes."))
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CartWithProducts {
    user_id: String,
    items: Vec<ItemWithProduct>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cart {
    user_id: String,
    items: Vec<Item>,
}

pub async fn show(
    Extract(state): Extract<State>,
    query: Query,
) -> Result<Json<CartWithProducts>, HttpError> {
    let currency = currency(&state, &query)?;
    let empty = Json(CartWithProducts { user_id: String::new(), items: Vec::new() });
    let id = query.get("sessionId").unwrap_or_default();
    let Some(token) = client_token(id) else { return Ok(empty) };
    let lines = demonstration::cart_lines(&state.shop, &token, currency).await?;
    if lines.is_empty() {
        return Ok(empty);
    }
    let items = lines.into_iter().filter_map(|CartLine { sku, quantity, offer }| {
        Some(ItemWithProduct { product_id: sku, quantity, product: offer?.into() })
    });
    Ok(Json(CartWithProducts { user_id: id.to_owned(), items: items.collect() }))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Add {
    item: Item,
    user_id: String,
}

pub async fn add(
    Extract(state): Extract<State>,
    Client(client): Client,
    query: Query,
    Body(add): Body<Add>,
) -> Result<Json<Cart>, HttpError> {
    let currency = currency(&state, &query)?;
    let token = token(&add.user_id)?;
    let may_create = || {
        if state.config.limits.rate_limit_api {
            state.rates.api_carts.check(client)
        } else {
            Ok(())
        }
    };
    let quantity = add.item.quantity.to_string();
    let command = AddToCart {
        cart: Some(&token),
        sku: &add.item.product_id,
        quantity: &quantity,
        key: "",
        shortage: Shortage::Refuse,
        may_create: &may_create,
    };
    shop::cart::add(&state.shop, command).await?;
    let lines = demonstration::cart_lines(&state.shop, &token, currency).await?;
    let items = lines
        .into_iter()
        .map(|line| Item { product_id: line.sku, quantity: i64::from(line.quantity) });
    Ok(Json(Cart { user_id: add.user_id, items: items.collect() }))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Empty {
    user_id: String,
}

pub async fn empty(
    Extract(state): Extract<State>,
    Body(body): Body<Empty>,
) -> Result<StatusCode, HttpError> {
    shop::cart::empty(&state.shop, &token(&body.user_id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A quantity parameter that must be at least one.
pub(super) fn positive(quantity: i64) -> Result<u32, HttpError> {
    let error = if quantity < 1 { QuantityError::TooSmall } else { QuantityError::TooLarge };
    u32::try_from(quantity)
        .ok()
        .filter(|q| (1..=domain::cart::MAX_QUANTITY).contains(q))
        .ok_or_else(|| AddError::Quantity(error).into())
}
