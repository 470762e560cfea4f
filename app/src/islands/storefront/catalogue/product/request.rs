//! Requests another variant and shows it. If there is no response, the browser follows the link.

use super::{
    ProductState,
    api::{ShownVariant, show_variant},
    sections,
};
use crate::islands::{
    browser::{Latest, announce, response, spawn, window},
    catalogue::gallery,
};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Requests the variant of a link, and shows it unless another one has been requested since.
pub(super) fn show(product: ProductState, href: String, latest: Latest) {
    let number = latest.next();
    spawn(async move {
        let address = href.split('#').next().unwrap_or(&href).to_owned();
        let answer = response(show_variant(address.clone())).await;
        if !latest.is(number) {
            return;
        }
        match answer {
            // A variant with other sections needs another index of the page, too.
            Ok(shown) if sections::same(&shown) => receive(product, shown, &address),
            _ => drop(window().map(|window| window.location().set_href(&href))),
        }
    });
}

fn receive(product: ProductState, shown: ShownVariant, address: &str) {
    let price = shown.purchase.price.to_string();
    gallery::change::show(&shown.gallery);
    product.error.set(None);
    product.shown.set(shown.purchase.clone());
    sections::show(shown);
    let _ = window().and_then(|window| {
        window.history().ok()?.replace_state_with_url(&JsValue::NULL, "", Some(address)).ok()
    });
    announce(&price);
}
