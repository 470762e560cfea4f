//! Stock of a variant as shown to shoppers.

use serde::{Deserialize, Serialize};

/// Stock as shown to shoppers. Small numbers are exact; larger ones only say that there is enough,
/// so that an order does not change every page that shows the product.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum StockLevel {
    /// Sold out.
    SoldOut,
    /// One to five left.
    Few(u8),
    /// More than five.
    Enough,
}

impl StockLevel {
    /// The level for a number of units; negative counts as 0.
    #[must_use]
    pub fn of(units: i64) -> Self {
        match units {
            ..=0 => Self::SoldOut,
            1..=5 => Self::Few(u8::try_from(units).unwrap_or(5)), // Always fits.
            _ => Self::Enough,
        }
    }

    /// Whether at least one unit can be bought.
    #[must_use]
    pub fn available(self) -> bool {
        self != Self::SoldOut
    }
}
