//! Filters, sort order and pager in place: requests the list that a form or link leads to, and
//! updates the URL. If there is no response, the browser navigates to it.

use super::{
    ListState, address,
    api::{ShownList, show_list},
    view::contents,
};
use crate::islands::{
    browser::{
        Latest, announce, closest, document, fields, find, listen, plain_click, response, spawn,
        window,
    },
    catalogue::folds::Folds,
    guard::left_to_browser,
};
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, Event, HtmlElement, HtmlFormElement, MouseEvent, SubmitEvent, UrlSearchParams,
};

const FORMS: &str = "form[data-facets], form[data-sort]";
const LINKS: &str = "#results .chip, #results .clear, #results .pager a";

thread_local! {
    /// The list once the browser has rendered it; before that, the page shows the server's.
    static STATE: Cell<Option<ListState>> = const { Cell::new(None) };
    static LATEST: Latest = Latest::default();
}

/// How the history changes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HistoryChange {
    /// A new entry.
    Forward,
    /// A new entry for another page of the list, shown from its top.
    Top,
    /// The URL has changed already.
    Back,
}

/// Listens to the forms and links of the list, whether rendered by the server or the browser.
pub fn start() {
    listen("change", |event: Event| {
        if let Some(form) = closest::<HtmlFormElement>(&event, FORMS).filter(ours) {
            show(action(&form), HistoryChange::Forward);
        }
    });
    listen("submit", |event: SubmitEvent| {
        if let Some(form) = closest::<HtmlFormElement>(&event, FORMS).filter(ours) {
            event.prevent_default();
            submit(&form);
        }
    });
    listen("click", |event: MouseEvent| {
        let link = closest::<HtmlElement>(&event, LINKS).filter(|_| plain_click(&event));
        let Some(link) = link.filter(ours) else { return };
        if let Some(href) = link.get_attribute("href").filter(|href| is_of_same_words(href)) {
            event.prevent_default();
            let paging = link.closest(".pager").ok().flatten().is_some();
            show(href, if paging { HistoryChange::Top } else { HistoryChange::Forward });
        }
    });
}

/// Whether a link searches for the same words. The page around the list, its heading and its notes,
/// is about them: with others, the browser loads another page.
fn is_of_same_words(href: &str) -> bool {
    let words = |url: &str| {
        let query = url.split_once('?').map_or("", |(_, query)| query);
        UrlSearchParams::new_with_str(query).ok().and_then(|fields| fields.get("q"))
    };
    words(href) == words(&address::current())
}

/// Whether the list changes in place.
fn ours<T>(_: &T) -> bool {
    !left_to_browser()
}

/// Shows the list of the current URL, after Back or Forward.
pub fn follow() {
    if left_to_browser() {
        let _ = window().map(|window| window.location().reload());
    } else {
        show(address::current(), HistoryChange::Back);
    }
}

fn submit(form: &HtmlFormElement) {
    // On phones every tap narrows the list behind the panel at once, so its button only closes the
    // panel.
    match find("#filters[open]").filter(|_| form.has_attribute("data-facets")) {
        Some(panel) => {
            let _ = panel.remove_attribute("open");
            if let Some(results) = find(".results-list") {
                results.scroll_into_view();
            }
        }
        None => show(action(form), HistoryChange::Forward),
    }
}

/// The URL that a form leads to.
fn action(form: &HtmlFormElement) -> String {
    let fields = fields(form, None);
    if let Some(fields) = &fields {
        for name in ["price-from", "price-to"] {
            if fields.get(name).is_some_and(|value| value.trim().is_empty()) {
                fields.delete(name);
            }
        }
    }
    let fields = fields.map(|fields| String::from(fields.to_string())).unwrap_or_default();
    let action = form.get_attribute("action").unwrap_or_default();
    if fields.is_empty() { action } else { format!("{action}?{fields}") }
}

fn show(requested: String, history: HistoryChange) {
    let Some(results) = find("#results") else { return };
    address::note(requested.clone());
    let latest = LATEST.with(Clone::clone);
    let number = latest.next();
    let _ = results.set_attribute("aria-busy", "true");
    spawn(async move {
        let answer = response(show_list(requested.clone())).await;
        if !latest.is(number) {
            return;
        }
        match answer {
            Ok(shown) => receive(&results, shown, history).await,
            Err(_) => drop(window().map(|window| window.location().set_href(&requested))),
        }
    });
}

/// Shows a list received from the server. Keeps the focus, or moves it to the list.
async fn receive(results: &HtmlElement, shown: ShownList, history: HistoryChange) {
    let focused = focused().filter(|focused| results.contains(Some(focused)));
    // The element may show another value afterwards.
    let focused = focused.map(|focused| (focused.id(), focused));
    if history != HistoryChange::Back {
        push(&shown.address);
        address::note(address::current());
    }
    if let Some(document) = document() {
        document.set_title(&shown.title);
    }
    let count = shown.nothing.as_ref().map_or(&shown.count, |nothing| &nothing.title).clone();
    match STATE.get() {
        Some(list) => list.shown.set(shown),
        None => render(results, shown),
    }
    // By then the page shows the list.
    leptos::task::tick().await;
    let _ = results.remove_attribute("aria-busy");
    if history == HistoryChange::Top {
        let _ = results.focus();
        results.scroll_into_view();
    } else if let Some((id, before)) = focused {
        keep_focus(results, &id, &before);
    }
    announce(&count);
}

fn push(address: &str) {
    let _ = window().and_then(|window| {
        window.history().ok()?.push_state_with_url(&JsValue::NULL, "", Some(address)).ok()
    });
}

/// Renders the list in place of the server's. Keeps open parts open.
fn render(results: &HtmlElement, shown: ShownList) {
    let list = ListState::new(shown, Folds::within(results));
    STATE.set(Some(list));
    results.replace_children_with_node_0();
    // Kept until the page is left.
    mount_to(results.clone(), move || contents(list)).forget();
}

fn focused() -> Option<Element> {
    document().and_then(|document| document.active_element())
}

/// Keeps the focus on the element with the same id, since values may have moved. If it is gone,
/// moves the focus to the list.
fn keep_focus(results: &HtmlElement, id: &str, before: &Element) {
    let again = document().filter(|_| !id.is_empty());
    let again = again.and_then(|document| document.get_element_by_id(id)?.dyn_into().ok());
    let next: Option<HtmlElement> =
        again.or_else(|| (!before.is_connected()).then(|| results.clone()));
    if let Some(next) = next.filter(|next| focused().as_ref() != Some(next)) {
        let _ = next.focus();
    }
}
