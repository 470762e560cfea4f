//! `/`

use crate::{
    State,
    http::{HttpError, storefront::recommendations},
    render,
    session::Visitor,
};
use axum::{extract::State as Extract, response::Response};

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
    let shelf = recommendations::home_shelf(&state, &visitor).await;
    Ok(render::respond_with_suggestions(&state, &visitor, &template, &shelf))
}
