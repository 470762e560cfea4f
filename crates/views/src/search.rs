//! Suggestions while a shopper types.

use crate::catalogue::{Link, ProductCard};
use serde::{Deserialize, Serialize};

/// Suggestions for an unfinished query.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Suggestions {
    /// What was typed.
    pub query: String,
    /// Matching categories with links.
    pub categories: Vec<Link>,
    /// Slugs of matching buying guides; see [`domain::search::intent`].
    pub guides: Vec<String>,
    /// Slugs of matching content pages.
    pub pages: Vec<String>,
    /// Matching products.
    pub products: Vec<ProductCard>,
    /// The merchant's note on what was searched for; may be empty.
    pub note: String,
    /// A brand in the query that the shop does not carry.
    pub not_carried: Option<String>,
    /// The search results page.
    pub search: String,
}
