//! `/pages/{slug}`: about, delivery, returns …

use crate::{State, http::HttpError, render, session::Visitor};
use app::ContentPage;
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use views::routes;

/// The existing pages; their texts are in the message files.
pub(in crate::http) const PAGES: [&str; 8] =
    ["about", "delivery", "returns", "privacy", "terms", "withdrawal", "imprint", "contact"];

pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    Path(slug): Path<String>,
    visitor: Visitor,
) -> Result<Response, HttpError> {
    if !PAGES.contains(&slug.as_str()) {
        return Err(HttpError::not_found());
    }
    let path = routes::content_page(&slug);
    let make = |state: State, visitor: Visitor, path: String| async move {
        Ok(render::template(&state, &visitor, &path, &ContentPage(&slug)))
    };
    let template = render::cached(&state, &visitor, &path, make).await?;
    Ok(render::respond(&state, &visitor, &template, StatusCode::OK))
}
