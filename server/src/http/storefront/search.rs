//! The search page.

use crate::{
    State,
    http::{HttpError, extract::Query},
    render,
    session::Visitor,
};
use axum::{extract::State as Extract, http::StatusCode, response::Response};
use shop::catalogue::ListQuery;
use views::routes;

pub(in crate::http) async fn search(
    Extract(state): Extract<State>,
    query: Query,
    visitor: Visitor,
) -> Result<Response, HttpError> {
    let query = ListQuery::parse(&query.0)?;
    let counted = query.clone();
    let path = shop::catalogue::list_address(&state.shop, routes::SEARCH, &query, visitor.currency);
    let make = |state: State, visitor: Visitor, path: String| async move {
        metrics::counter!("perigee_searches_total").increment(1);
        let listing = shop::catalogue::search(&state.shop, &query, visitor.currency)?;
        Ok(render::template(&state, &visitor, &path, &listing))
    };
    let template = render::cached(&state, &visitor, &path, make).await?;
    // After rendering, which knows whether there is a result; cached pages count too.
    shop::catalogue::count_search(&state.shop, &counted);
    Ok(render::respond(&state, &visitor, &template, StatusCode::OK))
}
