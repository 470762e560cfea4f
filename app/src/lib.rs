//! What people see of Perigee. The server gathers a view from the shop and calls [`render`]; what
//! comes back is a whole document. Every journey is links and form posts; islands make it better,
//! never possible.
//!
//! - [`storefront`]: the pages, one file each, from the home page to tracking
//! - [`document`]: what is around every page: head, header, footer, cart drawer, the script that
//!   wakes the islands
//! - [`ui`]: small pieces that several pages share: picture, price, card, field, pager …
//! - [`structured`]: what search engines read (JSON-LD)
//! - [`words`]: every text, from `locales/en/*.ftl`, by [`t!`]
//! - [`islands`]: what hydrates in the browser; nothing else reaches it
//! - [`slots`]: places in a cached page that differ from shopper to shopper

#[cfg(feature = "ssr")]
#[macro_use]
pub mod words;

pub mod islands;

#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod slots;
#[cfg(feature = "ssr")]
pub mod storefront;
#[cfg(feature = "ssr")]
pub mod structured;
#[cfg(feature = "ssr")]
pub mod ui;

#[cfg(feature = "ssr")]
pub use page::{
    Assets, Page, Problem, Shop, cart_drawer, notice, recent_shelf, render, suggestions,
};
#[cfg(feature = "ssr")]
pub use words::word;
