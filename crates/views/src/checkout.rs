//! The checkout page.

use crate::cart::CartView;
use domain::{
    checkout::{ContactForm, FieldError},
    shipping::{DeliveryOption, ShippingMethod},
};
use serde::{Deserialize, Serialize};

/// The steps of checkout, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Email and address.
    #[default]
    Contact,
    /// Delivery option.
    Delivery,
    /// Card.
    Payment,
    /// Review and place the order.
    Review,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Self; 4] = [Self::Contact, Self::Delivery, Self::Payment, Self::Review];

    /// The value in URLs.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Delivery => "delivery",
            Self::Payment => "payment",
            Self::Review => "review",
        }
    }

    /// The step with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.key() == key)
    }

    /// The step after this one, given the furthest step `reached`: the next one, or the review once
    /// everything is known.
    #[must_use]
    pub fn next(self, reached: Self) -> Self {
        match (self, reached) {
            (_, Self::Review) | (Self::Payment | Self::Review, _) => Self::Review,
            (Self::Contact, _) => Self::Delivery,
            (Self::Delivery, _) => Self::Payment,
        }
    }
}

/// A payment method that can be charged; never contains a card number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PaymentSummary {
    /// "Visa"
    pub brand: String,
    /// "0454"
    pub last_four: String,
}

/// Why an order was not placed or a card not accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CheckoutNotice {
    /// Lines or totals have changed since the review was shown.
    Changed,
    /// A line has sold out, or exceeds what is left.
    SoldOut,
    /// The issuer declined the card.
    Declined,
    /// The card has expired.
    Expired,
    /// The payment was not confirmed with the bank.
    Unconfirmed,
    /// The payment provider does not respond.
    Unavailable,
    /// Too many cards were declined.
    TooManyCards {
        /// After how many seconds another one may be tried.
        seconds: u32,
    },
}

/// The checkout page with one step open.
#[derive(Clone, PartialEq, Debug)]
pub struct CheckoutView {
    /// The open step. Completed steps are shown as summaries with a link to change them; later
    /// steps are closed.
    pub step: Step,
    /// The furthest step reached: all steps before it are completed.
    pub reached: Step,
    /// As typed, valid or not.
    pub contact: ContactForm,
    /// As typed, if it differs from the delivery address.
    pub billing: Option<domain::customers::Address>,
    /// Errors of the open step; field names as in the form (`billing-…` for the billing address).
    pub errors: Vec<FieldError>,
    /// Delivery options for the address.
    pub offers: Vec<DeliveryOption>,
    /// The chosen option.
    pub shipping_method: ShippingMethod,
    /// Phone number for the haulier, as typed.
    pub phone: String,
    /// The payment method, once entered.
    pub payment: Option<PaymentSummary>,
    /// Lines and totals with the chosen delivery option.
    pub cart: CartView,
    /// The notice at the top, if the last step was not completed.
    pub notice: Option<CheckoutNotice>,
    /// Idempotency key of the order.
    pub key: String,
    /// Hash of the review shown, to detect changes when the order is placed.
    pub review_hash: String,
    /// Whether the test provider is used, so that the page lists its test cards.
    pub test_cards: bool,
}
