//! Theme, currency, country, and whether orders are used for suggestions.

use crate::{
    State,
    http::{
        HttpError,
        extract::{Caller, Form, local_path},
        redirect::see_other,
    },
    render::add_cookie,
    session::{Suggestions, Visitor, theme},
};
use app::{NoticeKind, t};
use axum::{
    extract::State as Extract,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use shop::customers::preferences::{self, SetPreferences};
use views::routes;

/// Choices that are not sent stay as they are.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::http) struct PreferencesForm {
    theme: Option<String>,
    currency: Option<String>,
    country: Option<String>,
    /// `on` or `off`.
    suggestions: Option<String>,
    /// With `on`, the products of the order to use: their slugs, separated by dots.
    bought: String,
    /// The page to return to.
    back: String,
}

pub(in crate::http) async fn set(
    Extract(state): Extract<State>,
    visitor: Visitor,
    caller: Caller,
    Form(form): Form<PreferencesForm>,
) -> Result<Response, HttpError> {
    let mut response = if caller.is_program() {
        StatusCode::NO_CONTENT.into_response()
    } else {
        see_other(local_path(&form.back, routes::HOME))
    };
    if let Some(name) = &form.theme {
        let refused =
            || HttpError::of(StatusCode::UNPROCESSABLE_ENTITY).because(app::word("no-such-theme"));
        add_cookie(&mut response, visitor.set_choice("theme", theme(name).ok_or_else(refused)?));
    }
    let command =
        SetPreferences { currency: form.currency.as_deref(), country: form.country.as_deref() };
    let chosen = preferences::choose(&state.shop, command)?;
    if let Some(currency) = chosen.currency {
        add_cookie(&mut response, visitor.set_choice("currency", currency.code()));
    }
    if let Some(country) = chosen.country {
        add_cookie(&mut response, visitor.set_choice("country", country.code));
    }
    if let Some(key) = &form.suggestions {
        let refused = || HttpError::of(StatusCode::UNPROCESSABLE_ENTITY);
        let choice = Suggestions::from_key(key).ok_or_else(refused)?;
        for cookie in visitor.set_suggestions(choice) {
            add_cookie(&mut response, cookie);
        }
        let text = match choice {
            Suggestions::On => {
                let bought = visitor.set_bought(form.bought.split('.'));
                add_cookie(&mut response, Some(bought.ok_or_else(refused)?));
                t!("suggestions-are-on")
            }
            Suggestions::Off => t!("suggestions-are-off"),
        };
        if !caller.is_program() {
            add_cookie(&mut response, visitor.set_flash(NoticeKind::Success, text));
        }
    }
    Ok(response)
}
