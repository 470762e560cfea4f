//! Error responses. One place maps the shop's errors to statuses, and one place presents them: as a
//! page with a way to continue for people, and as `application/problem+json` (RFC 9457) for
//! programs.

mod outage;
mod present;
mod staff;
mod use_cases;

use super::redirect::location;
use crate::limits::admission::AdmissionError;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{checkout::FieldError, customers::address_form::Form, staff::Permission};
pub(super) use present::present;
use serde::Serialize;
use std::any::Any;
pub use use_cases::{quantity_message, refusal_notice};

/// An error response.
#[derive(Clone, Debug)]
pub struct HttpError {
    status: StatusCode,
    detail: Option<String>,
    errors: Vec<FieldProblem>,
    retry_after: Option<u32>,
    location: Option<String>,
    /// Where people are redirected instead.
    instead: Option<String>,
    /// The right that a person of the desk lacks.
    lacking: Option<Permission>,
    /// What a person of the desk has to prove first.
    proof: Proof,
}

/// What a person of the desk has to prove before something is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Proof {
    /// Nothing.
    #[default]
    None,
    /// The password again.
    Password,
}

/// An invalid field of the request.
#[derive(Clone, Debug, Serialize)]
pub struct FieldProblem {
    /// Its name.
    pub field: String,
    /// What to do about it.
    pub message: String,
}

impl HttpError {
    /// An error with a status and no details.
    #[must_use]
    pub fn of(status: StatusCode) -> Self {
        Self {
            status,
            detail: None,
            errors: Vec::new(),
            retry_after: None,
            location: None,
            instead: None,
            lacking: None,
            proof: Proof::None,
        }
    }

    /// 403: a person of the desk has to type the password again first.
    #[must_use]
    pub fn not_fresh() -> Self {
        let error = Self::of(StatusCode::FORBIDDEN).because(app::t!("admin-not-fresh"));
        Self { proof: Proof::Password, ..error }
    }

    /// 403: the session has ended in this moment. People are led to signing in.
    #[must_use]
    pub fn signed_out() -> Self {
        let error = Self::of(StatusCode::FORBIDDEN);
        Self { instead: Some(views::routes::ADMIN.to_owned()), ..error }
    }

    /// What has to be proved first.
    #[must_use]
    pub fn proof(&self) -> Proof {
        self.proof
    }

    /// 403: a person of the desk lacks a right.
    #[must_use]
    pub fn lacking(permission: Permission) -> Self {
        let detail = format!("This needs the permission {}.", permission.key());
        Self { lacking: Some(permission), ..Self::of(StatusCode::FORBIDDEN).because(detail) }
    }

    /// The right that a person of the desk lacks.
    #[must_use]
    pub fn lacks(&self) -> Option<Permission> {
        self.lacking
    }

    /// 404
    #[must_use]
    pub fn not_found() -> Self {
        Self::of(StatusCode::NOT_FOUND)
    }

    /// Adds a sentence about this case.
    #[must_use]
    pub fn because(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// The errors of a form with delivery and billing address, named as in their countries.
    #[must_use]
    pub fn of_addresses(errors: &[FieldError], forms: [&Form; 2]) -> Self {
        let message = |error: &FieldError| {
            let [delivery, billing] = forms;
            let form = if error.field.starts_with("billing-") { billing } else { delivery };
            app::i18n::field_error_in(&error.field, error.problem.key(), Some(form)).into_owned()
        };
        let errors = errors
            .iter()
            .map(|error| FieldProblem { field: error.field.clone(), message: message(error) })
            .collect();
        Self { errors, ..shop::InvalidFields(Vec::new()).into() }
    }

    /// Sets after how many seconds to retry.
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// After how many seconds to retry.
    #[must_use]
    pub fn seconds(&self) -> Option<u32> {
        self.retry_after
    }

    /// Where people are redirected instead.
    #[must_use]
    pub fn instead(&self) -> Option<&str> {
        self.instead.as_deref()
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Whether there is a sentence about this case.
    #[must_use]
    pub fn is_explained(&self) -> bool {
        self.detail.is_some()
    }

    /// The invalid fields, each with what to do about it.
    pub fn errors(&self) -> impl Iterator<Item = &FieldProblem> {
        self.errors.iter()
    }

    /// The sentence about this case, or the status in words.
    #[must_use]
    pub fn detail(&self) -> &str {
        self.detail.as_deref().or(self.status.canonical_reason()).unwrap_or("")
    }

    /// The response as `application/problem+json`.
    #[must_use]
    pub fn details(&self) -> Response {
        let details = ProblemDetails {
            r#type: "about:blank",
            // Every status that the shop responds with has one.
            title: self.status.canonical_reason().unwrap_or(""),
            status: self.status.as_u16(),
            detail: self.detail(),
            errors: &self.errors,
        };
        let mut response = (self.status, Json(details)).into_response();
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }

    fn unprocessable(detail: impl Into<String>) -> Self {
        Self::of(StatusCode::UNPROCESSABLE_ENTITY).because(detail)
    }

    fn conflict(detail: impl Into<String>) -> Self {
        Self::of(StatusCode::CONFLICT).because(detail)
    }

    /// A permanent redirect to another URL.
    #[must_use]
    pub fn moved(location: String) -> Self {
        Self { location: Some(location), ..Self::of(StatusCode::PERMANENT_REDIRECT) }
    }
}

impl From<AdmissionError> for HttpError {
    fn from(error: AdmissionError) -> Self {
        let unavailable = Self::of(StatusCode::SERVICE_UNAVAILABLE);
        match error {
            AdmissionError::Busy { seconds } => {
                unavailable.because(app::word("busy")).retry_after(seconds)
            }
            AdmissionError::Stopping { seconds } => unavailable.retry_after(seconds),
        }
    }
}

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if let Some(address) = self.location.as_deref() {
            headers.insert(header::LOCATION, location(address));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Handles a panic, which is a bug: logs it and responds like any other error.
pub(super) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("not a text");
    tracing::error!(panic = text, "handler panicked");
    HttpError::of(StatusCode::INTERNAL_SERVER_ERROR).into_response()
}

#[derive(Serialize)]
struct ProblemDetails<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "<[FieldProblem]>::is_empty")]
    errors: &'a [FieldProblem],
}
