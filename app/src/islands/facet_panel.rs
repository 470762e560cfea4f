//! Filtering, sorting and paging a list without loading the page again. The address follows, so
//! Back and sharing work as without script.

use leptos::prelude::*;

/// Wakes the filters, the order and the pager of a list.
#[island]
pub fn FacetPanel() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake::wake();
    view! { <span hidden=true></span> }
}

#[cfg(feature = "hydrate")]
mod wake {
    use crate::islands::browser::{
        Latest, announce, ask, closest, fields, find, listen, plain_click, spawn, swap, window,
    };
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use web_sys::{Event, HtmlElement, HtmlFormElement, MouseEvent, SubmitEvent};

    pub fn wake() {
        let latest = Latest::default();
        let go = {
            let latest = latest.clone();
            move |form: &HtmlFormElement| {
                let fields = fields(form, None);
                if let Some(fields) = &fields {
                    for name in ["price-from", "price-to"] {
                        if fields.get(name).is_some_and(|value| value.trim().is_empty()) {
                            fields.delete(name);
                        }
                    }
                }
                let fields = fields.map(|f| String::from(f.to_string())).unwrap_or_default();
                let action = form.get_attribute("action").unwrap_or_default();
                show(
                    &latest,
                    if fields.is_empty() { action } else { format!("{action}?{fields}") },
                    true,
                    false,
                );
            }
        };
        let change = go.clone();
        listen("change", move |event: Event| {
            if let Some(form) =
                closest::<HtmlFormElement>(&event, "form[data-facets], form[data-sort]")
            {
                change(&form);
            }
        });
        listen("submit", move |event: SubmitEvent| {
            if let Some(form) =
                closest::<HtmlFormElement>(&event, "form[data-facets], form[data-sort]")
            {
                event.prevent_default();
                // On phones every tap has narrowed the list behind the panel already: its button
                // only shows it.
                match find("#filters[open]").filter(|_| form.has_attribute("data-facets")) {
                    Some(panel) => {
                        let _ = panel.remove_attribute("open");
                        if let Some(results) = find(".results-list") {
                            results.scroll_into_view();
                        }
                    }
                    None => go(&form),
                }
            }
        });
        let clicked = latest.clone();
        listen("click", move |event: MouseEvent| {
            let Some(link) = closest::<HtmlElement>(
                &event,
                "#results .chip, #results .clear, #results .pager a",
            )
            .filter(|_| plain_click(&event)) else {
                return;
            };
            let paging = link.closest(".pager").ok().flatten().is_some();
            if let Some(href) = link.get_attribute("href") {
                event.prevent_default();
                show(&clicked, href, true, paging);
            }
        });
        let back = Closure::<dyn FnMut()>::new(move || {
            if let Some(href) = window()
                .and_then(|w| w.location().href().ok())
                .filter(|_| find("#results").is_some())
            {
                show(&latest, href, false, false);
            }
        });
        if let Some(window) = window() {
            let _ =
                window.add_event_listener_with_callback("popstate", back.as_ref().unchecked_ref());
            back.forget();
        }
    }

    /// Fetches a list and shows it in place; `push` makes it a step of the history, `top` goes to
    /// its beginning.
    fn show(latest: &Latest, href: String, push: bool, top: bool) {
        let (latest, number) = (latest.clone(), latest.next());
        if let Some(results) = find("#results") {
            let _ = results.set_attribute("aria-busy", "true");
        }
        spawn(async move {
            let answer = ask(&href, None, "text/html").await.filter(|answer| answer.ok);
            if !latest.is(number) {
                return;
            }
            let shown = answer.and_then(|answer| {
                swap(&answer.text, "#results")?;
                if push {
                    window()?
                        .history()
                        .ok()?
                        .push_state_with_url(&JsValue::NULL, "", Some(&answer.url))
                        .ok()?;
                }
                Some(())
            });
            let Some(()) = shown else {
                drop(window().map(|w| w.location().set_href(&href)));
                return;
            };
            if let Some(results) = find("#results") {
                let _ = results.remove_attribute("aria-busy");
                if top {
                    let _ = results.focus();
                    results.scroll_into_view();
                }
            }
            announce(
                &find("#results-count")
                    .or_else(|| find("#results h2"))
                    .and_then(|c| c.text_content())
                    .unwrap_or_default(),
            );
        });
    }
}
