//! Titles of lists and pages: their headings, and what their documents are called.

use std::borrow::Cow;
use views::{
    catalogue::{Link, Listing, Sort},
    routes,
    search::ShopPage,
};

/// The heading of a category or of search results; a search without words shows all products.
pub(crate) fn of_list(list: &Listing) -> &str {
    match (list.query.as_deref(), list.sort) {
        (Some(""), Sort::Newest) => t!("search-newest"),
        (Some(""), _) => t!("search-all"),
        _ => &list.title,
    }
}

/// A page of the shop that a search asks for, with its title.
pub(crate) fn of_shop_page(page: &ShopPage) -> Link {
    match page {
        ShopPage::Tracking => {
            Link { href: routes::TRACK.to_owned(), text: t!("track-title").to_owned() }
        }
        ShopPage::Content(link) => link.clone(),
    }
}

/// A title with the page number, except on the first page.
pub(crate) fn with_page<'a>(list: &Listing, title: &'a str) -> Cow<'a, str> {
    if list.page > 1 {
        t!("listing-title-page", title = title, page = list.page).into()
    } else {
        title.into()
    }
}
