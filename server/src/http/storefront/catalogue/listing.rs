//! Categories and buying guides.

use crate::{
    State,
    http::{Failure, extract::Query},
    render,
    session::Visitor,
};
use app::Page;
use axum::{
    extract::{OriginalUri, Path, State as Extract},
    http::{StatusCode, Uri},
    response::Response,
};
use shop::catalogue::ListQuery;
use views::routes;

/// The way to what has another slug now, with the query that was asked for: a variant, filters, a
/// campaign's mark.
pub(super) fn renamed(address: &str, asked: &Uri) -> Failure {
    let query = asked.query().map(|query| format!("?{query}")).unwrap_or_default();
    shop::Error::Moved(format!("{address}{query}")).into()
}

pub(in crate::http) async fn category(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    uri: OriginalUri,
    query: Query,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let query = ListQuery { text: String::new(), ..ListQuery::parse(&query.0)? };
    let path = shop::catalogue::list_address(
        &state.shop,
        &routes::category(&slug),
        &query,
        visitor.currency,
    );
    let make = |state: State, visitor: Visitor, path: String| async move {
        let listing = match shop::catalogue::category(&state.shop, &slug, &query, visitor.currency)
            .await
        {
            Err(shop::Error::Moved(slug)) => return Err(renamed(&routes::category(&slug), &uri)),
            other => other?,
        };
        Ok(render::template(&state, &visitor, &path, Page::Listing(&listing)))
    };
    let template = render::cached(&state, &visitor, &path, make).await?;
    Ok(render::respond(&state, &visitor, &template, StatusCode::OK))
}

pub(in crate::http) async fn wish(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    query: Query,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let query = ListQuery { text: String::new(), ..ListQuery::parse(&query.0)? };
    let path = shop::catalogue::list_address(
        &state.shop,
        &routes::buying_guide(&slug),
        &query,
        visitor.currency,
    );
    let make = |state: State, visitor: Visitor, path: String| async move {
        let view = shop::catalogue::guide(&state.shop, &slug, &query, visitor.currency)?;
        Ok(render::template(&state, &visitor, &path, Page::Wish(&view)))
    };
    let template = render::cached(&state, &visitor, &path, make).await?;
    Ok(render::respond(&state, &visitor, &template, StatusCode::OK))
}
