//! The page of a product, and that of a new one.

use super::{editor::Editing, id};
use crate::{
    State,
    http::{HttpError, admin::Desk, extract::Query},
};
use axum::{
    extract::{Path, State as Extract},
    response::Response,
};
use shop::catalogue::desk;

/// A product.
pub(in crate::http::admin) async fn show(
    Extract(state): Extract<State>,
    Path(product): Path<String>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let product = desk::product(&state.shop, desk.actor()?, id(&product)?).await?;
    let editing = Editing { state: &state, desk: &desk, query: &query, product: &product };
    let page = editing.page().await?;
    Ok(desk.page(&state, &page))
}

/// A new product.
pub(in crate::http::admin) async fn new(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let product = desk::blank(&state.shop, desk.actor()?).await?;
    let editing = Editing { state: &state, desk: &desk, query: &query, product: &product };
    let page = editing.page().await?;
    Ok(desk.page(&state, &page))
}
