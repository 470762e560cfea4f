//! What lies over a page is closed by Back, as people on phones expect. Opening it is a step of the
//! history without an address of its own; closed in another way, it takes that step back.

use super::browser::{closest, find, listen, listen_actively, pause, plain_click, spawn, window};
use std::cell::{Cell, RefCell};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, History, HtmlDialogElement, HtmlElement, MouseEvent, ScrollRestoration};

/// The state of such a step.
const STEP: &str = "over";

thread_local! {
    static OPEN: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
    /// Whether it was closed a moment ago and its step is still to be taken back.
    static CLOSED: Cell<bool> = const { Cell::new(false) };
    /// Whether the next step back is the one that closing has asked for.
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

/// The page stays where it is when a step is taken back; other steps find their place again.
fn scrolls_back(history: &History, itself: bool) {
    let _ = history.set_scroll_restoration(if itself {
        ScrollRestoration::Auto
    } else {
        ScrollRestoration::Manual
    });
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

/// Something was opened over the page. What is opened over another, or right after it, shares its
/// step.
pub fn opened(element: &HtmlElement) {
    begin();
    let before = OPEN.replace(Some(element.clone()));
    if before.is_some() || CLOSED.replace(false) {
        return;
    }
    let pushed = history().and_then(|history| {
        scrolls_back(&history, false);
        history.push_state_with_url(&JsValue::from_str(STEP), "", None).ok()
    });
    if pushed.is_none() {
        OPEN.take();
    }
}

/// It was closed by its button, Escape or a tap beside it: the step of the history goes as well.
/// Closed by Back, it is gone.
pub fn closed(element: &HtmlElement) {
    if OPEN.with_borrow(|open| open.as_ref() == Some(element)) {
        OPEN.take();
        CLOSED.set(true);
        // The tap that closed it may be on a link, whose click comes after this event and replaces
        // the step.
        spawn(async {
            pause(0).await;
            if let Some(history) = history().filter(|_| CLOSED.replace(false)) {
                TAKEN_BACK.set(true);
                let _ = history.back();
            }
        });
    }
}

fn begin() {
    if LISTENING.replace(true) {
        return;
    }
    let back = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let open = OPEN.take();
        if CLOSED.replace(false) | TAKEN_BACK.replace(false) || open.is_some() {
            // The address is the same: nothing else has to follow.
            event.stop_immediate_propagation();
            if let Some(history) = history() {
                scrolls_back(&history, true);
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
    // A link leads on from the page below: the step of what lay over it is replaced.
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
            scrolls_back(&history, true);
        }
        if window().is_some_and(|window| window.location().replace(&href).is_ok()) {
            event.prevent_default();
        }
        if let Some(element) = open {
            close(&element);
        }
    });
}
