//! Pages that differ from the server's markup, because the browser has translated them or an
//! extension has changed them. Signals do not reach texts that were replaced, so the browser then
//! follows links and posts forms as without JavaScript.

use super::browser::{document, find, get};
use leptos::{ev, prelude::*};
use std::cell::{Cell, RefCell};
use web_sys::ErrorEvent;

thread_local! {
    /// How many parts of the page are being hydrated or updated at this moment.
    static WORKING: Cell<u32> = const { Cell::new(0) };
    /// Whether that has failed.
    static STOPPED: Cell<bool> = const { Cell::new(false) };
    static LISTENING: Cell<bool> = const { Cell::new(false) };
    static ON_STOP: RefCell<Vec<Box<dyn Fn()>>> = const { RefCell::new(Vec::new()) };
}

/// Hydrates a part of the page, unless the page differs from the server's markup. A difference that
/// hydration itself finds stops it; then the callbacks of [`on_stop`] run.
pub fn guarded(start: impl FnOnce()) {
    if left_to_browser() {
        return;
    }
    WORKING.set(WORKING.get() + 1);
    start();
    WORKING.set(WORKING.get() - 1);
}

/// Updates a part of the page, and returns when its effects have run. If one of them fails, the
/// callbacks of [`on_stop`] run, and this may never return.
pub async fn guarded_update(update: impl FnOnce()) {
    WORKING.set(WORKING.get() + 1);
    update();
    leptos::task::tick().await;
    WORKING.set(WORKING.get() - 1);
}

/// Calls `work` if a part of the page cannot be hydrated or updated.
pub fn on_stop(work: impl Fn() + 'static) {
    ON_STOP.with_borrow_mut(|all| all.push(Box::new(work)));
    if LISTENING.replace(true) {
        return;
    }
    window_event_listener(ev::error, |event| {
        if WORKING.get() > 0 && is_ours(&event) && !STOPPED.replace(true) {
            without_script();
            for work in ON_STOP.take() {
                work();
            }
        }
    });
}

/// Whether an error was thrown in or below WebAssembly, by its stack. Scripts of extensions and the
/// browser's own reports, such as of a ResizeObserver loop, are no concern of the islands.
fn is_ours(event: &ErrorEvent) -> bool {
    let stack = get(&event.error(), "stack").and_then(|stack| stack.as_string());
    stack.is_some_and(|stack| stack.contains("wasm"))
}

/// Whether the browser handles the links and forms of this page. Translators replace each text by
/// an element.
pub fn left_to_browser() -> bool {
    let left = STOPPED.get() || find("font").is_some();
    if left {
        without_script();
    }
    left
}

/// Shows the buttons that only pages without JavaScript need.
pub fn without_script() {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.class_list().remove_1("js");
    }
}
