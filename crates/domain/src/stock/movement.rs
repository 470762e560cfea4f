//! Why stock has changed.

use serde::{Deserialize, Serialize};

/// The largest number of units of one movement. A larger one is a typing mistake.
pub const MAX_UNITS: i64 = 1_000_000;

/// The cause of a movement of stock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementCause {
    /// The level with which the ledger of a variant begins.
    Opening,
    /// A delivery has arrived.
    Received,
    /// Somebody has counted.
    Counted,
    /// Units were damaged or lost.
    Damaged,
    /// An earlier movement was wrong.
    Correction,
    /// An order took them.
    Order,
    /// An order was cancelled before it was sent.
    Cancelled,
    /// A buyer has sent them back.
    Returned,
    /// A file was imported.
    Import,
}

impl MovementCause {
    /// All, in display order.
    pub const ALL: [Self; 9] = [
        Self::Opening,
        Self::Received,
        Self::Counted,
        Self::Damaged,
        Self::Correction,
        Self::Order,
        Self::Cancelled,
        Self::Returned,
        Self::Import,
    ];

    /// Its key in the database and in forms.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Received => "received",
            Self::Counted => "counted",
            Self::Damaged => "damaged",
            Self::Correction => "correction",
            Self::Order => "order",
            Self::Cancelled => "cancelled",
            Self::Returned => "returned",
            Self::Import => "import",
        }
    }

    /// The cause with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        for cause in MovementCause::ALL {
            assert_eq!(MovementCause::from_key(cause.key()), Some(cause));
        }
        assert_eq!(MovementCause::from_key("stolen"), None);
    }
}
