//! What depends on the chosen variant of a product. The server renders it; when somebody is about
//! to use it, the browser hydrates price, options, buy button and pictures. Another variant is one
//! request, whose response updates them. The parts below (compatibility, performance,
//! specifications) have no state: the browser renders them in place of those of the variant before.
//! Without JavaScript, the options are links.
//!
//! - [`purchase`]: price, options and delivery; [`buy`]: the buy button with the quantity
//! - [`fit`], [`optics`], [`specifications`]: the parts below
//! - [`api`]: the server function and its types, [`shown`]: those of the parts below
//! - `start`: hydrates the page; loaded when somebody is about to use it
//! - `change`: a click on an option; `request` and `sections` show the variant, and are loaded if
//!   there are several

pub mod api;
pub mod buy;
#[cfg(feature = "hydrate")]
mod change;
pub mod fit;
pub mod optics;
pub mod purchase;
#[cfg(feature = "hydrate")]
mod request;
#[cfg(feature = "hydrate")]
mod sections;
pub mod shown;
pub mod specifications;
#[cfg(feature = "hydrate")]
pub mod start;
mod state;
#[cfg(feature = "ssr")]
mod texts;

use leptos::prelude::*;
pub use state::ProductState;

/// Makes the page of a product hydrate when somebody is about to use it.
#[island]
pub fn ProductVariants() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    crate::islands::chunks::product();
    view! { <span hidden=true></span> }
}
