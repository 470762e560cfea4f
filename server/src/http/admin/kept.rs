//! A form that was posted with an expired session, or that needs the password again: it is kept for
//! its person, and the browser has a cookie with which it is found after signing in.

use super::{desk::Desk, kept_cookie::set, next};
use crate::{
    State,
    http::{HttpError, extract::Fields, redirect::see_other},
};
use axum::{
    extract::{Path, State as Extract},
    http::HeaderValue,
    response::Response,
};
use domain::staff::SessionStage;
use shop::staff::{KeepForm, find_form, keep_form};
use views::{
    admin::sign_in::{KeptPost, ResumeView},
    routes,
};

/// Keeps a form for the person of the browser's session, also of one that has expired, and returns
/// the cookie. None if there is nobody to keep it for, nothing to keep, or too much.
///
/// # Errors
/// If the database fails.
pub(super) async fn keep(
    state: &State,
    desk: &Desk,
    body: &[u8],
) -> Result<Option<HeaderValue>, HttpError> {
    let body = without_secrets(body);
    let Some(session) = desk.token(state).filter(|_| !body.is_empty()) else { return Ok(None) };
    let keep = KeepForm { session: &session, path: desk.path(), body: body.as_bytes() };
    let token = keep_form(&state.shop, keep).await?;
    Ok(token.and_then(|token| set(state, &token)))
}

/// The fields of a form without those that are stored nowhere.
fn without_secrets(body: &[u8]) -> String {
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
    let kept: Vec<_> = fields.into_iter().filter(|(name, _)| !is_secret(name)).collect();
    serde_urlencoded::to_string(kept).unwrap_or_default()
}

/// What no page repeats.
fn is_secret(name: &str) -> bool {
    name.contains("password") || matches!(name, "code" | "recovery-code")
}

/// Asks whether to go on with a form.
pub(super) async fn show(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(token): Path<String>,
) -> Result<Response, HttpError> {
    let Some(session) = desk.session(&state, SessionStage::Open).await? else {
        return Ok(see_other(routes::ADMIN));
    };
    let Some(form) = find_form(&state.shop, &session, &token).await? else {
        return Ok(see_other(routes::ADMIN));
    };
    // Only the desk's own addresses are stored; whatever is, the form goes nowhere else.
    let action = next::page(&form.path).to_owned();
    let fields = Fields::parse_lines(&form.body);
    let fields = fields.pairs().map(|(name, value)| (name.to_owned(), value.to_owned()));
    let kept = KeptPost { action, fields: fields.collect() };
    Ok(desk.page(&state, &ResumeView { kept }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_and_codes_are_not_kept() {
        let body = b"name=%C3%A4+b&password=a&new-password=b&code=123456&recovery-code=c&barcode=7";
        assert_eq!(without_secrets(body), "name=%C3%A4+b&barcode=7");
        assert_eq!(without_secrets(b"password=a"), "");
        assert_eq!(without_secrets(b""), "");
    }
}
