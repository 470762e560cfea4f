//! The checkout page.

use crate::cart::CartView;
use domain::{
    checkout::{ContactForm, FieldError},
    shipping::{Offer, Speed},
};
use serde::{Deserialize, Serialize};

/// The steps of checkout in their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// E-mail and address.
    #[default]
    Contact,
    /// Way of delivery.
    Delivery,
    /// Card.
    Payment,
    /// Everything once more, and the button.
    Review,
}

impl Step {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Contact, Self::Delivery, Self::Payment, Self::Review];

    /// As it stands in URLs.
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

    /// The step that follows this one when `reached` is the furthest: the next, or the review once
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

/// A payment method that is ready to be charged; never a card number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PaymentSummary {
    /// "Visa"
    pub brand: String,
    /// "0454"
    pub last_four: String,
}

/// The checkout page, one step open.
#[derive(Clone, PartialEq, Debug)]
pub struct CheckoutView {
    /// The open step. Those before it are finished and shown as summaries with a link to change
    /// them; those after it are closed.
    pub step: Step,
    /// How far the shopper has come: steps before this one are finished.
    pub reached: Step,
    /// As typed, right or wrong.
    pub contact: ContactForm,
    /// As typed, where it differs from the delivery address.
    pub billing: Option<domain::customers::Address>,
    /// What is wrong in the open step; field names as in the form (`billing-…` for the second
    /// address).
    pub errors: Vec<FieldError>,
    /// Ways of delivery to the address.
    pub offers: Vec<Offer>,
    /// The chosen one.
    pub speed: Speed,
    /// The number that the haulier telephones, as typed.
    pub phone: String,
    /// The payment method, once given.
    pub payment: Option<PaymentSummary>,
    /// Lines and totals with the chosen delivery.
    pub cart: CartView,
    /// Message key of what went wrong on the way (`checkout-changed`, `payment-declined` …), shown
    /// on top.
    pub notice: Option<String>,
    /// Makes placing the order happen once.
    pub key: String,
    /// Digest of lines and totals that this review shows, to find out whether they changed.
    pub seen: String,
    /// Whether the built-in test provider takes the cards, so that its numbers can be shown.
    pub test_cards: bool,
}
