//! Search and suggestions.

use crate::{
    State,
    http::{Failure, extract::Query},
    render,
    session::Visitor,
};
use app::Page;
use axum::{
    extract::State as Extract,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use shop::catalogue::ListQuery;
use views::routes;

pub(in crate::http) async fn search(
    Extract(state): Extract<State>,
    query: Query,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let query = ListQuery::parse(&query.0)?;
    let path = shop::catalogue::list_address(&state.shop, routes::SEARCH, &query, visitor.currency);
    let make = |state: State, visitor: Visitor, path: String| async move {
        metrics::counter!("perigee_searches_total").increment(1);
        let listing = shop::catalogue::search(&state.shop, &query, visitor.currency)?;
        Ok(render::template(&state, &visitor, &path, Page::Listing(&listing)))
    };
    let template = render::cached(&state, &visitor, &path, make).await?;
    Ok(render::respond(&state, &visitor, &template, StatusCode::OK))
}

/// What to offer while somebody types: a fragment for the search box.
pub(in crate::http) async fn suggestions(
    Extract(state): Extract<State>,
    query: Query,
    visitor: Visitor,
) -> Response {
    let found =
        shop::catalogue::suggest(&state.shop, query.get("q").unwrap_or(""), visitor.currency);
    let html = app::suggestions(&render::layout(&state, &visitor, "/", &[], &[]), &found);
    // The prices are in the currency of the cookie.
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "private, max-age=60"),
        (header::VARY, "cookie"),
    ];
    (headers, html).into_response()
}
