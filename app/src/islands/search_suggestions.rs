//! What the search box offers while somebody types: a combobox with a list box (WAI-ARIA Authoring
//! Practices, "Editable combobox").

use leptos::prelude::*;

/// Wakes the search boxes of a page.
#[island]
pub fn SearchSuggestions() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake::wake();
    view! { <span hidden=true></span> }
}

#[cfg(feature = "hydrate")]
mod wake {
    use crate::islands::browser::{Latest, ask, closest, document, find, listen, pause, spawn};
    use wasm_bindgen::JsCast;
    use web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent, MouseEvent};

    /// How long to wait for the next letter, in milliseconds.
    const PAUSE: i32 = 120;

    pub fn wake() {
        let latest = Latest::default();
        let typed = latest.clone();
        listen("input", move |event: Event| {
            let Some(input) =
                closest::<HtmlInputElement>(&event, "form[data-search] input[data-list]")
            else {
                return;
            };
            let (latest, number) = (typed.clone(), typed.next());
            spawn(async move {
                pause(PAUSE).await;
                if latest.is(number) {
                    offer(&input, &latest, number).await;
                }
            });
        });
        listen("keydown", move |event: KeyboardEvent| {
            let Some(input) =
                closest::<HtmlInputElement>(&event, "form[data-search] input[data-list]")
            else {
                return;
            };
            match event.key().as_str() {
                "ArrowDown" => drop(choose(&input, 1).map(|()| event.prevent_default())),
                "ArrowUp" => drop(choose(&input, -1).map(|()| event.prevent_default())),
                "Escape" => {
                    // The first one closes the list and keeps what was typed; the next one clears
                    // the field, as the browser does.
                    if list(&input).is_some_and(|list| !list.hidden()) {
                        event.prevent_default();
                    }
                    latest.next();
                    close(&input);
                }
                "Enter" => {
                    if let Some(chosen) = chosen(&input) {
                        event.prevent_default();
                        chosen.click();
                    }
                }
                _ => {}
            }
        });
        // Elsewhere on the page is away.
        let away = |inside: bool| {
            if !inside
                && let Some(open) = find("form[data-search] input[aria-expanded=true]")
                    .and_then(|i| i.dyn_into().ok())
            {
                close(&open);
            }
        };
        listen("click", move |event: MouseEvent| {
            away(closest::<HtmlElement>(&event, "form[data-search]").is_some())
        });
        listen("focusin", move |event: Event| {
            away(closest::<HtmlElement>(&event, "form[data-search]").is_some())
        });
    }

    fn list(input: &HtmlInputElement) -> Option<HtmlElement> {
        document()?.get_element_by_id(&input.get_attribute("data-list")?)?.dyn_into().ok()
    }

    fn close(input: &HtmlInputElement) {
        if let Some(list) = list(input) {
            list.set_hidden(true);
        }
        let _ = input.set_attribute("aria-expanded", "false");
        let _ = input.remove_attribute("aria-activedescendant");
    }

    async fn offer(input: &HtmlInputElement, latest: &Latest, number: u32) {
        let query = input.value();
        if query.trim().chars().count() < 2 {
            close(input);
            return;
        }
        let url =
            format!("/search/suggestions?q={}", String::from(js_sys::encode_uri_component(&query)));
        let Some(answer) =
            ask(&url, None, "text/html").await.filter(|answer| answer.ok && latest.is(number))
        else {
            return;
        };
        let Some(list) = list(input) else { return };
        list.set_inner_html(&answer.text);
        list.set_hidden(false);
        for (name, value) in [
            ("role", "combobox"),
            ("aria-expanded", "true"),
            ("aria-autocomplete", "list"),
            ("aria-controls", &list.id()),
        ] {
            let _ = input.set_attribute(name, value);
        }
        let _ = input.remove_attribute("aria-activedescendant");
    }

    fn options(input: &HtmlInputElement) -> Vec<HtmlElement> {
        let Some(list) = list(input).filter(|list| !list.hidden()) else { return Vec::new() };
        let Ok(found) = list.query_selector_all("[role=option]") else { return Vec::new() };
        (0..found.length()).filter_map(|i| found.get(i)?.dyn_into().ok()).collect()
    }

    fn chosen(input: &HtmlInputElement) -> Option<HtmlElement> {
        options(input)
            .into_iter()
            .find(|option| option.get_attribute("aria-selected").as_deref() == Some("true"))
    }

    /// Moves the choice; past either end it is back in what was typed.
    fn choose(input: &HtmlInputElement, step: i32) -> Option<()> {
        let options = options(input);
        let count = i32::try_from(options.len()).ok().filter(|n| *n > 0)?;
        let now = options
            .iter()
            .position(|o| o.get_attribute("aria-selected").as_deref() == Some("true"));
        let now =
            now.and_then(|i| i32::try_from(i).ok()).unwrap_or(if step > 0 { -1 } else { count });
        let next = usize::try_from(now + step).ok();
        for (i, option) in options.iter().enumerate() {
            let _ = option
                .set_attribute("aria-selected", if Some(i) == next { "true" } else { "false" });
        }
        match next.and_then(|i| options.get(i)) {
            Some(option) => {
                let _ = input.set_attribute("aria-activedescendant", &option.id());
                option.scroll_into_view_with_bool(false);
            }
            None => drop(input.remove_attribute("aria-activedescendant")),
        }
        Some(())
    }
}
