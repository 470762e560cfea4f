//! The contact and address step.

use super::session::{SaveError, save};
use crate::{Context, InternalError, error::InvalidFields, error::internal};
use domain::{
    checkout::{ContactForm, FieldError},
    customers::{Address, email::tidy_email},
};
use views::checkout::Step;

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

/// Saves contact and address and returns the next step.
///
/// # Errors
/// See [`ContactError`].
#[tracing::instrument(name = "checkout_contact", skip_all)]
pub async fn save_contact(
    ctx: &Context,
    token: &str,
    contact: ContactForm,
    billing: Option<Address>,
) -> Result<Step, ContactError> {
    let contact =
        ContactForm { email: tidy_email(&contact.email), address: contact.address.tidied() };
    let billing = billing.map(|address| address.tidied());
    InvalidFields::unless_empty(problems(&contact, billing.as_ref()))?;
    let saved = save(ctx, token, Step::default(), |session| {
        session.contact = contact;
        session.billing = billing;
        session.reached = session.reached.max(Step::Delivery);
        Step::Contact.next(session.reached)
    });
    saved.await.map_err(|error| match error {
        // No step precedes this one.
        SaveError::NoSuchCart | SaveError::NotReady => ContactError::EmptyCart,
        SaveError::Internal(error) => ContactError::Internal(error),
    })
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
