//! Theme, currency and country.

use crate::{
    State,
    http::{
        Failure,
        extract::{Fields, Json},
        redirect::see_other,
    },
    render::add_cookie,
    session::{Visitor, theme},
};
use axum::{
    extract::State as Extract,
    http::StatusCode,
    response::{IntoResponse, Response},
};

pub(in crate::http) async fn set(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Json(json): Json,
    fields: Fields,
) -> Result<Response, Failure> {
    let mut response =
        if json { StatusCode::NO_CONTENT.into_response() } else { see_other(fields.back("/")) };
    let refuse = |what: &str| {
        Failure::of(StatusCode::UNPROCESSABLE_ENTITY).because(format!("There is no such {what}."))
    };
    if fields.has("theme") {
        let theme = theme(fields.get("theme")).ok_or_else(|| refuse("theme"))?;
        add_cookie(&mut response, visitor.set_choice("theme", theme));
    }
    if fields.has("currency") {
        let currency = fields
            .get("currency")
            .parse()
            .ok()
            .filter(|c| state.shop.rates().knows(*c))
            .ok_or_else(|| refuse("currency"))?;
        add_cookie(&mut response, visitor.set_choice("currency", currency.code()));
    }
    if fields.has("country") {
        let country = domain::customers::country::by_code(fields.get("country"))
            .ok_or_else(|| refuse("country"))?;
        add_cookie(&mut response, visitor.set_choice("country", country.code));
    }
    Ok(response)
}
