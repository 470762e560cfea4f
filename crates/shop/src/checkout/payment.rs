//! The payment step.

use super::session::{SaveError, load, save};
use crate::{
    Context, InternalError,
    error::{InvalidFields, internal},
    payments::PaymentError,
};
use domain::{
    checkout::{FieldError, FieldErrorKind},
    payments::card::{self, Card, CardError, parse_expiry},
};
use serde::Deserialize;
use views::checkout::Step;

/// Card fields as typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct CardForm {
    /// The number, with or without spaces.
    pub card_number: String,
    /// "MM/YY"
    pub expiry: String,
    /// Security code.
    pub code: String,
}

/// Why the card was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SavePaymentError {
    /// A field of the card is missing or wrong.
    #[error(transparent)]
    Fields(#[from] InvalidFields),
    /// The provider rejects the card.
    #[error("payment: {0}")]
    Payment(#[from] PaymentError),
    /// The address or delivery step is not complete.
    #[error("an earlier step of checkout is not complete")]
    NotReady,
    /// There is no cart, or it is empty.
    #[error("the cart is empty")]
    EmptyCart,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(SavePaymentError);

impl From<SaveError> for SavePaymentError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::NoSuchCart => Self::EmptyCart,
            SaveError::NotReady => Self::NotReady,
            SaveError::Internal(error) => Self::Internal(error),
        }
    }
}

/// Validates the card and stores the provider's token for it.
///
/// # Errors
/// See [`SavePaymentError`].
#[tracing::instrument(name = "checkout_payment", skip_all)]
pub async fn save_payment(
    ctx: &Context,
    token: &str,
    form: &CardForm,
) -> Result<(), SavePaymentError> {
    load(ctx, token)
        .await?
        .filter(|(_, session)| session.reached >= Step::Payment)
        .ok_or(SavePaymentError::NotReady)?;
    let card = read_card(ctx, form)?;
    let slips = [
        ("expiry", card::is_current((card.month, card.year), this_month(ctx))),
        ("code", card::is_code(card.code(), card.number())),
    ];
    let problem = |(field, _): (&str, bool)| FieldError {
        field: field.to_owned(),
        problem: FieldErrorKind::Invalid,
    };
    let slips: Vec<FieldError> =
        slips.into_iter().filter(|(_, right)| !right).map(problem).collect();
    InvalidFields::unless_empty(slips)?;
    let method = crate::payments::tokenise(ctx, &card).await?;
    let saved = save(ctx, token, Step::Payment, |session| {
        session.method = Some(method);
        session.refused = false;
        session.reached = Step::Review;
    });
    Ok(saved.await?)
}

/// The current year and month, to compare with a card's expiry.
fn this_month(ctx: &Context) -> (u16, u8) {
    let (date, _) = ctx.local();
    // No card is valid in a year that does not fit.
    (u16::try_from(date.year()).unwrap_or(u16::MAX), u8::from(date.month()))
}

/// Parses card fields. Checks only what holds for every card; the provider judges the rest.
///
/// # Errors
/// [`InvalidFields`] naming each field that is missing or wrong.
pub(crate) fn read_card(ctx: &Context, form: &CardForm) -> Result<Card, InvalidFields> {
    let mut problems = Vec::new();
    let mut check = |field: &str, value: &str, valid: bool| {
        let problem = if value.trim().is_empty() {
            Some(FieldErrorKind::Missing)
        } else {
            (!valid).then_some(FieldErrorKind::Invalid)
        };
        problems.extend(problem.map(|problem| FieldError { field: field.to_owned(), problem }));
    };
    let now = this_month(ctx);
    let expiry = parse_expiry(&form.expiry);
    let digits = card::digits(&form.card_number).filter(|d| card::luhn(d));
    let code = &*domain::text::plain(&form.code);
    check("card-number", &form.card_number, digits.is_some());
    check("expiry", &form.expiry, expiry.is_some_and(|(month, year)| (year, month) >= now));
    check("code", code, matches!(code.len(), 3 | 4) && code.bytes().all(|b| b.is_ascii_digit()));
    InvalidFields::unless_empty(problems)?;
    // Without an expiry there was a problem above.
    let (month, year) = expiry.unwrap_or_default();
    Card::new(&form.card_number, month, year, code, now).map_err(|error| {
        let field = match error {
            CardError::Number => "card-number",
            CardError::Expiry | CardError::Expired => "expiry",
            CardError::SecurityCode => "code",
        };
        InvalidFields::one(field, FieldErrorKind::Invalid)
    })
}
