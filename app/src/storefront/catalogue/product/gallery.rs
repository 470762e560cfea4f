//! The pictures of a product, with their data for the browser to hydrate them.

use crate::islands::{
    catalogue::gallery::{ShownGallery, view::contents},
    pack,
};
use leptos::prelude::*;

/// The gallery.
pub(super) fn gallery(shown: RwSignal<ShownGallery>) -> impl IntoView {
    let (packed, current) = shown.with_untracked(|shown| (pack(shown), shown.current));
    view! {
        <div id="gallery">
            <div class="gallery" data-gallery=packed>{contents(shown, RwSignal::new(current))}</div>
        </div>
    }
}
