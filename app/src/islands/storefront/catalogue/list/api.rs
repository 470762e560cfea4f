//! The server function of lists, and its types.

use crate::{rpc::RpcError, ui::card::ShownCard};
use leptos::{prelude::*, server_fn::codec::Postcard};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use views::catalogue::Link;

/// A page of a list with its texts, which the server formats for the visitor's locale.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ShownList {
    /// `<title>` of the page.
    pub title: String,
    /// The path and query that all URLs of this list share.
    pub address: String,
    /// The path without the query.
    pub path: String,
    /// The number of matches: "12 products".
    pub count: String,
    /// The cards of this page; empty if nothing matches.
    pub cards: Vec<Arc<ShownCard>>,
    /// The filters; `None` if there is nothing to choose.
    pub filters: Option<Filters>,
    /// The sort orders.
    pub sorting: Sorting,
    /// Applied filters, each with the link that removes it.
    pub applied: Vec<Link>,
    /// The list without any filter.
    pub clear: String,
    /// A facet whose values are shortcuts above the list.
    pub shortcuts: Option<Shortcuts>,
    /// Links to other pages.
    pub pager: Option<Pager>,
    /// Shown if nothing matches.
    pub nothing: Option<Nothing>,
    /// The other texts.
    pub texts: Arc<ListTexts>,
}

/// Hidden form fields.
pub type Hidden = Vec<(String, String)>;

/// The panel of filters.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Filters {
    /// The search, and the sort order unless it is the default.
    pub hidden: Hidden,
    /// The number of applied filters.
    pub applied: usize,
    /// The typed minimum and maximum price.
    pub price: PriceRange,
    /// Visible facets.
    pub first: Vec<ShownFacet>,
    /// Facets behind "more filters".
    pub rest: Vec<ShownFacet>,
    /// "3 more filters"
    pub rest_label: String,
    /// "Show 12 products"
    pub show: String,
}

impl Filters {
    /// A facet by its key.
    #[must_use]
    pub fn facet(&self, key: &str) -> Option<&ShownFacet> {
        self.first.iter().chain(&self.rest).find(|facet| *facet.key == *key)
    }
}

/// The typed minimum and maximum price.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PriceRange {
    /// "Price range (€)"
    pub title: String,
    /// As typed; may be empty.
    pub from: String,
    /// As typed; may be empty.
    pub to: String,
    /// Why it is not applied.
    pub error: Option<String>,
    /// Whether the minimum is invalid.
    pub from_wrong: bool,
    /// Whether the maximum is invalid.
    pub to_wrong: bool,
}

/// A value of a facet.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShownValue {
    /// The value of the query parameter.
    pub key: Arc<str>,
    /// Display text.
    pub label: Arc<str>,
    /// Number of products with this value, given all other facets.
    pub count: usize,
    /// Whether it is selected.
    pub chosen: bool,
    /// The same list with this value removed (if selected) or added; in shortcuts only.
    pub href: Option<String>,
}

/// A facet with its values.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShownFacet {
    /// The name of the query parameter.
    pub key: Arc<str>,
    /// Display text.
    pub label: String,
    /// One sentence that explains the term; may be empty.
    pub explanation: String,
    /// Whether it is initially open.
    pub open: bool,
    /// The visible values.
    pub values: Vec<ShownValue>,
    /// The values behind "Show 5 more".
    pub more: Vec<ShownValue>,
    /// "Show 5 more"
    pub more_label: String,
}

/// The sort orders.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sorting {
    /// The search and the filters.
    pub hidden: Hidden,
    /// Key and text of each.
    pub orders: Vec<(String, String)>,
    /// The key of the current one.
    pub chosen: String,
}

/// Shortcuts above the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shortcuts {
    /// The label of the facet.
    pub label: String,
    /// Its most useful values.
    pub values: Vec<ShownValue>,
}

/// The links between the pages of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pager {
    /// The previous page.
    pub previous: Option<String>,
    /// The next page.
    pub next: Option<String>,
    /// "Page 2 of 7"
    pub position: String,
}

/// Shown if nothing matches.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Nothing {
    /// The heading.
    pub title: String,
    /// Tips.
    pub tips: Vec<String>,
    /// An offer of help.
    pub contact: String,
    /// Its link; without one, nothing is offered.
    pub contact_link: Option<Link>,
}

/// Texts that do not change with the list.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct ListTexts {
    pub filters: String,
    pub filters_apply: String,
    pub filters_applied: String,
    pub filters_remove: String,
    pub filters_clear: String,
    pub price_from: String,
    pub price_to: String,
    pub sort: String,
    pub sort_apply: String,
    pub products: String,
    pub pager: String,
    pub previous: String,
    pub next: String,
}

/// The list at a URL of the shop: a category, a buying guide or a search.
///
/// # Errors
/// If the shop cannot be reached or refuses.
#[server(prefix = "/rpc", endpoint = "catalogue/list", input = Postcard, output = Postcard)]
pub async fn show_list(
    /// Path and query, as in a link.
    address: String,
) -> Result<ShownList, RpcError> {
    let service: Arc<dyn ListService> = use_context().ok_or_else(RpcError::lost)?;
    service.list(&address).await
}

/// What the server function needs from the server.
#[cfg(feature = "ssr")]
#[async_trait::async_trait]
pub trait ListService: Send + Sync {
    /// The list at a URL.
    ///
    /// # Errors
    /// The errors of the use cases; 404 if the URL is not that of a list.
    async fn list(&self, address: &str) -> Result<ShownList, RpcError>;
}
