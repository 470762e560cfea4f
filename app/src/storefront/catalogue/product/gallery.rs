//! The pictures of a product, and the dialog for the large ones.

use crate::{
    islands::{
        catalogue::gallery::{ShownGallery, view::contents},
        pack,
    },
    ui::{Icon, icon},
};
use leptos::prelude::*;

/// The gallery, with its data for the browser to hydrate it.
pub(super) fn gallery(shown: ShownGallery) -> impl IntoView {
    let packed = pack(&shown);
    let current = RwSignal::new(shown.current);
    let shown = RwSignal::new(shown);
    view! {
        <div id="gallery">
            <div class="gallery" data-gallery=packed>{contents(shown, current)}</div>
        </div>
    }
}

/// The overlay for large pictures; without JavaScript, the link opens the picture itself.
pub(super) fn zoom() -> impl IntoView {
    let tool = |action: &'static str, picture: Icon, text: &'static str| {
        view! { <button type="button" data-zoom=action aria-label=text>{icon(picture)}</button> }
    };
    view! {
        <dialog class="zoom" id="zoom" aria-label=t!("zoom-label")>
            <div class="zoom-stage" tabindex="0"><img alt="" draggable="false" /></div>
            <div class="zoom-foot">
                <p class="small" aria-live="polite">
                    <b class="zoom-count number"></b>
                    <span class="zoom-caption"></span>
                </p>
                <div class="zoom-tools">
                    {tool("previous", Icon::ChevronLeft, t!("zoom-previous"))}
                    {tool("next", Icon::ChevronRight, t!("zoom-next"))}
                    {tool("out", Icon::Minus, t!("zoom-out"))}
                    {tool("in", Icon::Plus, t!("zoom-in"))}
                </div>
            </div>
            <button
                class="zoom-close"
                type="button"
                data-zoom="close"
                aria-label=t!("gallery-close")
            >
                {icon(Icon::Close)}
            </button>
        </dialog>
    }
}
