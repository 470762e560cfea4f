//! The large picture, the thumbnails and the caption.

use super::shown::{ShownGallery, ShownPicture};
use crate::ui::{
    Icon, icon,
    picture::{Slot, large, plate, silent_plate},
};
use leptos::prelude::*;

/// The contents of the gallery. `current` is the index of the large picture.
pub fn contents(gallery: RwSignal<ShownGallery>, current: RwSignal<usize>) -> impl IntoView {
    let (slug, zoom) =
        gallery.with_untracked(|gallery| (gallery.slug.clone(), gallery.zoom.clone()));
    let shown = move || gallery.with(|gallery| gallery.pictures.get(current.get()).cloned());
    let href = move || shown().map(|shown| large(&shown.picture));
    let picture =
        move || plate(shown().as_ref().map(|shown| &shown.picture), Slot::Product, Some(&slug));
    let thumbs = move || {
        let pictures = gallery.with(|gallery| gallery.pictures.clone());
        (pictures.len() > 1).then(|| {
            let thumbs = pictures.into_iter().enumerate();
            let thumbs = thumbs.map(|(index, one)| thumb(index, one, current)).collect::<Vec<_>>();
            view! { <ul class="thumbs">{thumbs}</ul> }
        })
    };
    view! {
        <a class="gallery-large" href=href>
            {picture}
            <span class="gallery-zoom">
                {icon(Icon::Zoom)}
                <span class="hidden">{zoom}</span>
            </span>
        </a>
        {thumbs}
        {move || caption(shown()?)}
    }
}

fn thumb(index: usize, one: ShownPicture, current: RwSignal<usize>) -> impl IntoView {
    let is_current = move || (current.get() == index).then_some("true");
    view! {
        <li>
            <a href=one.href aria-current=is_current data-picture=index>
                <span class="hidden">{one.label}</span>
                {silent_plate(Some(&one.picture), Slot::Small, None)}
            </a>
        </li>
    }
}

fn caption(shown: ShownPicture) -> Option<impl IntoView> {
    let caption = shown.caption?;
    let note = caption.note.map(|note| view! { <p class="quiet number">{note}</p> });
    Some(view! {
        <div class="gallery-caption small">
            <p>{caption.text}</p>
            {note}
        </div>
    })
}
