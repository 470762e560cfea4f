//! What can go wrong, in the shop's words. The server maps each to a status and a page, in one
//! place.

use domain::{cart::QuantityError, checkout::FieldError};

/// A use case that did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing of that name.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// The list has fewer pages: the address of its last.
    #[error("the last page is {0}")]
    PastEnd(String),
    /// It was there once and will not come back.
    #[error("{0} is gone")]
    Gone(&'static str),
    /// It lives at another address: the new slug.
    #[error("moved to {0}")]
    Moved(String),
    /// A quantity that cannot be taken.
    #[error("quantity: {0:?}")]
    Quantity(QuantityError),
    /// Nothing is left of what was asked for.
    #[error("sold out: {0}")]
    SoldOut(String),
    /// Fewer are left than asked for, and the caller wants all or none: how many.
    #[error("only {0} left")]
    OnlyLeft(u32),
    /// Fields are missing or wrong.
    #[error("fields are missing or wrong")]
    Fields(Vec<FieldError>),
    /// The cart holds nothing, or nothing that can be ordered.
    #[error("the cart is empty")]
    EmptyCart,
    /// Something in the cart cannot be ordered as it stands.
    #[error("the cart cannot be ordered as it stands")]
    CartNotOrderable,
    /// Prices or totals are not those that the shopper saw.
    #[error("the order changed since it was shown")]
    Changed,
    /// The payment provider said no, and why.
    #[error("payment: {0}")]
    Payment(#[from] crate::payments::Refusal),
    /// The issuer wants to ask the shopper first.
    #[error("payment needs a challenge")]
    Challenge {
        /// The provider's reference of the challenge.
        reference: String,
    },
    /// The client has begun many carts lately and may not begin another one yet.
    #[error("too many new carts")]
    TooManyCarts,
    /// Too many cards were refused: no more are tried for a while.
    #[error("too many cards were refused; {seconds} seconds to wait")]
    TooManyCards {
        /// How long the wait lasts.
        seconds: u32,
    },
    /// A link to an order that was good once.
    #[error("the link has ended")]
    LinkEnded,
    /// A step of checkout before this one is not finished.
    #[error("checkout is not that far")]
    NotReady,
    /// The cart is full.
    #[error("the cart takes no more lines")]
    CartFull,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The database did not answer somebody else's same question.
    #[error("the database does not answer")]
    Unavailable,
    /// A letter that its recipient's mail server will never take.
    #[error("{0}")]
    Undeliverable(String),
    /// Something that should not happen.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// Whether trying again later can help.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Unavailable => true,
            Self::Store(error) => error.is_unavailable(),
            _ => false,
        }
    }
}
