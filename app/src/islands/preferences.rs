//! Theme, currency and country: the light changes at once, and lists need no button to confirm.

use leptos::prelude::*;

/// Wakes the theme switch and the forms that go when something else is chosen.
#[island]
pub fn Preferences() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake::wake();
    view! { <span hidden=true></span> }
}

#[cfg(feature = "hydrate")]
mod wake {
    use crate::islands::browser::{
        ask, closest, document, fields, listen, send_by_browser, sent_by_browser, spawn, window,
    };
    use wasm_bindgen::JsCast;
    use web_sys::{Element, Event, HtmlFormElement, SubmitEvent};

    pub fn wake() {
        listen("submit", |event: SubmitEvent| {
            let Some(form) = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlFormElement>().ok())
                .filter(|f| f.has_attribute("data-theme-form"))
            else {
                return;
            };
            if sent_by_browser() {
                return;
            }
            let button = event.submitter().and_then(|button| button.dyn_into().ok());
            let Some(fields) = fields(&form, Some(&event)) else { return };
            let Some(theme) = fields.get("theme") else { return };
            event.prevent_default();
            if let Some(root) = document().and_then(|d| d.document_element()) {
                let _ = root.set_attribute("data-theme", &theme);
            }
            let _ = browser_bars();
            spawn(async move {
                if ask("/preferences", Some(&fields), "application/json").await.is_none() {
                    send_by_browser(&form, button.as_ref());
                }
            });
        });
        listen("change", |event: Event| {
            let Some(form) =
                closest::<HtmlFormElement>(&event, "form[data-submit-on-change]:not([data-sort])")
            else {
                return;
            };
            spawn(async move {
                // A page that is loaded again stays where it was scrolled to; one that a form leads
                // to starts at its top.
                let kept = match fields(&form, None) {
                    Some(fields) => ask("/preferences", Some(&fields), "application/json")
                        .await
                        .is_some_and(|answer| answer.ok),
                    None => false,
                };
                let done = kept.then(|| window()?.location().reload().ok()).flatten();
                if done.is_none() {
                    let _ = form.request_submit();
                }
            });
        });
    }

    /// Gives the browser's own bars the ground of the theme.
    fn browser_bars() -> Option<()> {
        let root = document()?.document_element()?;
        let colour =
            window()?.get_computed_style(&root).ok()??.get_property_value("--browser").ok()?;
        let list = document()?.query_selector_all("meta[name=theme-color]").ok()?;
        for meta in (0..list.length()).filter_map(|i| list.get(i)?.dyn_into::<Element>().ok()) {
            let _ = meta.remove_attribute("media");
            let _ = meta.set_attribute("content", colour.trim());
        }
        Some(())
    }
}
