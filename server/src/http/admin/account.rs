//! What a browser keeps for the desk: theme and shortcuts.

use super::{
    desk::{Desk, SHORTCUTS},
    flash::Flash,
    form::DeskForm,
};
use crate::{
    State,
    http::{HttpError, extract::local_path, redirect::see_other},
    render::add_cookie,
    session::{cookies, theme},
};
use app::t;
use axum::{extract::State as Extract, http::StatusCode, response::Response};
use views::routes;

/// Lifetime of a choice: a year, in seconds.
const AGE: i64 = 365 * 24 * 3600;

/// The page of the desk to return to.
fn back(form: &DeskForm) -> String {
    let back = local_path(form.fields().get("back"), routes::ADMIN);
    if routes::is_admin(back) { back } else { routes::ADMIN }.to_owned()
}

/// Saves the theme, which the storefront shares.
pub(super) async fn set_theme(desk: Desk, form: DeskForm) -> Result<Response, HttpError> {
    let refused =
        || HttpError::of(StatusCode::UNPROCESSABLE_ENTITY).because(app::word("no-such-theme"));
    let chosen = theme(form.fields().get("theme")).ok_or_else(refused)?;
    let mut response = see_other(&back(&form));
    add_cookie(&mut response, desk.visitor().set_choice("theme", chosen));
    Ok(response)
}

/// Turns shortcuts off or on in this browser.
pub(super) async fn set_shortcuts(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let (value, age, text) = match form.fields().get("shortcuts") {
        "off" => ("off", AGE, t!("admin-shortcuts-are-off")),
        "on" => ("", 0, t!("admin-shortcuts-are-on")),
        _ => return Err(HttpError::of(StatusCode::UNPROCESSABLE_ENTITY)),
    };
    let mut response = desk.done(&state, &back(&form), &Flash::done(text));
    add_cookie(&mut response, cookies::set(state.transport(), SHORTCUTS, value, age));
    Ok(response)
}
