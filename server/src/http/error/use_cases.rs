//! The response for each use case's error. Every variant of every error is listed, so that a new
//! one does not compile without a response. Those of people of the desk are in `staff.rs`.

use super::{FieldProblem, HttpError, outage};
use app::{checkout_notice, t};
use axum::http::StatusCode;
use domain::{cart::QuantityError, checkout::FieldError};
use shop::{
    InternalError, InvalidFields, cart, catalogue, checkout, content,
    customers::preferences,
    media,
    notifications::back_in_stock,
    orders::{self, withdrawals},
    payments::{self, PaymentError},
    staff::Forbidden,
};
use views::checkout::CheckoutNotice;

/// The message for an invalid quantity.
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

/// The notice for a refused payment.
#[must_use]
pub fn refusal_notice(refusal: PaymentError) -> CheckoutNotice {
    match refusal {
        PaymentError::Declined => CheckoutNotice::Declined,
        PaymentError::Expired => CheckoutNotice::Expired,
        PaymentError::Unconfirmed => CheckoutNotice::Unconfirmed,
        PaymentError::Unavailable => CheckoutNotice::Unavailable,
    }
}

fn quantity(error: QuantityError) -> HttpError {
    let message = quantity_message(error);
    let errors = vec![FieldProblem { field: "quantity".to_owned(), message: message.clone() }];
    HttpError { errors, ..HttpError::unprocessable(message) }
}

/// 404 with a message by its key.
fn missing(key: &str) -> HttpError {
    HttpError::not_found().because(app::word(key))
}

fn sold_out(name: &str) -> HttpError {
    HttpError::conflict(t!("refused-sold-out", name = name))
}

fn empty_cart() -> HttpError {
    HttpError::unprocessable(t!("refused-empty-cart"))
}

fn not_ready() -> HttpError {
    HttpError::conflict(t!("refused-not-ready"))
}

fn cart_full() -> HttpError {
    HttpError::unprocessable(t!("refused-cart-full", lines = domain::cart::MAX_LINES))
}

