//! Products, recommendations, promotions and currencies.

use super::{
    currency,
    types::{Product, categories},
};
use crate::{
    State,
    http::{Failure, extract::Query},
};
use axum::{
    Json,
    extract::{Path, State as Extract},
};
use serde::Serialize;
use views::routes;

/// How many products are recommended at most.
const RECOMMENDED: usize = 4;

pub async fn products(
    Extract(state): Extract<State>,
    query: Query,
) -> Result<Json<Vec<Product>>, Failure> {
    let currency = currency(&state, &query)?;
    let snapshot = state.shop.snapshot();
    let mut products: Vec<Product> = snapshot
        .products
        .iter()
        .filter_map(|entry| Product::new(&state.shop, &snapshot, entry, None, currency))
        .collect();
    products.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(Json(products))
}

pub async fn product(
    Extract(state): Extract<State>,
    Path(id): Path<String>,
    query: Query,
) -> Result<Json<Product>, Failure> {
    let currency = currency(&state, &query)?;
    let snapshot = state.shop.snapshot();
    let entry = snapshot.by_sku(&id);
    let product =
        entry.and_then(|entry| Product::new(&state.shop, &snapshot, entry, Some(&id), currency));
    Ok(Json(
        product
            .ok_or_else(|| Failure::not_found().because(format!("There is no product {id}.")))?,
    ))
}

/// The values of a parameter that is given several times, or once with commas.
fn list<'a>(query: &'a Query, name: &'a str) -> Vec<&'a str> {
    let values =
        query.0.iter().filter(move |(key, _)| key == name || key.strip_suffix("[]") == Some(name));
    values
        .flat_map(|(_, value)| value.split(','))
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .collect()
}

/// Products of the same categories as those given, nearest first; none of those given.
pub async fn recommendations(
    Extract(state): Extract<State>,
    query: Query,
) -> Result<Json<Vec<Product>>, Failure> {
    let currency = currency(&state, &query)?;
    let snapshot = state.shop.snapshot();
    let given = list(&query, "productIds");
    let known: Vec<_> = given.iter().filter_map(|sku| snapshot.by_sku(sku)).collect();
    let mut chosen = Vec::new();
    let related = known
        .iter()
        .flat_map(|entry| snapshot.categories.get(entry.category))
        .flat_map(|category| category.members.iter().copied());
    let others =
        snapshot.products.iter().zip(0_u32..).filter(|(entry, _)| entry.featured).map(|(_, i)| i);
    let rest = 0..u32::try_from(snapshot.products.len()).unwrap_or(0);
    for entry in related.chain(others).chain(rest).filter_map(|i| snapshot.at(i)) {
        let asked = entry.variants.iter().any(|v| given.iter().any(|sku| **sku == *v.sku));
        if !asked
            && Product::recommendable(entry)
            && !chosen.iter().any(|c: &&shop::catalogue::Entry| c.id == entry.id)
        {
            chosen.push(entry);
            if chosen.len() == RECOMMENDED {
                break;
            }
        }
    }
    Ok(Json(
        chosen
            .into_iter()
            .filter_map(|entry| Product::new(&state.shop, &snapshot, entry, None, currency))
            .collect(),
    ))
}

/// A line that leads to a product.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Promotion {
    redirect_url: String,
    text: String,
}

/// Promotions for these categories, else two others.
pub async fn promotions(Extract(state): Extract<State>, query: Query) -> Json<Vec<Promotion>> {
    let snapshot = state.shop.snapshot();
    let wanted = list(&query, "contextKeys");
    let promotion = |entry: &shop::catalogue::Entry| {
        let sku = entry.variants.first().map_or("", |v| &v.sku);
        Promotion {
            redirect_url: routes::product_by_sku(sku),
            text: format!("{}: {}", entry.name, entry.summary),
        }
    };
    let available = || snapshot.all().filter(|entry| Product::recommendable(entry));
    let fitting = available()
        .filter(|entry| categories(&snapshot, entry).iter().any(|c| wanted.contains(&c.as_str())));
    let mut chosen: Vec<Promotion> = fitting.take(2).map(promotion).collect();
    if chosen.is_empty() {
        chosen = available().filter(|entry| entry.featured).take(2).map(promotion).collect();
    }
    if chosen.is_empty() {
        chosen = available().take(2).map(promotion).collect();
    }
    Json(chosen)
}

pub async fn currencies(Extract(state): Extract<State>) -> Json<Vec<String>> {
    Json(state.shop.exact_rates().currencies().map(|c| c.code().to_owned()).collect())
}
