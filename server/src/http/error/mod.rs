//! What went wrong, as an answer: one place maps the shop's errors to statuses, and one place gives
//! them their form: a page that leads on for people, `application/problem+json` (RFC 9457) for
//! programs.

mod present;

use super::redirect::location;
use app::t;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{cart::QuantityError, checkout::FieldError, customers::address_form::Form};
pub(super) use present::present;
use serde::Serialize;
use std::{
    any::Any,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// An answer that is not what was asked for.
#[derive(Clone, Debug)]
pub struct Failure {
    status: StatusCode,
    detail: Option<String>,
    errors: Vec<FieldProblem>,
    retry_after: Option<u32>,
    location: Option<String>,
    /// Where people are led instead.
    instead: Option<String>,
}

/// A field of the request and what is wrong with it.
#[derive(Clone, Debug, Serialize)]
pub struct FieldProblem {
    /// Its name.
    pub field: String,
    /// What to do.
    pub message: String,
}

impl Failure {
    /// A failure with a status and nothing more to say.
    #[must_use]
    pub fn of(status: StatusCode) -> Self {
        Self {
            status,
            detail: None,
            errors: Vec::new(),
            retry_after: None,
            location: None,
            instead: None,
        }
    }

    /// 404
    #[must_use]
    pub fn not_found() -> Self {
        Self::of(StatusCode::NOT_FOUND)
    }

    /// With a sentence on this very case.
    #[must_use]
    pub fn because(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// What is wrong in a form with two addresses, that of delivery and that of the bill, as their
    /// countries call it.
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
        Self { errors, ..shop::Error::Fields(Vec::new()).into() }
    }

    /// With the seconds after which to try again.
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// The seconds after which to try again.
    #[must_use]
    pub fn seconds(&self) -> Option<u32> {
        self.retry_after
    }

    /// Where people are led instead.
    #[must_use]
    pub fn instead(&self) -> Option<&str> {
        self.instead.as_deref()
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The sentence on this case, or the status in words.
    #[must_use]
    pub fn detail(&self) -> &str {
        self.detail.as_deref().or(self.status.canonical_reason()).unwrap_or("")
    }

    /// As `application/problem+json`.
    #[must_use]
    pub fn details(&self) -> Response {
        let details = ProblemDetails {
            r#type: "about:blank",
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

    fn moved(location: String) -> Self {
        Self { location: Some(location), ..Self::of(StatusCode::PERMANENT_REDIRECT) }
    }
}

/// The sentence for a quantity that cannot be taken.
#[must_use]
pub fn quantity_message(error: QuantityError) -> String {
    match error {
        QuantityError::NotWhole => app::word("error-quantity-not-whole"),
        QuantityError::TooSmall => app::word("error-quantity-too-small"),
        QuantityError::TooLarge => {
            t!("error-quantity-too-large", most = domain::cart::MAX_QUANTITY)
        }
    }
}

/// The sentence for somebody who has to wait after too many refused cards.
#[must_use]
pub fn payment_wait(seconds: u32) -> String {
    app::t!("payment-wait", minutes = seconds.div_ceil(60))
}

/// The message key for a refused payment.
#[must_use]
pub fn refusal_key(refusal: shop::payments::Refusal) -> &'static str {
    use shop::payments::Refusal;
    match refusal {
        Refusal::Declined => "payment-declined",
        Refusal::Expired => "payment-expired",
        Refusal::Unconfirmed => "payment-refused",
        Refusal::Unavailable => "payment-unavailable",
    }
}

/// After so long without a request that was refused, the next one belongs to another outage.
const QUIET: Duration = Duration::from_secs(60);

/// When a request was refused last for want of the database.
struct Refused(Option<Instant>);

impl Refused {
    /// Notes one more; gives whether it is the first of an outage.
    fn begins(&mut self, now: Instant) -> bool {
        let before = self.0.replace(now);
        before.is_none_or(|before| now.saturating_duration_since(before) >= QUIET)
    }
}

/// Counts a request that is refused for want of the database, and warns once an outage, not once a
/// request.
fn unavailable(error: &shop::Error) {
    static REFUSED: Mutex<Refused> = Mutex::new(Refused(None));
    metrics::counter!("perigee_refused_database_total").increment(1);
    if REFUSED.lock().unwrap_or_else(PoisonError::into_inner).begins(Instant::now()) {
        tracing::warn!(%error, "database not available; requests are refused with 503 (perigee_refused_database_total counts them)");
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        shop::Error::from(error).into()
    }
}

impl From<shop::Error> for Failure {
    fn from(error: shop::Error) -> Self {
        use shop::Error;
        let unprocessable = || Self::of(StatusCode::UNPROCESSABLE_ENTITY);
        match error {
            Error::NotFound(what) => Self::not_found().because(format!("There is no such {what}.")),
            Error::Gone(what) => Self::of(StatusCode::GONE).because(format!("This {what} is no longer sold.")),
            Error::PastEnd(last) => Self { instead: Some(last), ..Self::not_found().because("There is no such page.") },
            Error::Moved(slug) => Self::moved(slug),
            Error::Quantity(error) => Self {
                errors: vec![FieldProblem { field: "quantity".to_owned(), message: quantity_message(error) }],
                ..unprocessable().because(quantity_message(error))
            },
            Error::SoldOut(name) => {
                Self::of(StatusCode::CONFLICT).because(format!("{name} is sold out, or fewer are left than you asked for."))
            }
            Error::OnlyLeft(left) => Self::of(StatusCode::CONFLICT).because(format!("Only {left} can be added to the cart.")),
            Error::Fields(errors) => Self {
                errors: errors
                    .iter()
                    .map(|e| FieldProblem {
                        field: e.field.clone(),
                        message: app::i18n::field_error(&e.field, e.problem.key()).to_owned(),
                    })
                    .collect(),
                ..unprocessable().because("Some fields are missing or wrong.")
            },
            Error::EmptyCart => unprocessable().because("The cart is empty."),
            Error::CartNotOrderable => Self::of(StatusCode::CONFLICT).because("Something in the cart can no longer be ordered."),
            Error::Changed => Self::of(StatusCode::CONFLICT).because(app::word("checkout-changed")),
            Error::Payment(shop::payments::Refusal::Unavailable) => {
                Self::of(StatusCode::SERVICE_UNAVAILABLE).because(app::word("payment-unavailable")).retry_after(60)
            }
            Error::Payment(refusal) => Self::of(StatusCode::PAYMENT_REQUIRED).because(app::word(refusal_key(refusal))),
            Error::Challenge { .. } => Self::of(StatusCode::PAYMENT_REQUIRED)
                .because("The bank requires the cardholder to confirm this payment (3-D Secure), which is not possible with this call."),
            Error::LinkEnded => Self::of(StatusCode::GONE)
                .because("This link to the order has expired. The order number and e-mail address give a new one."),
            Error::TooManyCards { seconds } => Self::of(StatusCode::TOO_MANY_REQUESTS).because(payment_wait(seconds)).retry_after(seconds),
            Error::TooManyCarts => Self::of(StatusCode::TOO_MANY_REQUESTS).because(app::word("too-many-carts")).retry_after(60),
            Error::NotReady => Self::of(StatusCode::CONFLICT).because("An earlier step of checkout is not complete."),
            Error::CartFull => unprocessable().because(format!("A cart can hold at most {} different items.", domain::cart::MAX_LINES)),
            error if error.is_unavailable() => {
                unavailable(&error);
                Self::of(StatusCode::SERVICE_UNAVAILABLE).retry_after(5)
            }
            error => {
                tracing::error!(%error, "request failed");
                Self::of(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }
}

impl IntoResponse for Failure {
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

/// A panic, which is a bug: logged, and answered like any other failure.
pub(super) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("");
    tracing::error!(panic = text, "handler panicked");
    Failure::of(StatusCode::INTERNAL_SERVER_ERROR).into_response()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_warned_of_once_however_long_it_lasts() {
        let (start, mut refused) = (Instant::now(), Refused(None));
        assert!(refused.begins(start));
        for refusal in 1..=600 {
            assert!(!refused.begins(start + Duration::from_secs(refusal * 59)), "{refusal}");
        }
        let end = start + Duration::from_secs(600 * 59);
        assert!(refused.begins(end + QUIET), "the next outage");
        assert!(!refused.begins(start), "a clock that is read late");
    }
}
