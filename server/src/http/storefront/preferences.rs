//! Theme, currency and country.

use crate::{
    State,
    http::{
        HttpError,
        extract::{Form, Json, local_path},
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
use serde::Deserialize;
use views::routes;

/// Choices that are not sent stay as they are.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct PreferencesForm {
    theme: Option<String>,
    currency: Option<String>,
    country: Option<String>,
    /// The page to return to.
    back: String,
}

pub(in crate::http) async fn set(
    Extract(state): Extract<State>,
    visitor: Visitor,
    Json(json): Json,
    Form(chosen): Form<PreferencesForm>,
) -> Result<Response, HttpError> {
    let mut response = if json {
        StatusCode::NO_CONTENT.into_response()
    } else {
        see_other(local_path(&chosen.back, routes::HOME))
    };
    let refuse =
        |key: &str| HttpError::of(StatusCode::UNPROCESSABLE_ENTITY).because(app::word(key));
    if let Some(name) = &chosen.theme {
        let theme = theme(name).ok_or_else(|| refuse("no-such-theme"))?;
        add_cookie(&mut response, visitor.set_choice("theme", theme));
    }
    if let Some(code) = &chosen.currency {
        let currency = code
            .parse()
            .ok()
            .filter(|c| state.shop.rates().knows(*c))
            .ok_or_else(|| refuse("no-such-currency"))?;
        add_cookie(&mut response, visitor.set_choice("currency", currency.code()));
    }
    if let Some(code) = &chosen.country {
        let country =
            domain::customers::country::by_code(code).ok_or_else(|| refuse("no-such-country"))?;
        add_cookie(&mut response, visitor.set_choice("country", country.code));
    }
    Ok(response)
}
