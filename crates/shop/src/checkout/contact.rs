//! The contact and address step.

use super::session::{SaveError, save};
use crate::{Context, InternalError, error::InvalidFields, error::internal};
use domain::{
    checkout::{ContactForm, FieldError},
    customers::{Address, email::tidy_email},
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
    InvalidFields::unless_empty(problems(&contact, billing.as_ref()))?;
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

fn problems(contact: &ContactForm, billing: Option<&Address>) -> Vec<FieldError> {
    let mut problems = contact.problems();
    if let Some(problem) = crate::customers::email::problem(&contact.email)
        && !problems.iter().any(|e| e.field == "email")
    {
        problems.insert(0, FieldError { field: "email".to_owned(), problem });
    }
    if let Some(billing) = billing {
        problems.extend(
            billing
                .problems()
                .into_iter()
                .map(|e| FieldError { field: format!("billing-{}", e.field), problem: e.problem }),
        );
    }
    problems
}
