//! Thumbnails select the large picture, which opens over the page. The page contains the data of
//! all pictures, so no request is needed.

use super::{gestures, shown::ShownGallery, state::ZoomState, view::contents, zoom};
use crate::islands::{
    browser::{closest, find, listen, plain_click, window},
    guard::left_to_browser,
    packed::unpack,
};
use leptos::{prelude::*, tachys::view::Position};
use std::cell::Cell;
use wasm_bindgen::JsValue;
use web_sys::{HtmlElement, MouseEvent};

/// The gallery of the page, and the index of its large picture.
type Shown = (RwSignal<ShownGallery>, RwSignal<usize>);

thread_local! {
    static SHOWN: Cell<Option<Shown>> = const { Cell::new(None) };
}

/// Hydrates the gallery and handles its clicks.
pub fn start() {
    hydrate();
    let Some((gallery, _)) = SHOWN.get() else { return };
    let zoom = ZoomState::new(gallery);
    if let Some(root) = find("#zoom") {
        let view = zoom::dialog(zoom).into_view();
        // Kept until the page is left.
        std::mem::forget(view.hydrate_from_position::<true>(&root, Position::Current));
    }
    gestures::start(zoom);
    listen("click", move |event: MouseEvent| {
        if plain_click(&event) && !left_to_browser() {
            clicked(&event, zoom);
        }
    });
}

/// Shows the pictures of another variant.
pub fn show(shown: &ShownGallery) {
    if let Some((gallery, current)) = SHOWN.get() {
        current.set(shown.current);
        gallery.set(shown.clone());
    }
}

/// Hydrates the gallery, unless that is done.
pub fn hydrate() {
    if SHOWN.get().is_some() {
        return;
    }
    let root = find("#gallery [data-gallery]");
    let shown = root.as_ref().and_then(|root| unpack(&root.get_attribute("data-gallery")?));
    if let Some((root, shown)) = root.zip(shown) {
        let shown: ShownGallery = shown;
        let current = RwSignal::new(shown.current);
        let gallery = RwSignal::new(shown);
        let view = contents(gallery, current).into_view();
        // Kept until the page is left.
        std::mem::forget(view.hydrate_from_position::<true>(&root, Position::FirstChild));
        SHOWN.set(Some((gallery, current)));
    }
}

fn clicked(event: &MouseEvent, zoom: ZoomState) {
    let Some((gallery, current)) = SHOWN.get() else { return };
    let pictures = gallery.with_untracked(|gallery| gallery.pictures.clone());
    let index = closest::<HtmlElement>(event, "#gallery [data-picture]")
        .and_then(|thumb| thumb.get_attribute("data-picture")?.parse::<usize>().ok());
    if let Some((index, picture)) = index.and_then(|index| Some((index, pictures.get(index)?))) {
        event.prevent_default();
        current.set(index);
        let path = picture.href.split('#').next();
        let _ = window().and_then(|window| {
            window.history().ok()?.replace_state_with_url(&JsValue::NULL, "", path).ok()
        });
    } else if closest::<HtmlElement>(event, "#gallery .gallery-large").is_some()
        && !pictures.is_empty()
    {
        event.prevent_default();
        gestures::open(zoom, current.get_untracked());
    }
}
