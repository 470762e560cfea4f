//! The command, the plan and the results of placing an order.

use crate::{
    Context, InternalError, cart::Priced, checkout::CheckoutSession, error::internal,
    payments::PaymentError,
};
use domain::{Currency, Money, orders::OrderNumber};
use store::{Uuid, orders::OrderRow};
use time::Date;

/// Places the order of a cart.
#[derive(Clone, Debug)]
pub struct PlaceOrder {
    /// The cart's token.
    pub cart: String,
    /// The checkout's key, or one chosen by a program. The same key yields the same order.
    pub key: String,
    /// The currency of payment.
    pub currency: Currency,
    /// The client, as rate limits identify it.
    pub client: Option<String>,
    /// Contact, delivery and payment.
    pub terms: OrderTerms,
}

/// The source of contact, delivery and payment method.
#[derive(Clone, Debug)]
pub enum OrderTerms {
    /// The cart's checkout session, if the order still equals the review with this hash.
    Reviewed(String),
    /// An API call, without a review.
    Given(Box<CheckoutSession>),
}

/// An order that is placed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// Primary key.
    pub id: Uuid,
    /// Public number.
    pub number: OrderNumber,
    /// Signed path of its page.
    pub link: String,
    /// Whether an earlier call with the same key placed it.
    pub again: bool,
    /// Digest of the API call that placed it.
    pub request: Option<String>,
}

impl Placed {
    /// An order placed by this call.
    pub(super) fn new(ctx: &Context, order: OrderRow) -> Self {
        Self {
            id: order.id,
            link: super::link(ctx, &order.number),
            number: order.number,
            again: false,
            request: order.details.request,
        }
    }
}

/// Why no order was placed. Nothing was charged, and any authorisation is voided.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// A step of checkout is not complete.
    #[error("a step of checkout is not complete")]
    NotReady,
    /// The cart holds nothing.
    #[error("the cart is empty")]
    EmptyCart,
    /// A line cannot be ordered as it stands.
    #[error("the cart cannot be ordered as it stands")]
    NotOrderable,
    /// Sold out, or too few units left; contains the product's name.
    #[error("sold out: {0}")]
    SoldOut(String),
    /// Lines, prices, totals, delivery dates or the payment method differ from what the shopper
    /// saw.
    #[error("the order changed since it was shown")]
    Changed,
    /// The payment failed.
    #[error("payment: {0}")]
    Payment(#[from] PaymentError),
    /// The issuer requires a challenge.
    #[error("payment needs a challenge")]
    Challenge {
        /// The provider's reference of the challenge.
        reference: String,
        /// The amount to confirm.
        amount: Money,
    },
    /// Too many cards were refused; payments are blocked for a while.
    #[error("too many cards were refused; {seconds} seconds to wait")]
    TooManyCards {
        /// Seconds until the block ends.
        seconds: u32,
    },
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(PlaceError);

impl PlaceError {
    /// The label for [`crate::measure::CHECKOUT_FAILURES`]; none for a challenge, which is not a
    /// failure.
    pub(super) fn reason(&self) -> Option<&'static str> {
        Some(match self {
            Self::Challenge { .. } => return None,
            Self::Payment(_) | Self::TooManyCards { .. } => "payment",
            Self::SoldOut(_) => "sold-out",
            Self::NotOrderable => "not-orderable",
            Self::Changed => "changed",
            Self::NotReady => "not-ready",
            Self::EmptyCart => "empty-cart",
            Self::Internal(error) if error.is_unavailable() => "unavailable",
            Self::Internal(_) => "other",
        })
    }
}

/// Everything decided before the transaction.
pub(super) struct Plan<'a> {
    pub command: &'a PlaceOrder,
    /// The stored key, which includes the cart.
    pub key: &'a str,
    pub session: &'a CheckoutSession,
    /// The time of the order in Unix milliseconds: the clock is read once.
    pub now: i64,
    /// The earliest and latest day of delivery.
    pub window: (Date, Date),
    pub priced: Priced,
    pub generation: i64,
}

/// A client's key combined with its cart, so that nobody can find another client's order by
/// guessing its key.
/// Injective: no two pairs produce the same text.
pub(super) fn scoped(token: &str, key: &str) -> String {
    crate::sign::digest(format!("{} {token} {key}", token.len()).as_bytes())
}
