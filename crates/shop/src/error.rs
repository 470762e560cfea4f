//! What the errors of all use cases share. Each use case defines its own error enum, with a variant
//! for everything that its caller can act on.

use crate::rules::UnusableTables;
use domain::{Currency, checkout::FieldError, pricing::AmountTooLarge};

/// An error that no caller can act on: the database, the system, or unreadable stored data.
#[derive(Debug, thiserror::Error)]
pub enum InternalError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] store::Error),
    /// The requests before this one get no answer from the database, or get them too slowly.
    #[error("the database does not answer")]
    Unavailable,
    /// The system provides no random numbers.
    #[error("no random numbers")]
    NoRandomNumbers,
    /// A value cannot be written as JSON.
    #[error("a value cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A background task panicked or was cancelled.
    #[error(transparent)]
    Task(#[from] tokio::task::JoinError),
    /// An event cannot be written into the outbox.
    #[error(transparent)]
    Event(#[from] jobs::PushError),
    /// The stored zones, tariffs and tax rates cannot be used.
    #[error(transparent)]
    Tables(#[from] UnusableTables),
    /// A stored value cannot be read.
    #[error("{what} {id} cannot be read")]
    Stored {
        /// Kind of value.
        what: &'static str,
        /// Identifier of the value.
        id: String,
    },
    /// A catalogue table cannot be read.
    #[error("{table}: {cause}")]
    Table {
        /// Name of its file.
        table: String,
        /// Line and reason.
        cause: csv::Error,
    },
    /// A row of a catalogue table is wrong.
    #[error("{table}, {row}: {error}")]
    Row {
        /// Name of its file.
        table: &'static str,
        /// Identifier of the row.
        row: String,
        /// What is wrong with it, in words for the merchant.
        error: String,
    },
    /// A price is in a currency without an exchange rate.
    #[error("no exchange rate for {0}")]
    NoRate(Currency),
    /// An amount exceeds the supported range.
    #[error("the amount is too large")]
    AmountTooLarge,
    /// No tariff covers this delivery.
    #[error("no tariff for this delivery")]
    NoTariff,
    /// Nobody is named as the seller, and receipts must name one.
    #[error(
        "the shop has no seller: start it with PERIGEE_SELLER, PERIGEE_SELLER_ADDRESS and \
         PERIGEE_SELLER_EMAIL"
    )]
    NoSeller,
    /// All order numbers drawn are taken.
    #[error("no free order number")]
    NoOrderNumber,
    /// The passwords before this one take too long to hash.
    #[error("too many passwords at once")]
    Busy,
    /// A password cannot be hashed, or a stored hash cannot be read.
    #[error("a password cannot be hashed: {0}")]
    Hashing(String),
    /// A picture cannot be drawn.
    #[error("a picture cannot be drawn: {0}")]
    Drawing(String),
}

impl From<AmountTooLarge> for InternalError {
    fn from(AmountTooLarge: AmountTooLarge) -> Self {
        Self::AmountTooLarge
    }
}

impl InternalError {
    /// Whether a retry may succeed.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Unavailable => true,
            Self::Database(error) | Self::Event(jobs::PushError::Database(error)) => {
                error.is_unavailable()
            }
            _ => false,
        }
    }

    pub(crate) fn stored(what: &'static str, id: impl ToString) -> Self {
        Self::Stored { what, id: id.to_string() }
    }
}

impl From<InternalError> for jobs::JobError {
    fn from(error: InternalError) -> Self {
        Self::failed(error)
    }
}

/// Form fields that are missing or wrong.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("fields are missing or wrong")]
pub struct InvalidFields(pub Vec<FieldError>);

impl InvalidFields {
    /// An error for one field.
    #[must_use]
    pub fn one(field: &str, problem: domain::checkout::FieldErrorKind) -> Self {
        Self(vec![FieldError { field: field.to_owned(), problem }])
    }

    /// An error for these fields, or `Ok` if there are none.
    pub(crate) fn unless_empty(fields: Vec<FieldError>) -> Result<(), Self> {
        if fields.is_empty() { Ok(()) } else { Err(Self(fields)) }
    }
}

/// Lets `?` turn an [`InternalError`], and everything that converts into one, into the variant
/// `Internal` of a use case's error.
macro_rules! internal {
    ($error:ty) => {
        impl<E> From<E> for $error
        where
            $crate::InternalError: From<E>,
        {
            fn from(error: E) -> Self {
                Self::Internal(error.into())
            }
        }
    };
}
pub(crate) use internal;
