//! Overlays are closed by Back, as people on phones expect. Opening one adds a history entry with
//! the same URL; closing it otherwise goes back by that entry.

use super::browser::{closest, find, listen, listen_actively, pause, plain_click, spawn, window};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, History, HtmlDialogElement, HtmlElement, MouseEvent, ScrollRestoration};

/// The state of such an entry.
const STEP: &str = "over";

thread_local! {
    static OPEN: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
    /// Whether an overlay was closed just now and its entry is still to be removed.
    static CLOSED: Cell<bool> = const { Cell::new(false) };
    /// Whether a step back has been requested and has not happened yet.
    static TAKEN_BACK: Cell<bool> = const { Cell::new(false) };
    static LISTENING: Cell<bool> = const { Cell::new(false) };
}

/// Watches a dialog or popover that opens and closes by itself.
pub fn watch(selector: &str) {
    let Some(element) = find(selector) else { return };
    let shown = element.clone();
    listen_actively(&element, "toggle", move |_: Event| {
        if is_open(&shown) { opened(&shown) } else { closed(&shown) }
    });
}

fn history() -> Option<History> {
    window()?.history().ok()
}

/// Keeps the scroll position when an entry is removed.
fn keep_scroll(history: &History) {
    let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
}

/// Lets other navigation restore its scroll position.
fn restore_scroll(history: &History) {
    let _ = history.set_scroll_restoration(ScrollRestoration::Auto);
}

fn is_open(element: &HtmlElement) -> bool {
    element.has_attribute("open") || element.matches(":popover-open").unwrap_or(false)
}

fn close(element: &HtmlElement) {
    match element.dyn_ref::<HtmlDialogElement>() {
        Some(dialog) => dialog.close(),
        None => drop(element.hide_popover()),
    }
}

/// Called when an overlay was opened. One opened over another, or directly after it, shares its
/// entry.
pub fn opened(element: &HtmlElement) {
    begin();
    let before = OPEN.replace(Some(element.clone()));
    // An entry added during a step back would be lost; it is added afterwards.
    if before.is_none() && !CLOSED.replace(false) && !TAKEN_BACK.get() {
        add_step();
    }
}

fn add_step() {
    let added = history().and_then(|history| {
        keep_scroll(&history);
        history.push_state_with_url(&JsValue::from_str(STEP), "", None).ok()
    });
    if added.is_none() {
        OPEN.take();
    }
}

/// Called when an overlay was closed. Removes its history entry, unless Back has already done so.
pub fn closed(element: &HtmlElement) {
    if !OPEN.with_borrow(|open| open.as_ref() == Some(element)) {
        return;
    }
    OPEN.take();
    if TAKEN_BACK.get() {
        // It has no entry yet.
        return;
    }
    CLOSED.set(true);
    // The tap that closed it may be on a link, whose click follows this event and replaces the
    // entry.
    spawn(async {
        pause(0).await;
        if let Some(history) = history().filter(|_| CLOSED.replace(false)) {
            TAKEN_BACK.set(true);
            let _ = history.back();
        }
    });
}

fn begin() {
    if LISTENING.replace(true) {
        return;
    }
    let back = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        if TAKEN_BACK.replace(false) {
            // The URL is the same, so no other listener needs this event.
            event.stop_immediate_propagation();
            if OPEN.with_borrow(Option::is_some) {
                add_step();
            } else if let Some(history) = history() {
                restore_scroll(&history);
            }
            return;
        }
        let open = OPEN.take();
        if CLOSED.replace(false) || open.is_some() {
            event.stop_immediate_propagation();
            if let Some(history) = history() {
                restore_scroll(&history);
            }
        }
        if let Some(element) = open {
            close(&element);
        }
    });
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback_and_bool(
            "popstate",
            back.as_ref().unchecked_ref(),
            true,
        );
        back.forget();
    }
    // A link leads away from the page below, so it replaces the overlay's entry.
    listen("click", |event: MouseEvent| {
        let Some(link) = closest::<HtmlElement>(&event, "a[href]").filter(|_| plain_click(&event))
        else {
            return;
        };
        let Some(href) = link
            .get_attribute("href")
            .filter(|href| !href.starts_with('#') && !link.has_attribute("target"))
        else {
            return;
        };
        let open = OPEN.take();
        if open.is_none() && !CLOSED.replace(false) {
            return;
        }
        if let Some(history) = history() {
            restore_scroll(&history);
        }
        if window().is_some_and(|window| window.location().replace(&href).is_ok()) {
            event.prevent_default();
        }
        if let Some(element) = open {
            close(&element);
        }
    });
}
