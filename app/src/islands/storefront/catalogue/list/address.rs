//! The URL of the displayed or requested list. In the first bundle: Back and Forward show the list
//! of their URL, also directly after a reload.

use crate::islands::browser::window;
use leptos::{ev, prelude::*};
use std::cell::RefCell;

thread_local! {
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The path and query of the page.
pub fn current() -> String {
    let location = window().map(|window| window.location());
    location
        .and_then(|location| Some(location.pathname().ok()? + &location.search().ok()?))
        .unwrap_or_default()
}

/// Records that the list at this URL is displayed or requested.
pub fn note(address: String) {
    SHOWN.set(address);
}

/// Calls `work` when the URL changes to that of another list. Links to a part of the page change
/// the history too.
pub fn on_change(work: impl Fn() + 'static) {
    note(current());
    window_event_listener(ev::popstate, move |_| {
        if SHOWN.with_borrow(|shown| *shown != current()) {
            work();
        }
    });
}
