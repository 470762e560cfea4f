//! Hydrates the page of a product.

use super::{ProductState, api::ShownPurchase, buy, change, purchase};
use crate::islands::{browser::find, cart::BUY_ERROR, catalogue::gallery, packed::unpack};
use leptos::{prelude::*, tachys::view::Position};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// Hydrates the purchase column, the bar at the bottom and the pictures.
pub fn start() {
    let Some(root) = find("[data-product]") else { return };
    let Some(shown) = root.get_attribute("data-product").and_then(|packed| unpack(&packed)) else {
        return;
    };
    hydrate(&root, shown);
    gallery::change::hydrate();
}

fn hydrate(root: &Element, shown: ShownPurchase) {
    // Typed, or restored by the browser, before this code was loaded.
    let typed = find("#quantity").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    let typed = typed.map_or_else(|| "1".to_owned(), |field| field.value());
    let product = ProductState::new(shown, typed);
    hydrate_in(purchase::contents(product, String::new(), String::new()), root);
    if let Some(bar) = find("[data-buy-bar]") {
        hydrate_in(buy::bar(product), &bar);
    }
    if product.shown.with_untracked(|shown| !shown.options.is_empty()) {
        change::prepare();
    }
    BUY_ERROR.set(Some(product.error));
}

fn hydrate_in(view: impl IntoView, element: &Element) {
    // Kept until the page is left.
    let state = view.into_view().hydrate_from_position::<true>(element, Position::FirstChild);
    std::mem::forget(state);
}
