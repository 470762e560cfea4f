//! A product list: filters, sort order, cards and pager. The server renders it; after the first
//! change the browser shows the same component with the responses of the server function. Without
//! JavaScript, filters and sort order are forms, and the rest are links.
//!
//! - [`view`]: the list; [`filters`], [`toolbar`] and [`nothing`] are parts of it
//! - [`api`]: the server function and its types
//! - `change`: sends requests and shows the responses; loaded when somebody is about to use the
//!   list

#[cfg(feature = "hydrate")]
pub mod address;
pub mod api;
#[cfg(feature = "hydrate")]
pub mod change;
mod filters;
mod nothing;
mod state;
#[cfg(feature = "ssr")]
mod texts;
mod toolbar;
pub mod view;

use leptos::prelude::*;
pub use state::ListState;

/// Makes the list change in place, once somebody is about to use it.
#[island]
pub fn ProductList() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    crate::islands::chunks::list();
    view! { <span hidden=true></span> }
}
