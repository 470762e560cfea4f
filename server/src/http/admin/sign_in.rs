//! Signing in: email and password, the second factor, the first second factor, signing out.

use super::{desk::Desk, flash::Flash, form::DeskForm, next, qr};
use crate::{
    State,
    http::{HttpError, extract::Query, redirect::see_other},
    render::add_cookie,
    session::{clear_staff_token, set_known_browser, set_staff_token},
};
use app::{admin::DeskPage, t};
use axum::{
    extract::State as Extract,
    http::{StatusCode, header},
    response::Response,
};
use domain::staff::SessionStage;
use shop::staff::{
    self, ConfirmTotpError, ConfirmedTotp, Enrolment, SecondFactorError, SecondProof, SignIn,
    SignInError,
};
use views::{
    admin::sign_in::{
        EnrolmentView, RecoveryCodesView, SecondFactor, SecondFactorView, SignInNotice, SignInView,
    },
    routes,
};

/// The page that a form or an address wants to go on to.
fn wanted(text: Option<&str>) -> String {
    next::page(text.unwrap_or_default()).to_owned()
}

/// A page that says why signing in goes on.
pub(super) fn refused(
    state: &State,
    desk: &Desk,
    page: &dyn DeskPage,
    notice: SignInNotice,
) -> Response {
    let SignInNotice::TooMany(seconds) = notice else {
        return desk.page_with(state, page, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let mut response = desk.page_with(state, page, StatusCode::TOO_MANY_REQUESTS);
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    response
}

/// Email and password.
pub(super) async fn show(Extract(state): Extract<State>, desk: Desk, query: Query) -> Response {
    let next = wanted(query.get("next"));
    desk.page(&state, &SignInView { next, ..SignInView::default() })
}

/// Signs in with email and password.
pub(super) async fn enter(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let fields = form.fields();
    let (email, password) = (fields.get("email"), fields.get("password"));
    let next = wanted(Some(fields.get("next")));
    let token = desk.token(&state);
    let command = SignIn { email, password, client: desk.client(), token: token.as_deref() };
    let notice = match staff::sign_in(&state.shop, command).await {
        Ok(signed_in) => return Ok(desk.entered(&state, &signed_in, &next)),
        Err(SignInError::Wrong) => SignInNotice::Wrong,
        Err(SignInError::TooMany { seconds }) => SignInNotice::TooMany(seconds),
        Err(SignInError::Internal(error)) => return Err(error.into()),
    };
    let page = SignInView { email: email.to_owned(), next, problem: Some(notice) };
    Ok(refused(&state, &desk, &page, notice))
}

/// Asks for the second factor.
pub(super) async fn second_factor(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    if desk.session(&state, SessionStage::SecondFactor).await?.is_none() {
        return Ok(see_other(routes::ADMIN));
    }
    let factor = match query.get("use") {
        Some("recovery-code") => SecondFactor::RecoveryCode,
        _ => SecondFactor::Code,
    };
    let next = wanted(query.get("next"));
    Ok(desk.page(&state, &SecondFactorView { factor, next, problem: None }))
}

/// Takes the second factor.
pub(super) async fn confirm(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let fields = form.fields();
    let next = wanted(Some(fields.get("next")));
    let (factor, proof) = if fields.has("recovery-code") {
        (SecondFactor::RecoveryCode, SecondProof::RecoveryCode(fields.get("recovery-code")))
    } else {
        (SecondFactor::Code, SecondProof::Code(fields.get("code")))
    };
    let token = desk.token(&state).unwrap_or_default();
    let notice = match staff::confirm_second_factor(&state.shop, &token, proof).await {
        Ok(signed_in) => return Ok(desk.entered(&state, &signed_in, &next)),
        Err(SecondFactorError::NotSignedIn) => return Ok(begin_again(&next)),
        Err(SecondFactorError::Wrong) => SignInNotice::WrongCode,
        Err(SecondFactorError::TooMany { seconds }) => SignInNotice::TooMany(seconds),
        Err(SecondFactorError::Internal(error)) => return Err(error.into()),
    };
    let page = SecondFactorView { factor, next, problem: Some(notice) };
    Ok(refused(&state, &desk, &page, notice))
}

/// Leads to a page of the desk, which asks who somebody is if nobody is signed in.
fn begin_again(next: &str) -> Response {
    see_other(if next.is_empty() { routes::ADMIN } else { next })
}

fn enrolment(enrolment: &Enrolment, next: String) -> EnrolmentView {
    EnrolmentView { qr: qr::picture(enrolment), secret: qr::key(enrolment), next, problem: None }
}

/// Shows a new second factor, which somebody has to set up before the desk can be used. It is a new
/// one each time: who only knows the password must not have seen the one that is confirmed.
pub(super) async fn enrol(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Result<Response, HttpError> {
    let Some(session) = desk.session(&state, SessionStage::Enrolment).await? else {
        return Ok(see_other(routes::ADMIN));
    };
    let new = staff::enrol_totp(&state.shop, &session).await?;
    Ok(desk.page(&state, &enrolment(&new, wanted(query.get("next")))))
}

/// Takes the first code of the second factor.
pub(super) async fn confirm_enrolment(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let next = wanted(Some(form.fields().get("next")));
    let Some(session) = desk.session(&state, SessionStage::Enrolment).await? else {
        return Ok(begin_again(&next));
    };
    let code = form.fields().get("code");
    let notice = match staff::confirm_totp(&state.shop, &session, code).await {
        Ok(confirmed) => return Ok(show_codes(&state, &desk, confirmed, next)),
        Err(ConfirmTotpError::NotSignedIn | ConfirmTotpError::NotFresh) => {
            return Ok(begin_again(&next));
        }
        Err(ConfirmTotpError::Wrong) => SignInNotice::WrongCode,
        Err(ConfirmTotpError::TooMany { seconds }) => SignInNotice::TooMany(seconds),
        Err(ConfirmTotpError::Internal(error)) => return Err(error.into()),
    };
    let Some(pending) = staff::pending_totp(&state.shop, &session).await? else {
        return Ok(see_other(&routes::admin_then(routes::ADMIN_ENROLMENT, &next)));
    };
    let page = EnrolmentView { problem: Some(notice), ..enrolment(&pending, next) };
    Ok(refused(&state, &desk, &page, notice))
}

/// Shows the recovery codes of a new second factor, and gives the browser its new session.
pub(super) fn show_codes(
    state: &State,
    desk: &Desk,
    confirmed: ConfirmedTotp,
    next: String,
) -> Response {
    let ConfirmedTotp { token, recovery_codes, known_browser } = confirmed;
    let mut response = desk.page(state, &codes(recovery_codes, next));
    add_cookie(&mut response, set_staff_token(state.transport(), &token));
    add_cookie(&mut response, set_known_browser(state.transport(), &known_browser));
    response
}

/// The page of new recovery codes. Their file is in the page itself: no second request shows them.
pub(super) fn codes(codes: Vec<String>, next: String) -> RecoveryCodesView {
    // Codes are letters, digits and hyphens.
    let file = format!("data:text/plain;charset=utf-8,{}%0D%0A", codes.join("%0D%0A"));
    RecoveryCodesView { codes, file, next }
}

/// The recovery codes are kept: goes on.
pub(super) async fn codes_kept(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Response {
    desk.go_on(&state, &wanted(Some(form.fields().get("next"))))
}

/// Signs out.
pub(super) async fn leave(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    if let Some(token) = desk.token(&state) {
        staff::sign_out(&state.shop, &token).await?;
    }
    let flash = Flash::done(t!("admin-signed-out"));
    let mut response = desk.done(&state, routes::ADMIN, &flash);
    add_cookie(&mut response, clear_staff_token(state.transport()));
    Ok(response)
}
