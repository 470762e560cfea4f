//! Categories, search and suggestions.

use crate::{
    State,
    http::{Failure, fields::Query, send, visitor::Visitor},
};
use app::Page;
use axum::{
    extract::{OriginalUri, Path, State as Extract},
    http::{StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use shop::catalogue::ListQuery;

/// The way to what has another slug now, with the query that was asked for: a variant, filters, a
/// campaign's mark.
pub(super) fn renamed(folder: &str, slug: &str, asked: &Uri) -> Failure {
    let query = asked.query().map(|query| format!("?{query}")).unwrap_or_default();
    shop::Error::Moved(format!("{folder}{slug}{query}")).into()
}

pub(in crate::http) async fn category(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    uri: OriginalUri,
    query: Query,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let query = ListQuery { text: String::new(), ..ListQuery::parse(&query.0)? };
    let path = state.shop.list_address(&format!("/categories/{slug}"), &query, visitor.currency);
    let make = |state: State, visitor: Visitor, path: String| async move {
        let listing = match state.shop.category(&slug, &query, visitor.currency).await {
            Err(shop::Error::Moved(slug)) => return Err(renamed("/categories/", &slug, &uri)),
            other => other?,
        };
        Ok(send::render(&state, &visitor, &path, Page::Listing(&listing)))
    };
    let template = send::cached(&state, &visitor, &path, make).await?;
    Ok(send::page(&state, &visitor, &template, StatusCode::OK))
}

pub(in crate::http) async fn wish(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    query: Query,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let query = ListQuery { text: String::new(), ..ListQuery::parse(&query.0)? };
    let path = state.shop.list_address(&format!("/wishes/{slug}"), &query, visitor.currency);
    let make = |state: State, visitor: Visitor, path: String| async move {
        let view = state.shop.wish(&slug, &query, visitor.currency)?;
        Ok(send::render(&state, &visitor, &path, Page::Wish(&view)))
    };
    let template = send::cached(&state, &visitor, &path, make).await?;
    Ok(send::page(&state, &visitor, &template, StatusCode::OK))
}

pub(in crate::http) async fn search(
    Extract(state): Extract<State>,
    query: Query,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let query = ListQuery::parse(&query.0)?;
    let path = state.shop.list_address("/search", &query, visitor.currency);
    let make = |state: State, visitor: Visitor, path: String| async move {
        metrics::counter!("perigee_searches_total").increment(1);
        let listing = state.shop.search(&query, visitor.currency)?;
        Ok(send::render(&state, &visitor, &path, Page::Listing(&listing)))
    };
    let template = send::cached(&state, &visitor, &path, make).await?;
    Ok(send::page(&state, &visitor, &template, StatusCode::OK))
}

/// What to offer while somebody types: a fragment for the search box.
pub(in crate::http) async fn suggestions(
    Extract(state): Extract<State>,
    query: Query,
    visitor: Visitor,
) -> Response {
    let found = state.shop.suggest(query.get("q").unwrap_or(""), visitor.currency);
    let html = app::suggestions(&send::frame(&state, &visitor, "/", &[], &[]), &found);
    // The prices are in the currency of the cookie.
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "private, max-age=60"),
        (header::VARY, "cookie"),
    ];
    (headers, html).into_response()
}
