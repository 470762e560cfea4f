//! Product lists: categories, searches, facets.

use crate::{
    catalogue::{Picture, ProductCard},
    search::ShopPage,
};
use domain::{Money, search::ChoiceLabel};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Number of products on one page of a list.
pub const PAGE_SIZE: usize = 24;

/// A link to a category or page in the breadcrumbs or a menu.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Link {
    /// A path such as `/categories/refractors`.
    pub href: String,
    /// What it says.
    pub text: String,
}

/// A category in the menu or on the home page.
#[derive(Clone, PartialEq, Debug)]
pub struct CategoryCard {
    /// Slug of its page, `/categories/{slug}`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// A sentence that helps to choose.
    pub intro: String,
    /// Number of products in it and its descendants.
    pub count: usize,
    /// A picture of one of its products.
    pub picture: Option<Picture>,
    /// Its child categories that contain products, for the menu.
    pub children: Vec<Link>,
}

/// The sort order of a list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Sort {
    /// The shop's own order; for a search, best match first.
    #[default]
    Relevance,
    /// Cheapest first.
    PriceUp,
    /// Most expensive first.
    PriceDown,
    /// Latest published first.
    Newest,
    /// By name, A to Z.
    Name,
}

impl Sort {
    /// All orders, as listed in the menu.
    pub const ALL: [Self; 5] =
        [Self::Relevance, Self::PriceUp, Self::PriceDown, Self::Newest, Self::Name];

    /// The value of the query parameter.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::PriceUp => "price-up",
            Self::PriceDown => "price-down",
            Self::Newest => "newest",
            Self::Name => "name",
        }
    }

    /// The sort with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.key() == key)
    }
}

/// A value of a facet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FacetValue {
    /// The value of the query parameter.
    pub key: Arc<str>,
    /// What it stands for.
    pub label: ChoiceLabel,
    /// Number of products with this value, given all other facets.
    pub count: usize,
    /// Whether it is selected.
    pub chosen: bool,
    /// The same list with this value removed (if selected) or added. Only selected values and those
    /// of promoted facets are links; the others are checkboxes of a form.
    pub href: Option<String>,
}

/// A facet with its values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facet {
    /// Name of the query parameter.
    pub key: String,
    /// The attribute's name; empty for the shop's own facets, which pages name by their keys:
    /// `brand`, `price` and `stock`.
    pub label: String,
    /// One sentence that explains the term; may be empty.
    pub explanation: String,
    /// In display order.
    pub values: Vec<FacetValue>,
}

/// A filter that is applied to a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Applied {
    /// What it selects.
    pub filter: AppliedFilter,
    /// The list without it.
    pub href: String,
}

/// What an applied filter selects.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AppliedFilter {
    /// A value of a facet.
    Choice {
        /// Key of the facet.
        facet: String,
        /// Its name; see [`Facet::label`].
        name: String,
        /// The selected value.
        value: ChoiceLabel,
    },
    /// A quantity in the words of a search, such as "8 inch" or "under 5 kg".
    Quantity {
        /// Name of the attribute; empty if it is not known.
        name: String,
        /// The quantity with its unit.
        value: QuantityRange,
    },
    /// A typed minimum price.
    PriceFrom(Money),
    /// A typed maximum price.
    PriceTo(Money),
    /// A typed minimum and maximum price.
    PriceBetween(Money, Money),
}

/// A quantity with its unit, or a range of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QuantityRange {
    /// This.
    Exactly(String),
    /// This or less.
    UpTo(String),
    /// This or more.
    From(String),
    /// From the first to the second, both included.
    Between(String, String),
}

/// What no product of a search has, so that the list is of those without it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Missing {
    /// A word or a quantity, as typed: no product has it together with the rest.
    Part(String),
    /// A quoted phrase: its words count alone.
    Phrase,
}

/// What is wrong with a price range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PriceError {
    /// The minimum is not an amount.
    From,
    /// The maximum is not an amount.
    To,
    /// The minimum is above the maximum.
    Crossed,
}

/// A price range as typed, in the shopper's currency.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PriceFilter {
    /// Minimum; may be empty.
    pub from: String,
    /// Maximum; may be empty.
    pub to: String,
    /// The currency of the amounts.
    pub currency: Option<domain::Currency>,
    /// What is wrong; an invalid range is not applied.
    pub problem: Option<PriceError>,
}

impl PriceFilter {
    /// Whether anything was typed.
    #[must_use]
    pub fn is_set(&self) -> bool {
        !self.from.is_empty() || !self.to.is_empty()
    }
}

/// A page of a category or search.
#[derive(Clone, PartialEq, Debug)]
pub struct Listing {
    /// Path without the query: `/categories/refractors` or `/search`.
    pub path: String,
    /// The query, if this is a search.
    pub query: Option<String>,
    /// Heading.
    pub title: String,
    /// A sentence or two above the list; may be empty.
    pub intro: String,
    /// A paragraph of advice below the list; may be empty.
    pub guide: String,
    /// From the root category to this one; empty for a search.
    pub breadcrumbs: Vec<Link>,
    /// Child categories.
    pub children: Vec<CategoryCard>,
    /// Buying guides that the query names.
    pub guides: Vec<Link>,
    /// Number of matches on all pages.
    pub total: usize,
    /// The cards of this page.
    pub cards: Vec<Arc<ProductCard>>,
    /// The facets that narrow it.
    pub facets: Vec<Facet>,
    /// The price range.
    pub price: PriceFilter,
    /// The filters that are applied.
    pub applied: Vec<Applied>,
    /// The list without filters.
    pub clear: String,
    /// The current sort order.
    pub sort: Sort,
    /// Page number from 1.
    pub page: usize,
    /// Number of pages, at least 1.
    pub pages: usize,
    /// The previous page.
    pub previous: Option<String>,
    /// The next page.
    pub next: Option<String>,
    /// Pages of the shop that the query asks for.
    pub shop_pages: Vec<ShopPage>,
    /// The URL of the page on how to reach the merchant, if there is one.
    pub contact: Option<String>,
    /// The merchant's tips for a search that found nothing, separated by `|`; none if it found
    /// something, or the merchant has none.
    pub tips: Option<String>,
    /// Key of the facet whose values are shortcuts above the list.
    pub shortcut: Option<String>,
    /// The spelling that was searched instead, if the query found nothing.
    pub corrected: Option<String>,
    /// A brand in the query that the shop does not carry: the list shows similar products.
    pub not_carried: Option<String>,
    /// The merchant's note on what was searched for, such as that it is not sold.
    pub note: Option<String>,
    /// Whether nothing is within the budget, so that the nearest prices are shown.
    pub budget_missed: bool,
    /// Whether the list is sorted by price because the query asked for it.
    pub cheapest_first: bool,
    /// What was left out of the query, because nothing has everything that it asks for.
    pub missing: Option<Missing>,
    /// The price range in the query: minimum and maximum.
    pub budget: Option<(Option<Money>, Option<Money>)>,
}
