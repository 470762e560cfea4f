//! The search box, which shows suggestions while somebody types: a combobox with a list box
//! (WAI-ARIA Authoring Practices, "Editable combobox"). Without JavaScript it is a form that leads
//! to the search page.
//!
//! - [`form`]: the form and its suggestions
//! - [`api`]: the server function
//! - `start`: hydrates the boxes, `typing`: requests suggestions and moves the selection; loaded
//!   when somebody is about to use the box

pub mod api;
#[cfg(feature = "hydrate")]
pub mod early;
pub mod form;
#[cfg(feature = "hydrate")]
pub mod start;
mod state;
#[cfg(feature = "ssr")]
mod texts;
#[cfg(feature = "hydrate")]
mod typing;

#[cfg(feature = "ssr")]
use domain::content::TextSlot;
use leptos::prelude::*;
pub use state::SearchState;

/// Makes the search boxes of a page hydrate when somebody is about to use them.
#[island]
pub fn SearchSuggestions() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    crate::islands::chunks::suggestions();
    view! { <span hidden=true></span> }
}

/// The search box at a position on the page: `header` or `page`.
#[cfg(feature = "ssr")]
pub(crate) fn search_box(
    context: &crate::PageContext<'_>,
    place: &str,
    query: String,
) -> impl IntoView + use<> {
    // Without one, the box is empty: its label says what it is for.
    let example = context.text(TextSlot::SearchExample).unwrap_or_default();
    let typed = form::Typed { query, example: example.to_owned() };
    form::form(place.to_owned(), typed, SearchState::new(None))
}
