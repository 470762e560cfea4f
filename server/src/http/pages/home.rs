//! `/`

use crate::{
    State,
    http::{Failure, send, visitor::Visitor},
};
use app::Page;
use axum::{extract::State as Extract, http::StatusCode, response::Response};

pub(in crate::http) async fn show(
    Extract(state): Extract<State>,
    visitor: Visitor,
) -> Result<Response, Failure> {
    let make = |state: State, visitor: Visitor, path: String| async move {
        Ok(send::render(
            &state,
            &visitor,
            &path,
            Page::Home(&state.shop.home_page(visitor.currency)),
        ))
    };
    let template = send::cached(&state, &visitor, "/", make).await?;
    Ok(send::page(&state, &visitor, &template, StatusCode::OK))
}
