//! Back-in-stock subscriptions.

use domain::checkout::FieldError;

/// The form of who waits for a variant that is sold out.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct WaitView {
    /// As typed.
    pub email: String,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
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
