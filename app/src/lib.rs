//! The shop's user interface. The server obtains a view from a use case and calls [`render`], which
//! returns a whole document. All journeys work with links and form posts; islands make them more
//! convenient.
//!
//! - [`storefront`]: the shoppers' pages, one folder or file per area
//! - [`admin`]: the desk: its document, components and pages
//! - [`document`]: the layout of all pages: head with structured data, header, footer, cart drawer,
//!   the script that loads the islands, and [`slots`]: places in a cached page that differ between
//!   shoppers
//! - [`ui`]: components shared by several pages: picture, price, card, field, pager …
//! - [`i18n`]: texts from `locales/en/*.ftl`, by [`t!`]; `dates` writes dates with them
//! - [`islands`]: what hydrates in the browser; nothing else is sent to it

// The types of views are nested deeply.
#![recursion_limit = "256"]

/// A text of an island that the browser adopts from the server's markup.
#[cfg(feature = "ssr")]
macro_rules! server_text {
    ($key:literal) => {
        $crate::t!($key)
    };
}
#[cfg(all(feature = "storefront", not(feature = "ssr")))]
macro_rules! server_text {
    ($key:literal) => {
        ""
    };
}

#[cfg(feature = "ssr")]
#[macro_use]
pub mod i18n;

pub mod islands;
pub mod rpc;
pub mod ui;

#[cfg(feature = "ssr")]
pub mod admin;
#[cfg(feature = "ssr")]
mod context;
#[cfg(feature = "ssr")]
mod dates;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
mod error_page;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod storefront;
#[cfg(feature = "ssr")]
pub use context::{Assets, PageContext};
#[cfg(feature = "ssr")]
pub use dates::local_time;
#[cfg(feature = "ssr")]
pub use document::slots;
#[cfg(feature = "ssr")]
pub use error_page::ErrorPage;
#[cfg(feature = "ssr")]
pub use i18n::word;
#[cfg(feature = "ssr")]
pub use page::{
    Page, cart_drawer, notice, order_shelf, recent_shelf, render, suggested_shelf, suggestions,
};
#[cfg(feature = "ssr")]
pub use storefront::{
    cart::CartPage,
    catalogue::product::ProductPage,
    checkout::{challenge::ChallengePage, notices::checkout_notice},
    orders::order::Confirmation,
};
#[cfg(feature = "ssr")]
pub use ui::notice::NoticeKind;
