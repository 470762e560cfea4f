//! Products, recommendations, promotions and currencies.

use super::{currency, types::Product};
use crate::{
    State,
    http::{HttpError, extract::Query},
};
use axum::{
    Json,
    extract::{Path, State as Extract},
};
use serde::Serialize;
use shop::{catalogue::demonstration, recommendations::slugs_for};
use views::routes;

pub async fn products(
    Extract(state): Extract<State>,
    query: Query,
) -> Result<Json<Vec<Product>>, HttpError> {
    let currency = currency(&state, &query)?;
    let offers = demonstration::offers(&state.shop, currency);
    Ok(Json(offers.into_iter().map(Product::from).collect()))
}

pub async fn product(
    Extract(state): Extract<State>,
    Path(id): Path<String>,
    query: Query,
) -> Result<Json<Product>, HttpError> {
    let currency = currency(&state, &query)?;
    let offer = demonstration::by_sku(&state.shop, &id, currency);
    let missing = || HttpError::not_found().because(format!("There is no product {id}."));
    Ok(Json(offer.ok_or_else(missing)?.into()))
}

/// The values of a parameter that is repeated or separated by commas.
fn list<'a>(query: &'a Query, name: &'a str) -> Vec<&'a str> {
    let values =
        query.0.iter().filter(move |(key, _)| key == name || key.strip_suffix("[]") == Some(name));
    values
        .flat_map(|(_, value)| value.split(','))
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .collect()
}

/// Products often bought together with the given ones, then others of their categories, without the
/// given ones.
pub async fn recommendations(
    Extract(state): Extract<State>,
    query: Query,
) -> Result<Json<Vec<Product>>, HttpError> {
    let currency = currency(&state, &query)?;
    let given = list(&query, "productIds");
    let together = slugs_for(&state.shop, &given).await;
    let offers = demonstration::recommend(&state.shop, &given, &together, currency);
    Ok(Json(offers.into_iter().map(Product::from).collect()))
}

/// A text that advertises a product.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Promotion {
    redirect_url: String,
    text: String,
}

/// Promotions for these categories, or two others.
pub async fn promotions(Extract(state): Extract<State>, query: Query) -> Json<Vec<Promotion>> {
    let promotions = demonstration::promote(&state.shop, &list(&query, "contextKeys"));
    let promotion = |promotion: demonstration::Promotion| Promotion {
        redirect_url: routes::product_by_sku(&promotion.sku),
        text: format!("{}: {}", promotion.name, promotion.summary),
    };
    Json(promotions.into_iter().map(promotion).collect())
}

pub async fn currencies(Extract(state): Extract<State>) -> Json<Vec<String>> {
    Json(state.shop.exact_rates().currencies().map(|c| c.code().to_owned()).collect())
}
