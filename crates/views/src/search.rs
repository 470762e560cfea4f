//! Suggestions while a shopper types.

use crate::catalogue::{Link, ProductCard};
use serde::{Deserialize, Serialize};

/// A suggestion while typing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Suggestions {
    /// What was typed.
    pub query: String,
    /// Categories that match, with their pages.
    pub categories: Vec<Link>,
    /// Slugs of wishes that the words begin to name; see [`domain::search::intent`].
    pub wishes: Vec<String>,
    /// Slugs of the shop's own pages that the words begin to ask for.
    pub pages: Vec<String>,
    /// Products that match.
    pub products: Vec<ProductCard>,
    /// What the merchant says of what was asked for; empty for nothing.
    pub note: String,
    /// A brand of others that was asked for.
    pub not_carried: Option<String>,
    /// The page that all of it is found on.
    pub search: String,
}
