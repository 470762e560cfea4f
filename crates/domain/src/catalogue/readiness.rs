//! What a product lacks to be sold.

use serde::{Deserialize, Serialize};

/// Something that a product lacks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// It has no variant that is sold.
    Variant,
    /// A variant has no price.
    Price,
    /// The price of a variant is in a currency without an exchange rate.
    Rate,
    /// It has no picture.
    Picture,
    /// A picture has no alternative text.
    AltText,
    /// A variant has no weight, so its delivery cannot be priced.
    Weight,
    /// It has no summary.
    Summary,
    /// It has no description.
    Description,
    /// No variant is in stock.
    Stock,
}

impl Lack {
    /// All, in display order.
    pub const ALL: [Self; 9] = [
        Self::Variant,
        Self::Price,
        Self::Rate,
        Self::Picture,
        Self::AltText,
        Self::Weight,
        Self::Summary,
        Self::Description,
        Self::Stock,
    ];

    /// Its key in addresses and in the API.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Variant => "variant",
            Self::Price => "price",
            Self::Rate => "rate",
            Self::Picture => "picture",
            Self::AltText => "alt_text",
            Self::Weight => "weight",
            Self::Summary => "summary",
            Self::Description => "description",
            Self::Stock => "stock",
        }
    }

    /// The one with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lack| lack.key() == key)
    }

    /// Its bit in the database. None for what changes without an edit of the product: stock and
    /// exchange rates.
    #[must_use]
    pub const fn bit(self) -> Option<i64> {
        match self {
            Self::Picture => Some(1),
            Self::AltText => Some(2),
            Self::Weight => Some(4),
            Self::Summary => Some(8),
            Self::Description => Some(16),
            Self::Price => Some(32),
            Self::Variant => Some(64),
            Self::Rate | Self::Stock => None,
        }
    }

    /// Those of stored bits, in display order. Bits of a later release are left out.
    pub fn of_bits(bits: i64) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |lack| lack.bit().is_some_and(|bit| bits & bit != 0))
    }

    /// Whether shoppers cannot buy a product that lacks it.
    #[must_use]
    pub const fn prevents_sale(self) -> bool {
        matches!(self, Self::Variant | Self::Price | Self::Rate | Self::Stock)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_bits_read_back() {
        let mut all = 0;
        for lack in Lack::ALL {
            assert_eq!(Lack::from_key(lack.key()), Some(lack));
            if let Some(bit) = lack.bit() {
                assert!(bit.count_ones() == 1 && all & bit == 0, "{lack:?}");
                all |= bit;
                assert_eq!(Lack::of_bits(bit).collect::<Vec<_>>(), [lack]);
            }
        }
        assert_eq!(Lack::from_key("nothing"), None);
        assert_eq!(Lack::of_bits(all | 1 << 40).count(), 7);
        assert_eq!(Lack::of_bits(0).count(), 0);
    }
}
