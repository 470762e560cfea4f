//! The pictures of a product: a thumbnail shows its picture at once, and the large one opens over the whole page.

use leptos::prelude::*;

/// Wakes the gallery, and holds the dialog for the full size.
#[island]
pub fn Gallery() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake::wake();
    view! { <dialog id="zoom" class="zoom"></dialog> }
}

#[cfg(feature = "hydrate")]
mod wake {
    use crate::islands::browser::{ask, closest, document, find, listen, plain_click, spawn, swap, window};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{HtmlDialogElement, HtmlElement, MouseEvent};

    pub fn wake() {
        listen("click", |event: MouseEvent| {
            if !plain_click(&event) {
                return;
            }
            if let Some(link) = closest::<HtmlElement>(&event, "#gallery .thumbs a") {
                event.prevent_default();
                show(link.get_attribute("href").unwrap_or_default());
            } else if let Some(link) = closest::<HtmlElement>(&event, "#gallery .gallery-large") {
                event.prevent_default();
                let _ = zoom(&link);
            } else if let Some(dialog) = closest::<HtmlDialogElement>(&event, "#zoom") {
                dialog.close();
            }
        });
    }

    fn show(href: String) {
        spawn(async move {
            let path = href.split('#').next().unwrap_or(&href).to_owned();
            let shown = ask(&path, None, "text/html").await.filter(|answer| answer.ok).and_then(|answer| {
                swap(&answer.text, "#gallery")?;
                window()?.history().ok()?.replace_state_with_url(&JsValue::NULL, "", Some(&path)).ok()
            });
            if shown.is_none() {
                drop(window().map(|w| w.location().set_href(&href)));
            }
        });
    }

    /// The picture at its full size; a click or Escape closes it.
    fn zoom(link: &HtmlElement) -> Option<()> {
        let dialog: HtmlDialogElement = find("#zoom")?.dyn_into().ok()?;
        let small = link.query_selector("img").ok()??;
        let image = document()?.create_element("img").ok()?;
        for (name, value) in [("src", link.get_attribute("href")?), ("alt", small.get_attribute("alt").unwrap_or_default())] {
            image.set_attribute(name, &value).ok()?;
        }
        let button = document()?.create_element("button").ok()?;
        button.set_class_name("icon-button");
        button.set_attribute("aria-label", &find("#gallery").and_then(|g| g.get_attribute("data-close")).unwrap_or_default()).ok()?;
        button.set_inner_html("×");
        dialog.set_inner_html("");
        dialog.append_child(&image).ok()?;
        dialog.append_child(&button).ok()?;
        dialog.show_modal().ok()?;
        // The middle of the picture first.
        dialog.set_scroll_left((dialog.scroll_width() - dialog.client_width()) / 2);
        dialog.set_scroll_top((dialog.scroll_height() - dialog.client_height()) / 2);
        Some(())
    }
}
