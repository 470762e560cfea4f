//! Tax classes of products.

use serde::{Deserialize, Serialize};

/// Tax class of a product.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TaxClass {
    /// The standard rate.
    #[default]
    Standard,
    /// Printed books, which most countries tax at a reduced rate.
    Books,
}

impl TaxClass {
    /// Key in the database and in the merchant's tables.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Books => "books",
        }
    }

    /// The class with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Standard, Self::Books].into_iter().find(|class| class.key() == key)
    }
}
