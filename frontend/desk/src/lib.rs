//! The Wasm entry point of the desk's pages. It only hydrates their islands, and has none of the
//! storefront's.

// Linked for the islands that it exports.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's script, which then starts the islands one by one.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
