//! `/pages/{slug}`: the merchant's content pages.

use crate::{
    State,
    http::{HttpError, storefront::catalogue::listing::renamed},
    render,
    session::Visitor,
};
use axum::{
    extract::{OriginalUri, Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use shop::content::PageError;
use views::routes;

pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    uri: OriginalUri,
    visitor: Visitor,
) -> Result<Response, HttpError> {
    let path = routes::content_page(&slug);
    let make = |state: State, visitor: Visitor, path: String| async move {
        let page = match shop::content::page(&state.shop, &slug).await {
            Err(PageError::Moved(slug)) => {
                return Err(renamed(&routes::content_page(&slug), &uri));
            }
            other => other?,
        };
        Ok(render::template(&state, &visitor, &path, &page))
    };
    let template = render::cached(&state, &visitor, &path, make).await?;
    Ok(render::respond(&state, &visitor, &template, StatusCode::OK))
}
