//! Pages behind links that people get by email: invitations and new passwords.

use super::{desk::Desk, flash::Flash, form::DeskForm, sign_in::refused};
use crate::{State, http::HttpError};
use app::t;
use axum::{
    extract::{Path, State as Extract},
    http::StatusCode,
    response::Response,
};
use domain::{checkout::FieldError, staff::PasswordProblem};
use shop::staff::{
    self, AcceptInvitation, AcceptInvitationError, OpenInvitation, RequestReset, RequestResetError,
    ResetPassword, ResetPasswordError,
};
use views::{
    admin::{
        form::FormError,
        sign_in::{InvitationView, InvitedEmail, ResetRequestView, ResetView, SignInNotice},
    },
    routes,
};

/// What is wrong with a field.
pub(super) fn wrong(field: &str, problem: &str) -> FormError {
    FormError { field: field.to_owned(), problem: problem.to_owned(), detail: String::new() }
}

/// What is wrong with fields that a use case names; the name of a person has a field of its own
/// name on every page.
pub(super) fn wrong_fields(fields: &[FieldError]) -> Vec<FormError> {
    let name = |field: &str| if field == "name" { "person-name" } else { field }.to_owned();
    let error = |error: &FieldError| wrong(&name(&error.field), error.problem.key());
    fields.iter().map(error).collect()
}

/// What is wrong with a new password.
pub(super) fn wrong_password(problem: PasswordProblem) -> FormError {
    wrong("new-password", problem.key())
}

/// The page of an invitation, with what was typed.
fn invitation(token: &str, open: &OpenInvitation, form: &DeskForm) -> InvitationView {
    let typed = |name: &str, otherwise: &str| {
        if form.has(name) { form.value(name) } else { otherwise.to_owned() }
    };
    let email = if open.email.is_empty() {
        InvitedEmail::Typed(typed("email", ""))
    } else {
        InvitedEmail::Known(open.email.clone())
    };
    InvitationView::Open {
        action: routes::admin_invitation(token),
        email,
        role: open.roles.join(", "),
        name: typed("person-name", &open.name),
        problems: Vec::new(),
    }
}

fn invitation_ended(state: &State, desk: &Desk) -> Response {
    desk.page_with(state, &InvitationView::Ended, StatusCode::GONE)
}

/// An invitation.
pub(super) async fn show_invitation(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(token): Path<String>,
) -> Result<Response, HttpError> {
    Ok(match staff::find_invitation(&state.shop, &token).await? {
        Some(open) => desk.page(&state, &invitation(&token, &open, &DeskForm::default())),
        None => invitation_ended(&state, &desk),
    })
}

/// Accepts an invitation.
pub(super) async fn accept_invitation(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(token): Path<String>,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let fields = form.fields();
    let command = AcceptInvitation {
        token: &token,
        name: fields.get("person-name"),
        email: fields.get("email"),
        password: fields.get("new-password"),
        client: desk.client(),
    };
    let errors = match staff::accept_invitation(&state.shop, command).await {
        Ok(signed_in) => return Ok(desk.entered(&state, &signed_in, "")),
        Err(AcceptInvitationError::Ended) => return Ok(invitation_ended(&state, &desk)),
        Err(AcceptInvitationError::Invalid { fields, password }) => {
            let mut errors = wrong_fields(&fields);
            errors.extend(password.map(wrong_password));
            errors
        }
        Err(AcceptInvitationError::Taken) => vec![wrong("email", "taken")],
        Err(AcceptInvitationError::Internal(error)) => return Err(error.into()),
    };
    let Some(open) = staff::find_invitation(&state.shop, &token).await? else {
        return Ok(invitation_ended(&state, &desk));
    };
    let mut page = invitation(&token, &open, &form);
    if let InvitationView::Open { problems, .. } = &mut page {
        *problems = errors;
    }
    Ok(desk.page_with(&state, &page, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Asks for the address of an account whose password is forgotten.
pub(super) async fn ask_for_reset(Extract(state): Extract<State>, desk: Desk) -> Response {
    desk.page(&state, &ResetRequestView::Ask { email: String::new(), problem: None })
}

/// Sends a link to a new password. The answer is the same whether there is such an account or not.
pub(super) async fn request_reset(
    Extract(state): Extract<State>,
    desk: Desk,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let email = form.fields().get("email");
    let command = RequestReset { email, client: desk.client() };
    match staff::request_reset(&state.shop, command).await {
        Ok(()) => Ok(desk.page(&state, &ResetRequestView::Sent)),
        Err(RequestResetError::TooMany { seconds }) => {
            let notice = SignInNotice::TooMany(seconds);
            let page = ResetRequestView::Ask { email: email.to_owned(), problem: Some(notice) };
            Ok(refused(&state, &desk, &page, notice))
        }
        Err(RequestResetError::Internal(error)) => Err(error.into()),
    }
}

fn reset_ended(state: &State, desk: &Desk) -> Response {
    desk.page_with(state, &ResetView::Ended, StatusCode::GONE)
}

/// A link to a new password.
pub(super) async fn show_reset(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(token): Path<String>,
) -> Result<Response, HttpError> {
    let Some(email) = staff::find_reset(&state.shop, &token).await? else {
        return Ok(reset_ended(&state, &desk));
    };
    let action = routes::admin_reset(&token);
    Ok(desk.page(&state, &ResetView::Open { action, email, problems: Vec::new() }))
}

/// Sets a new password.
pub(super) async fn reset(
    Extract(state): Extract<State>,
    desk: Desk,
    Path(token): Path<String>,
    form: DeskForm,
) -> Result<Response, HttpError> {
    let password = form.fields().get("new-password");
    let problem =
        match staff::reset_password(&state.shop, ResetPassword { token: &token, password }).await {
            Ok(()) => {
                let flash = Flash::done(t!("admin-reset-done"));
                return Ok(desk.done(&state, routes::ADMIN, &flash));
            }
            Err(ResetPasswordError::Ended) => return Ok(reset_ended(&state, &desk)),
            Err(ResetPasswordError::Password(problem)) => problem,
            Err(ResetPasswordError::Internal(error)) => return Err(error.into()),
        };
    let Some(email) = staff::find_reset(&state.shop, &token).await? else {
        return Ok(reset_ended(&state, &desk));
    };
    let action = routes::admin_reset(&token);
    let page = ResetView::Open { action, email, problems: vec![wrong_password(problem)] };
    Ok(desk.page_with(&state, &page, StatusCode::UNPROCESSABLE_ENTITY))
}
