//! Hydrates the search boxes; the entry point of the chunk.

use super::{
    SearchState,
    form::{Typed, form},
};
use crate::islands::browser::document;
use leptos::{prelude::*, tachys::view::Position};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Hydrates the search boxes of the page.
pub fn start() {
    let Some(boxes) =
        document().and_then(|document| document.query_selector_all("form[data-search]").ok())
    else {
        return;
    };
    for element in (0..boxes.length()).filter_map(|i| boxes.get(i)?.dyn_into::<Element>().ok()) {
        let place = element.get_attribute("data-search").unwrap_or_default();
        let view = form(place, Typed::default(), SearchState::new(None)).into_view();
        // Kept until the page is left.
        std::mem::forget(view.hydrate_from_position::<true>(&element, Position::Current));
    }
}
