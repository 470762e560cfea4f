//! The dialog of the large picture over the page. The server renders it closed and without a
//! picture; the browser hydrates it when somebody is about to use the gallery.

use super::state::{Action, ZoomState};
use crate::ui::{Icon, icon, picture::large};
use leptos::prelude::*;

#[cfg(feature = "hydrate")]
use super::gestures::{act, closed};

#[cfg(not(feature = "hydrate"))]
fn act(_: ZoomState, _: Action) {}

#[cfg(not(feature = "hydrate"))]
fn closed(_: ZoomState) {}

/// The dialog. Without JavaScript, the gallery's link opens the picture itself.
pub fn dialog(zoom: ZoomState) -> impl IntoView {
    let address = move || zoom.picture().map(|shown| large(&shown.picture));
    let alt = move || zoom.picture().map(|shown| shown.picture.alt).unwrap_or_default();
    let caption = move || zoom.picture().map(|shown| shown.picture.alt);
    let tool = move |action, sign, text| button(zoom, action, sign, text);
    view! {
        <dialog
            class="zoom"
            id="zoom"
            aria-label=server_text!("zoom-label")
            data-single=move || zoom.is_single().then_some("")
            on:close=move |_| closed(zoom)
        >
            <div class="zoom-stage" tabindex="0">
                <img
                    alt=alt
                    src=address
                    draggable="false"
                    style=("--scale", move || zoom.css_scale())
                />
            </div>
            <div class="zoom-foot">
                <p class="small" aria-live="polite">
                    <b class="zoom-count number">{move || zoom.position()}</b>
                    <span class="zoom-caption">{caption}</span>
                </p>
                <div class="zoom-tools">
                    {tool(
                        Action::Previous,
                        icon(Icon::ChevronLeft),
                        server_text!("zoom-previous"),
                    )}
                    {tool(Action::Next, icon(Icon::ChevronRight), server_text!("zoom-next"))}
                    {tool(Action::Out, icon(Icon::Minus), server_text!("zoom-out"))}
                    {tool(Action::In, icon(Icon::Plus), server_text!("zoom-in"))}
                </div>
            </div>
            <button
                class="zoom-close"
                type="button"
                aria-label=server_text!("gallery-close")
                on:click=move |_| act(zoom, Action::Close)
            >
                {icon(Icon::Close)}
            </button>
        </dialog>
    }
}

fn button(
    zoom: ZoomState,
    action: Action,
    sign: impl IntoView,
    text: &'static str,
) -> impl IntoView {
    view! {
        <button
            type="button"
            data-zoom=action.name()
            aria-label=text
            on:click=move |_| act(zoom, action)
        >
            {sign}
        </button>
    }
}
