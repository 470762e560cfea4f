//! `/`

use crate::{State, http::HttpError, render, session::Visitor};
use axum::{extract::State as Extract, http::StatusCode, response::Response};

pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    visitor: Visitor,
) -> Result<Response, HttpError> {
    let make = |state: State, visitor: Visitor, path: String| async move {
        Ok(render::template(
            &state,
            &visitor,
            &path,
            &shop::catalogue::home(&state.shop, visitor.currency),
        ))
    };
    let template = render::cached(&state, &visitor, "/", make).await?;
    Ok(render::respond(&state, &visitor, &template, StatusCode::OK))
}
