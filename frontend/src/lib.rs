//! The Wasm entry point: hydrates the islands, nothing else.

use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's script; the islands are woken one by one after it.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
