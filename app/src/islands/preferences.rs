//! Theme, currency and country: the theme changes at once, and lists need no confirmation button.
//!
//! Choices are posted to the route of their form. A server function would do the same with more
//! code in the first bundle, which every page loads: nothing but a cookie comes back.

use leptos::prelude::*;

/// Starts the theme switch and the forms that are submitted when the choice changes.
#[island]
pub fn Preferences() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    in_browser::start();
    view! { <span hidden=true></span> }
}

#[cfg(feature = "hydrate")]
mod in_browser {
    use crate::islands::browser::{
        closest, document, fields, post, send_by_browser, sent_by_browser, spawn, window,
    };
    use leptos::{ev, prelude::*};
    use views::routes;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, Event, HtmlFormElement, SubmitEvent};

    pub fn start() {
        // The chosen theme; `None` while it is that of the server's page.
        let theme = RwSignal::new(None::<String>);
        Effect::new(move |_| {
            theme.with(|theme| theme.as_ref().map(|theme| show(theme)));
        });
        window_event_listener(ev::submit, move |event| submit(theme, &event));
        window_event_listener(ev::change, |event| change(&event));
    }

    /// Shows a theme at once and saves it. If the server cannot be reached, the browser posts the
    /// form.
    fn submit(theme: RwSignal<Option<String>>, event: &SubmitEvent) {
        let form = closest::<HtmlFormElement>(event, "form[data-theme-form]");
        let Some(form) = form.filter(|_| !sent_by_browser()) else { return };
        let Some(fields) = fields(&form, Some(event)) else { return };
        let Some(chosen) = fields.get("theme") else { return };
        event.prevent_default();
        let button = event.submitter().and_then(|button| button.dyn_into().ok());
        theme.set(Some(chosen));
        spawn(async move {
            if post(routes::PREFERENCES, &fields).await.is_none() {
                send_by_browser(&form, button.as_ref());
            }
        });
    }

    /// Saves a currency or country, and loads the page again: all its prices and many texts change,
    /// also those that no island knows. A reload keeps the scroll position; a form post would start
    /// at the top.
    fn change(event: &Event) {
        let form = closest::<HtmlFormElement>(event, "form.preference");
        let Some(form) = form else { return };
        spawn(async move {
            let saved = match fields(&form, None) {
                Some(fields) => {
                    let response = post(routes::PREFERENCES, &fields).await;
                    response.is_some_and(|response| response.ok())
                }
                None => false,
            };
            let done = saved.then(|| window()?.location().reload().ok()).flatten();
            if done.is_none() {
                let _ = form.request_submit();
            }
        });
    }

    /// Sets the theme of the page, and the colour of the browser's own bars to its background. Both
    /// are outside `<body>`, where no component renders.
    fn show(theme: &str) -> Option<()> {
        let root = document()?.document_element()?;
        root.set_attribute("data-theme", theme).ok()?;
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
