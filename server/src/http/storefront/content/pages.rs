//! `/pages/{slug}`: about, delivery, returns …

use crate::{State, http::HttpError, render, session::Visitor};
use app::content_pages;
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use views::routes;

pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    visitor: Visitor,
) -> Result<Response, HttpError> {
    let page = content_pages::find(&slug).ok_or_else(HttpError::not_found)?;
    let path = routes::content_page(&slug);
    let make = |state: State, visitor: Visitor, path: String| async move {
        Ok(render::template(&state, &visitor, &path, page))
    };
    let template = render::cached(&state, &visitor, &path, make).await?;
    Ok(render::respond(&state, &visitor, &template, StatusCode::OK))
}
