//! The account of who is signed in: name, password, second factor, sessions. It belongs to a
//! session in the database: where there is none, the front page asks who somebody is.

use super::{
    desk::Desk,
    flash::Flash,
    form::DeskForm,
    links::{wrong, wrong_fields, wrong_password},
    next, qr,
    sign_in::{codes, refused, show_codes},
};
use crate::{
    State,
    http::{HttpError, extract::Query, redirect::see_other},
    render::add_cookie,
    session::{clear_staff_token, set_staff_token},
};
use app::t;
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use domain::staff::{SecondFactorPolicy, SessionStage};
use shop::{
    InvalidFields,
    staff::{
        self, ChangePassword, ChangePasswordError, ConfirmTotpError, ReauthenticateError,
        RenameSelfError, Session, Sessions,
    },
};
use store::Uuid;
use views::{
    admin::{
        account::{AccountView, SecondFactorState, SessionRow},
        form::FormError,
        sign_in::{ReauthenticateView, SignInNotice},
    },
    routes,
    withdrawal::LocalTime,
};

/// A time in the shop's zone.
pub(super) fn local(state: &State, unix_milliseconds: i64) -> LocalTime {
    let zone = state.shop.zone();
    LocalTime { time: zone.date_time(unix_milliseconds), zone: zone.label().to_owned() }
}

/// The account page.
async fn view(state: &State, session: &Session) -> Result<AccountView, HttpError> {
    let account = staff::own_account(&state.shop, session).await?;
    let second_factor = if account.has_second_factor {
        SecondFactorState::On {
            codes_left: account.recovery_codes,
            optional: account.second_factor == SecondFactorPolicy::Optional,
        }
    } else {
        SecondFactorState::Off
    };
    let sessions = staff::list_sessions(&state.shop, session).await?;
    let row = |own: staff::OwnSession| SessionRow {
        id: own.id.to_string(),
        browser: own.browser,
        address: own.address,
        used: local(state, own.seen_at),
        current: own.current,
    };
    Ok(AccountView {
        name: session.name().to_owned(),
        email: session.email().to_owned(),
        roles: account.roles,
        second_factor,
        sessions: sessions.into_iter().map(row).collect(),
        problems: Vec::new(),
    })
}

/// The account page with what is wrong.
async fn refuse(
    state: &State,
    desk: &Desk,
    session: &Session,
    problems: Vec<FormError>,
) -> Result<Response, HttpError> {
    let page = AccountView { problems, ..view(state, session).await? };
    Ok(desk.page_with(state, &page, StatusCode::UNPROCESSABLE_ENTITY))
}

fn changed(state: &State, desk: &Desk, text: &str) -> Response {
    desk.done(state, routes::ADMIN_ACCOUNT, &Flash::done(text))
}

/// The account.
pub(super) async fn show(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    let Some(session) = desk.session(&state, SessionStage::Open).await? else {
        return Ok(see_other(routes::ADMIN));
    };
    Ok(desk.page(&state, &view(&state, &session).await?))
}

