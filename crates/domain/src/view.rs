//! What whole pages show: the views that use cases hand to the pages.

use crate::{
    Money,
    cart::CartView,
    catalogue::{CategoryCard, Link, Listing, ProductCard},
    checkout::{ContactForm, FieldError},
    delivery::{Offer, Speed},
};
use serde::{Deserialize, Serialize};

/// The Moon and the month, for the home page.
#[derive(Clone, PartialEq, Debug)]
pub struct SkyView {
    /// 1–12.
    pub month: u8,
    /// "November"
    pub month_name: String,
    /// Lit share of the Moon's disc tonight, 0 to 1.
    pub illumination: f64,
    /// Whether it grows.
    pub waxing: bool,
    /// The next four phases: key (`new`, `first-quarter`, `full`, `last-quarter`) and day ("24
    /// November").
    pub phases: Vec<(&'static str, String)>,
    /// The next meteor shower: its key, and the day or days of its maximum ("13 and 14 December").
    pub shower: (&'static str, String),
}

/// The home page.
#[derive(Clone, PartialEq, Debug)]
pub struct HomeView {
    /// The product on the large plate.
    pub hero: Option<ProductCard>,
    /// Root categories.
    pub categories: Vec<CategoryCard>,
    /// Featured products.
    pub featured: Vec<ProductCard>,
    /// Latest published.
    pub newest: Vec<ProductCard>,
    /// For a first look at the sky: cheap and simple.
    pub first: Vec<ProductCard>,
    /// What to see this month.
    pub sky: SkyView,
}

/// The page of a wish.
#[derive(Clone, PartialEq, Debug)]
pub struct WishView {
    /// Its page is `/wishes/{slug}`; see [`crate::guide`].
    pub slug: &'static str,
    /// Chosen for it, by price; those that are gone or sold out are not among them.
    pub chosen: Vec<ProductCard>,
    /// What each of them costs at most, where the guide names a sum.
    pub most: Option<Money>,
    /// All that fits.
    pub list: Listing,
}

/// When a product would come, for the place beside the buy button.
#[derive(Clone, PartialEq, Debug)]
pub struct DeliveryNote {
    /// English name of the country.
    pub country: String,
    /// "Tuesday, 24 November"
    pub by: String,
    /// Price of standard delivery for one piece; zero is free.
    pub price: Money,
    /// By what one piece comes.
    pub carriage: crate::delivery::Carriage,
    /// Whether the price shown holds the tax.
    pub tax_included: bool,
    /// Whether no tax is charged there at all, so that the receiver pays at the border.
    pub export: bool,
}

/// The form of who waits for a variant that is sold out.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct WaitView {
    /// As typed.
    pub email: String,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// A suggestion while typing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Suggestions {
    /// What was typed.
    pub query: String,
    /// Categories that match, with their pages.
    pub categories: Vec<Link>,
    /// Slugs of wishes that the words begin to name; see [`crate::guide`].
    pub wishes: Vec<String>,
    /// Slugs of the shop's own pages that the words begin to ask for.
    pub pages: Vec<String>,
    /// Products that match.
    pub products: Vec<ProductCard>,
    /// What the merchant says of what was asked for; empty for nothing.
    pub note: String,
    /// A brand of others that was asked for.
    pub not_carried: Option<String>,
    /// The page that all of it is found on.
    pub search: String,
}

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
    pub billing: Option<crate::checkout::Address>,
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

/// The form that finds an order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TrackView {
    /// As typed.
    pub number: String,
    /// As typed.
    pub email: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Whether a well-formed question found nothing.
    pub not_found: bool,
}

/// How far a back-in-stock subscription is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SubscriptionState {
    /// Somebody left the address; its owner has not confirmed it.
    Asked,
    /// There will be one email.
    Confirmed,
    /// It is over and nothing is kept of it.
    #[default]
    Ended,
}

/// How far a withdrawal from a contract is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum WithdrawStep {
    /// The statement is typed.
    #[default]
    Statement,
    /// It is shown once more and confirmed.
    Confirm {
        /// Makes confirming happen once.
        key: String,
    },
    /// It has been received.
    Received {
        /// "27 November 2026, 14:05 (Central European time)"
        at: String,
    },
}

/// The page of the online withdrawal function.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WithdrawView {
    /// Who withdraws.
    pub name: String,
    /// The order number, or what else names the contract.
    pub number: String,
    /// Where the acknowledgement goes.
    pub email: String,
    /// Which items, if not all.
    pub items: String,
    /// How far it is.
    pub step: WithdrawStep,
    /// What is wrong, by field.
    pub errors: Vec<FieldError>,
}

/// The page of a back-in-stock subscription.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SubscriptionView {
    /// How far it is.
    pub state: SubscriptionState,
    /// The product, and the variant where there are several.
    pub name: String,
    /// Where the confirmation is posted.
    pub confirm: String,
    /// Where its end is posted.
    pub end: String,
}
