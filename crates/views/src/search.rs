//! Suggestions while a shopper types, and pages that searches ask for.

use crate::catalogue::{Link, ProductCard};
use serde::{Deserialize, Serialize};

/// A page of the shop, other than of its catalogue, that a search asks for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ShopPage {
    /// Order tracking.
    Tracking,
    /// A content page of the merchant, with its title.
    Content(Link),
}

/// Suggestions for an unfinished query.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Suggestions {
    /// What was typed.
    pub query: String,
    /// Matching categories with links.
    pub categories: Vec<Link>,
    /// Matching buying guides with links.
    pub guides: Vec<Link>,
    /// Matching pages of the shop.
    pub pages: Vec<ShopPage>,
    /// Matching products.
    pub products: Vec<ProductCard>,
    /// The merchant's note on what was searched for; may be empty.
    pub note: String,
    /// A brand in the query that the shop does not carry.
    pub not_carried: Option<String>,
    /// The search results page.
    pub search: String,
}