/// Changes the name.
pub(super) async fn rename(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let Some(session) = desk.session(&state, SessionStage::Open).await? else {
        return Ok(see_other(routes::ADMIN));
    };
    let name = form.fields().get("person-name");
    match staff::rename_self(&state.shop, &session, name).await {
        Ok(()) => Ok(changed(&state, &desk, t!("admin-name-changed"))),
        Err(RenameSelfError::Fields(InvalidFields(fields))) => {
            let page = AccountView {
                name: name.to_owned(),
                problems: wrong_fields(&fields),
                ..view(&state, &session).await?
            };
            Ok(desk.page_with(&state, &page, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error @ (RenameSelfError::NotSignedIn | RenameSelfError::Internal(_))) => {
            Err(error.into())
        }
    }
}

/// Changes the password.
pub(super) async fn change_password(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let Some(session) = desk.session(&state, SessionStage::Open).await? else {
        return Ok(see_other(routes::ADMIN));
    };
    let fields = form.fields();
    let command =
        ChangePassword { current: fields.get("current-password"), new: fields.get("new-password") };
    let wrong = match staff::change_password(&state.shop, &session, command).await {
        Ok(token) => {
            let mut response = changed(&state, &desk, t!("admin-password-changed"));
            add_cookie(&mut response, set_staff_token(state.transport(), &token));
            return Ok(response);
        }
        Err(ChangePasswordError::NotProved(ReauthenticateError::Wrong)) => {
            wrong("current-password", "wrong")
        }
        Err(ChangePasswordError::Password(problem)) => wrong_password(problem),
        Err(error @ (ChangePasswordError::NotProved(_) | ChangePasswordError::Internal(_))) => {
            return Err(error.into());
        }
    };
    refuse(&state, &desk, &session, vec![wrong]).await
}

/// The account page with a second factor that is being set up.
async fn setting_up(state: &State, session: &Session) -> Result<Option<AccountView>, HttpError> {
    let Some(pending) = staff::pending_totp(&state.shop, session).await? else { return Ok(None) };
    let second_factor =
        SecondFactorState::SetUp { qr: qr::picture(&pending), secret: qr::key(&pending) };
    Ok(Some(AccountView { second_factor, ..view(state, session).await? }))
}

/// Shows the second factor that is being set up.
pub(super) async fn second_factor(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    let Some(session) = desk.session(&state, SessionStage::Open).await? else {
        return Ok(see_other(routes::ADMIN));
    };
    Ok(match setting_up(&state, &session).await? {
        Some(page) => desk.page(&state, &page),
        None => see_other(routes::ADMIN_ACCOUNT),
    })
}

/// Begins to set up a second factor, takes its first code, or turns it off.
pub(super) async fn change_second_factor(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let Some(session) = desk.session(&state, SessionStage::Open).await? else {
        return Ok(see_other(routes::ADMIN));
    };
    match form.fields().get("do") {
        "begin" => {
            staff::enrol_totp(&state.shop, &session).await?;
            Ok(see_other(routes::ADMIN_ACCOUNT_SECOND_FACTOR))
        }
        "confirm" => confirm(&state, &desk, &session, form.fields().get("code")).await,
        "remove" => {
            staff::remove_second_factor(&state.shop, &session).await?;
            Ok(changed(&state, &desk, t!("admin-second-factor-removed")))
        }
        _ => Err(HttpError::of(StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

async fn confirm(
    state: &State,
    desk: &Desk,
    session: &Session,
    code: &str,
) -> Result<Response, HttpError> {
    match staff::confirm_totp(&state.shop, session, code).await {
        Ok(confirmed) => Ok(show_codes(state, desk, confirmed, routes::ADMIN_ACCOUNT.to_owned())),
        Err(ConfirmTotpError::Wrong) => {
            let Some(page) = setting_up(state, session).await? else {
                return Ok(see_other(routes::ADMIN_ACCOUNT));
            };
            let page = AccountView { problems: vec![wrong("code", "wrong")], ..page };
            Ok(desk.page_with(state, &page, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(
            error @ (ConfirmTotpError::NotSignedIn
            | ConfirmTotpError::NotFresh
            | ConfirmTotpError::TooMany { .. }
            | ConfirmTotpError::Internal(_)),
        ) => Err(error.into()),
    }
}

/// Makes new recovery codes.
pub(super) async fn renew_codes(
    Extract(state): Extract<State>,
    desk: Desk,
) -> Result<Response, HttpError> {
    let Some(session) = desk.session(&state, SessionStage::Open).await? else {
        return Ok(see_other(routes::ADMIN));
    };
    let new = staff::renew_recovery_codes(&state.shop, &session).await?;
    Ok(desk.page(&state, &codes(new, routes::ADMIN_ACCOUNT.to_owned())))
}

/// Ends all other sessions, or all.
pub(super) async fn end_sessions(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let Some(session) = desk.session(&state, SessionStage::Open).await? else {
        return Ok(see_other(routes::ADMIN));
    };
    if form.fields().get("which") == "all" {
        staff::sign_out_everywhere(&state.shop, &session, Sessions::All).await?;
        let flash = Flash::done(t!("admin-signed-out-everywhere"));
        let mut response = desk.done(&state, routes::ADMIN, &flash);
        add_cookie(&mut response, clear_staff_token(state.transport()));
        return Ok(response);
    }
    let count = staff::sign_out_everywhere(&state.shop, &session, Sessions::Others).await?;
    // The session in use does not count.
    Ok(changed(&state, &desk, &t!("admin-sessions-ended", count = count)))
}

/// Ends one of the own sessions.
pub(super) async fn end_session(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(id): Path<String>,
) -> Result<Response, HttpError> {
    let Some(session) = desk.session(&state, SessionStage::Open).await? else {
        return Ok(see_other(routes::ADMIN));
    };
    let id = Uuid::parse_str(&id).map_err(|_| HttpError::not_found())?;
    staff::end_session(&state.shop, &session, id).await?;
    Ok(changed(&state, &desk, t!("admin-session-end-done")))
}

/// Asks for the password again.
pub(super) async fn ask_password(
    Extract(state): Extract<State>,
    desk: Desk,
    query: Query,
) -> Response {
    let next = next::page(query.get("next").unwrap_or_default()).to_owned();
    desk.page(&state, &ReauthenticateView { next, problem: None })
}

/// Takes the password again, and goes on with what needed it.
pub(super) async fn reauthenticate(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let Some(session) = desk.session(&state, SessionStage::Open).await? else {
        return Ok(see_other(routes::ADMIN));
    };
    let next = next::page(form.fields().get("next"));
    let password = form.fields().get("password");
    let notice = match staff::reauthenticate(&state.shop, &session, password).await {
        Ok(token) => {
            let mut response = desk.go_on(&state, next);
            add_cookie(&mut response, set_staff_token(state.transport(), &token));
            return Ok(response);
        }
        Err(ReauthenticateError::NotSignedIn) => return Err(HttpError::signed_out()),
        Err(ReauthenticateError::Wrong) => SignInNotice::WrongPassword,
        Err(ReauthenticateError::TooMany { seconds }) => SignInNotice::TooMany(seconds),
        Err(ReauthenticateError::Internal(error)) => return Err(error.into()),
    };
    let page = ReauthenticateView { next: next.to_owned(), problem: Some(notice) };
    Ok(refused(&state, &desk, &page, notice))
}
