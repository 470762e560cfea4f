//! `/`

use crate::{
    State,
    http::{HttpError, storefront::recommendations},
    render,
    session::Visitor,
};
use axum::{extract::State as Extract, response::Response};
use shop::recommendations::Shopper;
use views::routes;

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
    let bought: Vec<&str> = visitor.bought.iter().map(String::as_str).collect();
    let shopper = Shopper { in_cart: &[], bought: &bought };
    let shelf = recommendations::shelf(&state, &visitor, shopper, routes::HOME).await;
    Ok(render::respond_with_suggestions(&state, &visitor, &template, &shelf))
}
