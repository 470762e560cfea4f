//! What people see of Perigee. The server gathers a view from the shop and calls [`render`]; what
//! comes back is a whole document. Every journey is links and form posts; islands make it better,
//! never possible.
//!
//! - [`storefront`]: the pages, one folder or file an area
//! - [`document`]: what is around every page: head with structured data, header, footer, cart
//!   drawer, the script that loads the islands, and [`slots`]: places in a cached page that differ
//!   from shopper to shopper
//! - [`ui`]: small pieces that several pages share: picture, price, card, field, pager …
//! - [`i18n`]: every text, from `locales/en/*.ftl`, by [`t!`]
//! - [`islands`]: what hydrates in the browser; nothing else reaches it

#[cfg(feature = "ssr")]
#[macro_use]
pub mod i18n;

pub mod islands;

#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod storefront;
#[cfg(feature = "ssr")]
pub mod ui;

#[cfg(feature = "ssr")]
pub use document::slots;
#[cfg(feature = "ssr")]
pub use i18n::word;
#[cfg(feature = "ssr")]
pub use page::{
    Assets, Page, PageContext, Problem, cart_drawer, notice, recent_shelf, render, suggestions,
};
