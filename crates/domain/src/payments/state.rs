//! States of a payment.

use serde::{Deserialize, Serialize};

/// State of a payment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PaymentState {
    /// The amount is reserved.
    Authorised,
    /// The amount was charged.
    Captured,
    /// The authorisation was cancelled.
    Voided,
    /// The amount was paid back.
    Refunded,
}

impl PaymentState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Authorised, Self::Captured, Self::Voided, Self::Refunded];

    /// Key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Authorised => "authorised",
            Self::Captured => "captured",
            Self::Voided => "voided",
            Self::Refunded => "refunded",
        }
    }

    /// The state with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}
