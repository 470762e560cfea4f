//! The Wasm entry point of the shop's pages. It only hydrates their islands.

use wasm_bindgen::prelude::wasm_bindgen;

/// Called once by the page's script, which then starts the islands one by one.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
    app::islands::cart::start();
}
