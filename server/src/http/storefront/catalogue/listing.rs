//! Categories and buying guides as pages, and all lists for the islands.

use crate::{
    State,
    http::{HttpError, extract::Query},
    render,
    session::Visitor,
};
use app::islands::catalogue::list::api::ShownList;
use axum::{
    extract::{OriginalUri, Path, State as Extract},
    http::{StatusCode, Uri},
    response::Response,
};
use shop::catalogue::{CategoryError, ListQuery};
use views::routes;

/// Redirects to the new slug and keeps the query: a variant, filters, a campaign's parameters.
pub(in crate::http::storefront) fn renamed(address: &str, requested: &Uri) -> HttpError {
    let query = requested.query().map(|query| format!("?{query}")).unwrap_or_default();
    HttpError::moved(format!("{address}{query}"))
}

pub(in crate::http) async fn category(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    uri: OriginalUri,
    query: Query,
    visitor: Visitor,
) -> Result<Response, HttpError> {
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
            Err(CategoryError::Moved(slug)) => return Err(renamed(&routes::category(&slug), &uri)),
            other => other?,
        };
        Ok(render::template(&state, &visitor, &path, &listing))
    };
    let template = render::cached(&state, &visitor, &path, make).await?;
    Ok(render::respond(&state, &visitor, &template, StatusCode::OK))
}

pub(in crate::http) async fn guide(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    query: Query,
    visitor: Visitor,
) -> Result<Response, HttpError> {
    let query = ListQuery { text: String::new(), ..ListQuery::parse(&query.0)? };
    let path = shop::catalogue::list_address(
        &state.shop,
        &routes::buying_guide(&slug),
        &query,
        visitor.currency,
    );
    let make = |state: State, visitor: Visitor, path: String| async move {
        let view = shop::catalogue::guide(&state.shop, &slug, &query, visitor.currency)?;
        Ok(render::template(&state, &visitor, &path, &view))
    };
    let template = render::cached(&state, &visitor, &path, make).await?;
    Ok(render::respond(&state, &visitor, &template, StatusCode::OK))
}

/// A list by the path and query of its page.
pub(in crate::http) async fn shown(
    state: &State,
    visitor: &Visitor,
    path: &str,
    query: &Query,
) -> Result<ShownList, HttpError> {
    let (shop, currency) = (&state.shop, visitor.currency);
    let requested = ListQuery::parse(&query.0)?;
    let settings = shop.settings();
    let shop_name = settings.name.as_str();
    let address = |query: &ListQuery| shop::catalogue::list_address(shop, path, query, currency);
    if path == routes::SEARCH {
        let listing = shop::catalogue::search(shop, &requested, currency)?;
        return Ok(ShownList::new(&listing, address(&requested), shop_name));
    }
    let requested = ListQuery { text: String::new(), ..requested };
    if let Some(slug) = routes::parameter(routes::CATEGORY, path) {
        let listing = match shop::catalogue::category(shop, slug, &requested, currency).await {
            // Its page redirects to the new URL.
            Err(CategoryError::Moved(_)) => return Err(HttpError::not_found()),
            other => other?,
        };
        Ok(ShownList::new(&listing, address(&requested), shop_name))
    } else if let Some(slug) = routes::parameter(routes::BUYING_GUIDE, path) {
        let view = shop::catalogue::guide(shop, slug, &requested, currency)?;
        Ok(ShownList::of_guide(&view, address(&requested), shop_name))
    } else {
        Err(HttpError::not_found())
    }
}
