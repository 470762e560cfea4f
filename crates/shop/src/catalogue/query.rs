//! The query string of a list.

use domain::text::tidy;
use form_urlencoded::byte_serialize;
use std::fmt::Write;
use views::catalogue::Sort;

/// The query of a list's URL.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ListQuery {
    /// The words to search for.
    pub text: String,
    /// The sort order.
    pub sort: Sort,
    /// Page from 1.
    pub page: usize,
    /// Facet key and choice key, as in the URL, in a fixed order.
    pub filters: Vec<(String, String)>,
    /// The minimum and maximum price as typed, in the shopper's currency; may be empty.
    pub price: (String, String),
}

impl ListQuery {
    /// Parses the pairs of a query string. Keys that are not facets are ignored, and an unknown
    /// sort order is the usual one, so that old links work; an invalid page number is an error.
    ///
    /// # Errors
    /// [`NoSuchPage`].
    pub fn parse(pairs: &[(String, String)]) -> Result<Self, NoSuchPage> {
        let mut query = Self { page: 1, ..Self::default() };
        for (key, value) in pairs {
            match key.as_str() {
                "q" => query.text = tidy(value).chars().take(200).collect(),
                "price-from" => query.price.0 = tidy(value).chars().take(20).collect(),
                "price-to" => query.price.1 = tidy(value).chars().take(20).collect(),
                "sort" => query.sort = Sort::from_key(value).unwrap_or_default(),
                "page" => {
                    query.page = value.parse().ok().filter(|page| *page >= 1).ok_or(NoSuchPage)?
                }
                _ if !value.is_empty() && query.filters.len() < 40 => {
                    query.filters.push((key.clone(), value.clone()))
                }
                _ => {}
            }
        }
        query.filters.sort();
        query.filters.dedup();
        Ok(query)
    }

    /// The URL of this list.
    pub(super) fn href(&self, path: &str) -> String {
        let mut out = path.to_owned();
        let mut mark = '?';
        let mut put = |key: &str, value: &str| {
            let _ = write!(out, "{mark}{}={}", encode(key), encode(value));
            mark = '&';
        };
        if !self.text.is_empty() {
            put("q", &self.text);
        }
        for (key, value) in &self.filters {
            put(key, value);
        }
        for (key, value) in [("price-from", &self.price.0), ("price-to", &self.price.1)] {
            if !value.is_empty() {
                put(key, value);
            }
        }
        if self.sort != Sort::default() {
            put("sort", self.sort.key());
        }
        if self.page > 1 {
            put("page", &self.page.to_string());
        }
        out
    }

    pub(super) fn with_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    pub(super) fn toggled(&self, key: &str, value: &str) -> Self {
        let mut query = self.with_page(1);
        let before = query.filters.len();
        query.filters.retain(|(k, v)| k != key || v != value);
        if query.filters.len() == before {
            query.filters.push((key.to_owned(), value.to_owned()));
            query.filters.sort();
        }
        query
    }
}

/// Encodes a query component, with spaces as `+`.
pub(super) fn encode(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

/// The page number is not a positive integer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no such page")]
pub struct NoSuchPage;
