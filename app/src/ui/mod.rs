//! Components shared by several pages. Those that islands use are compiled for the browser too.

#[cfg(feature = "ssr")]
pub mod breadcrumbs;
pub mod card;
#[cfg(feature = "ssr")]
pub mod card_specs;
pub mod field;
mod icon;
#[cfg(feature = "ssr")]
pub mod logo;
#[cfg(feature = "ssr")]
pub mod moon;
#[cfg(feature = "ssr")]
pub mod notice;
#[cfg(feature = "ssr")]
pub mod numbers;
pub mod picture;
#[cfg(feature = "ssr")]
pub mod preferences;
pub mod price;
#[cfg(feature = "ssr")]
pub(crate) mod prose;
#[cfg(any(feature = "ssr", feature = "storefront"))]
pub(crate) mod reactive;
#[cfg(feature = "ssr")]
pub mod service;
pub mod stock;
#[cfg(feature = "ssr")]
pub mod suggestions;
pub mod thumbnail;
#[cfg(feature = "ssr")]
pub(crate) mod titles;
pub mod totals;

pub use icon::Icon;
use icon::paths;
use leptos::prelude::*;

/// An icon in the colour and size of the surrounding text. Words beside it, or a label, must say
/// the same.
// Inlined, so that the browser receives only the icons that islands use.
#[inline(always)]
pub fn icon(icon: Icon) -> impl IntoView {
    view! {
        <svg
            class="icon"
            viewBox="0 0 24 24"
            width="24"
            height="24"
            aria-hidden="true"
            inner_html=paths(icon)
        ></svg>
    }
}