impl From<InternalError> for HttpError {
    fn from(error: InternalError) -> Self {
        if matches!(error, InternalError::Busy) {
            tracing::warn!(%error, "request refused");
            return Self::of(StatusCode::SERVICE_UNAVAILABLE).retry_after(5);
        }
        if error.is_unavailable() {
            outage::unavailable(&error);
            return Self::of(StatusCode::SERVICE_UNAVAILABLE).retry_after(5);
        }
        tracing::error!(%error, "request failed");
        Self::of(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<Forbidden> for HttpError {
    fn from(Forbidden(permission): Forbidden) -> Self {
        Self::lacking(permission)
    }
}

impl From<store::Error> for HttpError {
    fn from(error: store::Error) -> Self {
        InternalError::from(error).into()
    }
}

impl From<InvalidFields> for HttpError {
    fn from(InvalidFields(fields): InvalidFields) -> Self {
        let problem = |error: FieldError| FieldProblem {
            message: app::i18n::field_error(&error.field, error.problem.key()).to_owned(),
            field: error.field,
        };
        let errors = fields.into_iter().map(problem).collect();
        Self { errors, ..Self::unprocessable(t!("refused-fields")) }
    }
}

impl From<PaymentError> for HttpError {
    fn from(refusal: PaymentError) -> Self {
        let because = checkout_notice(refusal_notice(refusal));
        match refusal {
            PaymentError::Unavailable => {
                Self::of(StatusCode::SERVICE_UNAVAILABLE).because(because).retry_after(60)
            }
            PaymentError::Declined | PaymentError::Expired | PaymentError::Unconfirmed => {
                Self::of(StatusCode::PAYMENT_REQUIRED).because(because)
            }
        }
    }
}

impl From<cart::AddError> for HttpError {
    fn from(error: cart::AddError) -> Self {
        use cart::AddError;
        match error {
            AddError::Quantity(error) => quantity(error),
            AddError::NoSuchProduct => missing("no-such-product"),
            AddError::SoldOut(name) => sold_out(&name),
            AddError::OnlyLeft(left) => Self::conflict(t!("refused-only-left", count = left)),
            AddError::TooManyCarts { seconds } => Self::of(StatusCode::TOO_MANY_REQUESTS)
                .because(t!("too-many-carts", minutes = seconds.div_ceil(60)))
                .retry_after(seconds),
            AddError::CartFull => cart_full(),
            AddError::Internal(error) => error.into(),
        }
    }
}

impl From<cart::ChangeError> for HttpError {
    fn from(error: cart::ChangeError) -> Self {
        use cart::ChangeError;
        match error {
            ChangeError::Quantity(error) => quantity(error),
            ChangeError::NoSuchCart => missing("no-such-cart"),
            ChangeError::NoSuchLine => missing("no-such-line"),
            ChangeError::Internal(error) => error.into(),
        }
    }
}

impl From<cart::UndoError> for HttpError {
    fn from(error: cart::UndoError) -> Self {
        use cart::UndoError;
        match error {
            UndoError::NoSuchCart => missing("no-such-cart"),
            UndoError::NothingToUndo => missing("no-such-line"),
            UndoError::SoldOut(name) => sold_out(&name),
            UndoError::CartFull => cart_full(),
            UndoError::Internal(error) => error.into(),
        }
    }
}

impl From<checkout::ShowError> for HttpError {
    fn from(error: checkout::ShowError) -> Self {
        match error {
            checkout::ShowError::EmptyCart => empty_cart(),
            checkout::ShowError::Internal(error) => error.into(),
        }
    }
}

impl From<checkout::ContactError> for HttpError {
    fn from(error: checkout::ContactError) -> Self {
        use checkout::ContactError;
        match error {
            ContactError::Fields(fields) => fields.into(),
            ContactError::EmptyCart => empty_cart(),
            ContactError::Internal(error) => error.into(),
        }
    }
}

impl From<checkout::DeliveryError> for HttpError {
    fn from(error: checkout::DeliveryError) -> Self {
        use checkout::DeliveryError;
        match error {
            DeliveryError::Fields(fields) => fields.into(),
            DeliveryError::NotReady => not_ready(),
            DeliveryError::EmptyCart => empty_cart(),
            DeliveryError::Internal(error) => error.into(),
        }
    }
}

impl From<checkout::SavePaymentError> for HttpError {
    fn from(error: checkout::SavePaymentError) -> Self {
        use checkout::SavePaymentError;
        match error {
            SavePaymentError::Fields(fields) => fields.into(),
            SavePaymentError::Payment(refusal) => refusal.into(),
            SavePaymentError::NotReady => not_ready(),
            SavePaymentError::EmptyCart => empty_cart(),
            SavePaymentError::Internal(error) => error.into(),
        }
    }
}

impl From<orders::PlaceError> for HttpError {
    fn from(error: orders::PlaceError) -> Self {
        use orders::PlaceError;
        match error {
            PlaceError::NotReady => not_ready(),
            PlaceError::EmptyCart => empty_cart(),
            PlaceError::NotOrderable => Self::conflict(t!("refused-not-orderable")),
            PlaceError::SoldOut(name) => sold_out(&name),
            PlaceError::Changed => Self::conflict(checkout_notice(CheckoutNotice::Changed)),
            PlaceError::Payment(refusal) => refusal.into(),
            PlaceError::Challenge { .. } => {
                Self::of(StatusCode::PAYMENT_REQUIRED).because(t!("refused-challenge"))
            }
            PlaceError::TooManyCards { seconds } => Self::of(StatusCode::TOO_MANY_REQUESTS)
                .because(checkout_notice(CheckoutNotice::TooManyCards { seconds }))
                .retry_after(seconds),
            PlaceError::Internal(error) => error.into(),
        }
    }
}

impl From<orders::ShowOrderError> for HttpError {
    fn from(error: orders::ShowOrderError) -> Self {
        match error {
            orders::ShowOrderError::NoSuchOrder => missing("no-such-order"),
            orders::ShowOrderError::LinkEnded => {
                Self::of(StatusCode::GONE).because(t!("refused-link-ended"))
            }
            orders::ShowOrderError::Internal(error) => error.into(),
        }
    }
}

impl From<orders::FindError> for HttpError {
    fn from(error: orders::FindError) -> Self {
        match error {
            orders::FindError::Fields(fields) => fields.into(),
            orders::FindError::NoSuchOrder => missing("no-such-order"),
            orders::FindError::Internal(error) => error.into(),
        }
    }
}

impl From<withdrawals::SubmitError> for HttpError {
    fn from(error: withdrawals::SubmitError) -> Self {
        match error {
            withdrawals::SubmitError::Fields(fields) => fields.into(),
            withdrawals::SubmitError::TooMany { seconds } => {
                Self::of(StatusCode::TOO_MANY_REQUESTS)
                    .because(t!("withdraw-limited", minutes = seconds.div_ceil(60)))
                    .retry_after(seconds)
            }
            withdrawals::SubmitError::Internal(error) => error.into(),
        }
    }
}

impl From<payments::test::AnswerError> for HttpError {
    fn from(error: payments::test::AnswerError) -> Self {
        match error {
            payments::test::AnswerError::NoSuchPage => missing("no-such-page"),
            payments::test::AnswerError::Internal(error) => error.into(),
        }
    }
}

impl From<back_in_stock::SubscribeError> for HttpError {
    fn from(error: back_in_stock::SubscribeError) -> Self {
        use back_in_stock::SubscribeError;
        match error {
            SubscribeError::Fields(fields) => fields.into(),
            SubscribeError::NoSuchVariant => missing("no-such-variant"),
            SubscribeError::TooMany { seconds } => Self::of(StatusCode::TOO_MANY_REQUESTS)
                .because(t!("subscription-limited", minutes = seconds.div_ceil(60)))
                .retry_after(seconds),
            SubscribeError::Internal(error) => error.into(),
        }
    }
}

impl From<back_in_stock::SubscriptionError> for HttpError {
    fn from(error: back_in_stock::SubscriptionError) -> Self {
        use back_in_stock::SubscriptionError;
        match error {
            SubscriptionError::NoSuchSubscription => missing("no-such-subscription"),
            SubscriptionError::Internal(error) => error.into(),
        }
    }
}

impl From<preferences::ChooseError> for HttpError {
    fn from(error: preferences::ChooseError) -> Self {
        use preferences::ChooseError;
        Self::unprocessable(match error {
            ChooseError::NoSuchCurrency => app::word("no-such-currency"),
            ChooseError::NoSuchCountry => app::word("no-such-country"),
        })
    }
}

impl From<catalogue::NoSuchPage> for HttpError {
    fn from(_: catalogue::NoSuchPage) -> Self {
        missing("no-such-page")
    }
}

impl From<catalogue::PastEnd> for HttpError {
    fn from(catalogue::PastEnd(last): catalogue::PastEnd) -> Self {
        Self { instead: Some(last), ..missing("no-such-page") }
    }
}

impl From<catalogue::CategoryError> for HttpError {
    fn from(error: catalogue::CategoryError) -> Self {
        use catalogue::CategoryError;
        match error {
            CategoryError::NoSuchCategory => missing("no-such-category"),
            CategoryError::Moved(slug) => Self::moved(slug),
            CategoryError::PastEnd(last) => last.into(),
            CategoryError::Internal(error) => error.into(),
        }
    }
}

impl From<content::PageError> for HttpError {
    fn from(error: content::PageError) -> Self {
        use content::PageError;
        match error {
            PageError::NoSuchPage => Self::not_found(),
            PageError::Moved(slug) => Self::moved(slug),
            PageError::Internal(error) => error.into(),
        }
    }
}

impl From<catalogue::GuideError> for HttpError {
    fn from(error: catalogue::GuideError) -> Self {
        match error {
            catalogue::GuideError::NoSuchGuide => missing("no-such-guide"),
            catalogue::GuideError::PastEnd(last) => last.into(),
        }
    }
}

impl From<catalogue::ProductError> for HttpError {
    fn from(error: catalogue::ProductError) -> Self {
        use catalogue::ProductError;
        match error {
            ProductError::NoSuchProduct => missing("no-such-product"),
            ProductError::NoSuchVariant => missing("no-such-variant"),
            ProductError::Gone => Self::of(StatusCode::GONE).because(t!("refused-gone")),
            ProductError::Moved(slug) => Self::moved(slug),
            ProductError::Internal(error) => error.into(),
        }
    }
}

impl From<catalogue::desk::DeskError> for HttpError {
    fn from(error: catalogue::desk::DeskError) -> Self {
        use catalogue::desk::DeskError;
        match error {
            DeskError::Forbidden(error) => error.into(),
            DeskError::NotFound | DeskError::NoSuchPage => Self::not_found(),
            DeskError::Internal(error) => error.into(),
        }
    }
}

impl From<catalogue::edit::EditError> for HttpError {
    fn from(error: catalogue::edit::EditError) -> Self {
        use catalogue::edit::EditError;
        match error {
            EditError::Forbidden(error) => error.into(),
            EditError::NotFound => Self::not_found(),
            EditError::Invalid(errors) => {
                let problem = |error: catalogue::edit::FieldError| FieldProblem {
                    message: error.problem.to_string(),
                    field: error.field,
                };
                let first = errors.first().map(|error| error.problem.to_string());
                let errors = errors.into_iter().map(problem).collect();
                Self { errors, ..Self::unprocessable(first.unwrap_or_default()) }
            }
            EditError::Conflict(_) => Self::conflict(t!("refused-changed-meanwhile")),
            EditError::Internal(error) => error.into(),
        }
    }
}

impl From<media::RenditionError> for HttpError {
    fn from(error: media::RenditionError) -> Self {
        match error {
            media::RenditionError::NoSuchPicture => missing("no-such-picture"),
            media::RenditionError::Internal(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_server_asks_to_try_again() {
        let error = HttpError::from(InternalError::Busy);
        assert_eq!(error.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}
