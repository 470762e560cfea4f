//! The contact and address step.

use super::session::{SaveError, save};
use crate::{Context, InternalError, error::InvalidFields, error::internal};
use domain::{
    checkout::{ContactForm, FieldError, FieldErrorKind, check_field},
    customers::{Address, email::tidy_email},
    shipping::Zones,
    text::tidy,
};
use views::checkout::Step;

/// Contact and address that are saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContactSaved {
    /// The next step.
    pub next: Step,
    /// Code of the delivery country, preselected at the next visit.
    pub country: String,
}

/// Why contact and address were not saved.
#[derive(Debug, thiserror::Error)]
pub enum ContactError {
    /// A field is missing or wrong. The caller keeps what was typed.
    #[error(transparent)]
    Fields(#[from] InvalidFields),
    /// There is no cart, or it is empty.
    #[error("the cart is empty")]
    EmptyCart,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ContactError);

/// Saves contact and address.
///
/// # Errors
/// See [`ContactError`].
#[tracing::instrument(name = "checkout_contact", skip_all)]
pub async fn save_contact(
    ctx: &Context,
    token: &str,
    contact: ContactForm,
    billing: Option<Address>,
) -> Result<ContactSaved, ContactError> {
    let contact =
        ContactForm { email: tidy_email(&contact.email), address: contact.address.tidied() };
    let billing = billing.map(|address| address.tidied());
    let settings = ctx.settings();
    InvalidFields::unless_empty(problems(&settings.rules.zones, &contact, billing.as_ref()))?;
    let country = contact.address.country.clone();
    let saved = save(ctx, token, Step::default(), |session| {
        session.contact = contact;
        session.billing = billing;
        session.reached = session.reached.max(Step::Delivery);
        Step::Contact.next(session.reached)
    });
    match saved.await {
        Ok(next) => Ok(ContactSaved { next, country }),
        // No step precedes this one.
        Err(SaveError::NoSuchCart | SaveError::NotReady) => Err(ContactError::EmptyCart),
        Err(SaveError::Internal(error)) => Err(ContactError::Internal(error)),
    }
}

/// What is wrong with the country of an address, if anything.
pub(super) fn invalid_country(zones: &Zones, code: &str) -> Option<FieldErrorKind> {
    check_field("country", code, code).or_else(|| {
        // It exists, but the shop does not deliver to it.
        zones.country(&tidy(code)).is_none().then_some(FieldErrorKind::Invalid)
    })
}

/// Adds the error of a country without delivery to those of a form.
fn with_country(zones: &Zones, country: &str, mut problems: Vec<FieldError>) -> Vec<FieldError> {
    if let Some(problem) = invalid_country(zones, country)
        && !problems.iter().any(|error| error.field == "country")
    {
        // Only the email address precedes it in the form.
        let at = problems.iter().take_while(|error| error.field == "email").count();
        problems.insert(at, FieldError { field: "country".to_owned(), problem });
    }
    problems
}

fn problems(zones: &Zones, contact: &ContactForm, billing: Option<&Address>) -> Vec<FieldError> {
    let mut problems = with_country(zones, &contact.address.country, contact.problems());
    if let Some(problem) = crate::customers::email::problem(&contact.email)
        && !problems.iter().any(|e| e.field == "email")
    {
        problems.insert(0, FieldError { field: "email".to_owned(), problem });
    }
    if let Some(billing) = billing {
        problems.extend(
            with_country(zones, &billing.country, billing.problems())
                .into_iter()
                .map(|e| FieldError { field: format!("billing-{}", e.field), problem: e.problem }),
        );
    }
    problems
}
