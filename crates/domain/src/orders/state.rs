//! States of an order.

use serde::{Deserialize, Serialize};

/// State of an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrderState {
    /// Placed and paid for, or the payment is authorised.
    Placed,
    /// Packed.
    Packed,
    /// Handed to the carrier.
    Shipped,
    /// Delivered.
    Delivered,
    /// Cancelled before shipment; the stock was returned.
    Cancelled,
}

impl OrderState {
    /// The status steps of an order that is not cancelled.
    pub const STEPS: [Self; 4] = [Self::Placed, Self::Packed, Self::Shipped, Self::Delivered];

    /// Key in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::Packed => "packed",
            Self::Shipped => "shipped",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Placed, Self::Packed, Self::Shipped, Self::Delivered, Self::Cancelled]
            .into_iter()
            .find(|state| state.key() == key)
    }
}
