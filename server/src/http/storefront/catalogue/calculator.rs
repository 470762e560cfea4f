//! `/tools/eyepieces`: the eyepiece and camera calculator.

use crate::{
    State,
    http::{
        HttpError,
        extract::{Caller, Query},
    },
    render,
    session::Visitor,
};
use axum::{extract::State as Extract, http::StatusCode, response::Response};
use shop::catalogue::CALCULATOR;
use views::optics::calculator::Question;

/// The calculator; 404 in a shop that sells nothing that it knows. Only the page without a query is
/// cached: the number of queries is unlimited.
pub(in crate::http) async fn eyepieces(
    Extract(state): Extract<State>,
    query: Query,
    caller: Caller,
    visitor: Visitor,
) -> Result<Response, HttpError> {
    if !shop::catalogue::has_calculator(&state.shop) {
        return Err(HttpError::not_found());
    }
    let question = Question::read(|name| query.get(name).map(ToOwned::to_owned));
    if question == Question::default() {
        let make = |state: State, visitor: Visitor, path: String| async move {
            let view =
                shop::catalogue::calculate(&state.shop, Question::default(), visitor.currency);
            Ok(render::template(&state, &visitor, &path, &view))
        };
        let template = render::cached(&state, &visitor, CALCULATOR, make).await?;
        return Ok(render::respond(&state, &visitor, &template, StatusCode::OK));
    }
    let (own, shopper) = (state.clone(), visitor.clone());
    let work = async move {
        let view = shop::catalogue::calculate(&own.shop, question, shopper.currency);
        if caller.is_program() && !view.errors.is_empty() {
            return Err(HttpError::from(shop::InvalidFields(view.errors)));
        }
        let status =
            if view.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok((render::template(&own, &shopper, &view.address, &view), status))
    };
    let (template, status) = state.admission.browse(work).await??;
    Ok(render::respond(&state, &visitor, &template, status))
}
