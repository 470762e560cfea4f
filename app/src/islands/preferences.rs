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
    use crate::islands::browser::{ask, closest, document, fields, listen, spawn};
    use wasm_bindgen::JsCast;
    use web_sys::{Event, HtmlFormElement, SubmitEvent};

    pub fn wake() {
        listen("submit", |event: SubmitEvent| {
            let Some(form) =
                event.target().and_then(|t| t.dyn_into::<HtmlFormElement>().ok()).filter(|f| f.has_attribute("data-theme-form"))
            else {
                return;
            };
            let Some(fields) = fields(&form, Some(&event)) else { return };
            let Some(theme) = fields.get("theme") else { return };
            event.prevent_default();
            if let Some(root) = document().and_then(|d| d.document_element()) {
                let _ = root.set_attribute("data-theme", &theme);
            }
            spawn(async move {
                if ask("/preferences", Some(&fields), "application/json").await.is_none() {
                    let _ = form.submit();
                }
            });
        });
        listen("change", |event: Event| {
            if let Some(form) = closest::<HtmlFormElement>(&event, "form[data-submit-on-change]:not([data-sort])") {
                let _ = form.request_submit();
            }
        });
    }
}
