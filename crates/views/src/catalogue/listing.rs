//! Lists of products: categories, searches, facets.

use crate::catalogue::{Picture, ProductCard};
use domain::Money;
use serde::{Deserialize, Serialize};

/// How many products stand on one page of a list.
pub const PAGE_SIZE: usize = 24;

/// A link to a category or page in a trail or menu.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Link {
    /// A path such as `/categories/refractors`.
    pub href: String,
    /// What it says.
    pub text: String,
}

/// A category in the menu or on the home page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CategoryCard {
    /// Its page is `/categories/{slug}`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// A sentence that helps to choose.
    pub intro: String,
    /// How many products it and its children hold.
    pub count: usize,
    /// A picture of one of its products.
    pub picture: Option<Picture>,
    /// The categories below it that hold products, for the menu.
    pub children: Vec<Link>,
}

/// The order of a list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// The shop's own order, or the best match for a search.
    #[default]
    Relevance,
    /// Cheapest first.
    PriceUp,
    /// Dearest first.
    PriceDown,
    /// Latest published first.
    Newest,
    /// By name, A to Z.
    Name,
}

impl Sort {
    /// All, in the order of the menu.
    pub const ALL: [Self; 5] =
        [Self::Relevance, Self::PriceUp, Self::PriceDown, Self::Newest, Self::Name];

    /// As it stands in the URL.
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

/// One value of a facet, with how many products it would leave.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FacetValue {
    /// The value of the query parameter.
    pub key: String,
    /// What it says.
    pub label: String,
    /// Products with it among those that all other facets leave.
    pub count: usize,
    /// Whether it is applied.
    pub chosen: bool,
    /// The same list with this value taken off (when chosen) or put on.
    pub href: String,
}

/// A facet with its values.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Facet {
    /// The name of the query parameter.
    pub key: String,
    /// What it says.
    pub label: String,
    /// One sentence on the term; may be empty.
    pub explanation: String,
    /// In the order to show.
    pub values: Vec<FacetValue>,
}

/// What is wrong with a typed range of prices.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum PriceProblem {
    /// The lowest price is no amount.
    From,
    /// The highest price is no amount.
    To,
    /// The lowest is above the highest.
    Crossed,
}

/// A lowest and a highest price to type, in the shopper's currency.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PriceFilter {
    /// As typed; may be empty.
    pub from: String,
    /// As typed; may be empty.
    pub to: String,
    /// The currency that it is in.
    pub currency: Option<domain::Currency>,
    /// What is wrong; the range is not applied then.
    pub problem: Option<PriceProblem>,
}

impl PriceFilter {
    /// Whether anything was typed.
    #[must_use]
    pub fn is_set(&self) -> bool {
        !self.from.is_empty() || !self.to.is_empty()
    }
}

/// A page of a category or of a search.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Listing {
    /// Where it lives, without the query: `/categories/refractors` or `/search`.
    pub path: String,
    /// What was searched for, if this is a search.
    pub query: Option<String>,
    /// Heading.
    pub title: String,
    /// A sentence or two on top; may be empty.
    pub intro: String,
    /// A paragraph of advice below; may be empty.
    pub guide: String,
    /// From the root category to this one; empty for a search.
    pub trail: Vec<Link>,
    /// The categories below this one.
    pub children: Vec<CategoryCard>,
    /// Products that match, over all pages.
    pub total: usize,
    /// The cards of this page.
    pub cards: Vec<ProductCard>,
    /// To narrow it.
    pub facets: Vec<Facet>,
    /// The lowest and highest price as typed.
    pub price: PriceFilter,
    /// Applied facet values with the link that removes each.
    pub applied: Vec<Link>,
    /// The list without any filter.
    pub clear: String,
    /// The order in force.
    pub sort: Sort,
    /// Page number from 1.
    pub page: usize,
    /// Number of pages, at least 1.
    pub pages: usize,
    /// The page before, if there is one.
    pub previous: Option<String>,
    /// The page after, if there is one.
    pub next: Option<String>,
    /// For a search with a spelling that nothing matched: what was searched instead.
    pub corrected: Option<String>,
    /// A maker that was searched for and that the shop does not carry: the list shows what comes
    /// nearest.
    pub not_carried: Option<String>,
    /// What the merchant says of what was searched for, such as that it is not sold.
    pub note: Option<String>,
    /// Whether nothing has a price of the budget, so that what comes nearest is shown.
    pub budget_missed: bool,
    /// Whether the cheapest stand first since the words asked for that.
    pub cheapest_first: bool,
    /// For a search that speaks of money: the lowest and the highest price that the list keeps to.
    pub budget: Option<(Option<Money>, Option<Money>)>,
}
