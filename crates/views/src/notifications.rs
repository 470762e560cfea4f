//! Back-in-stock subscriptions.

use domain::checkout::FieldError;

/// The form that subscribes to a sold-out variant.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SubscriptionForm {
    /// As typed.
    pub email: String,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
}

/// The state of a back-in-stock subscription.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SubscriptionState {
    /// An address was entered; its owner has not confirmed it.
    Requested,
    /// Confirmed: one email will be sent.
    Confirmed,
    /// Ended and deleted.
    #[default]
    Ended,
}

/// The page of a back-in-stock subscription.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SubscriptionView {
    /// Its state.
    pub state: SubscriptionState,
    /// Name of the product, with the variant's label if there are several.
    pub name: String,
    /// Form action that confirms it.
    pub confirm: String,
    /// Form action that ends it.
    pub end: String,
}
