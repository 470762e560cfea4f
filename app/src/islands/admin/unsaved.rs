//! Unsaved changes: says that there are some, and lets the browser ask before they are lost.

use leptos::prelude::*;

/// The line in the save bar. It watches the forms with `data-guard`; one with `changed` shows what
/// is not saved from the start.
#[island]
pub fn UnsavedGuard(
    /// The sentence.
    text: String,
) -> impl IntoView {
    let changed = RwSignal::new(false);
    #[cfg(feature = "hydrate")]
    in_browser::start(changed);
    view! {
        <p class="unsaved" role="status">{move || changed.get().then(|| text.clone())}</p>
    }
}

#[cfg(feature = "hydrate")]
mod in_browser {
    use crate::islands::browser::{closest, find, listen};
    use leptos::{ev, prelude::*};
    use std::{cell::Cell, rc::Rc};
    use web_sys::{Element, Event};

    const GUARDED: &str = "form[data-guard]";

    pub(super) fn start(changed: RwSignal<bool>) {
        Effect::new(move |_| {
            if find("form[data-guard=changed]").is_some() {
                changed.set(true);
            }
        });
        let saving = Rc::new(Cell::new(false));
        let typed = Rc::clone(&saving);
        listen("input", move |event: Event| {
            if closest::<Element>(&event, GUARDED).is_some() {
                typed.set(false);
                changed.set(true);
            }
        });
        // Another form, such as the search, leaves without saving.
        let sent = Rc::clone(&saving);
        listen("submit", move |event: Event| {
            if closest::<Element>(&event, GUARDED).is_some() && !event.default_prevented() {
                sent.set(true);
            }
        });
        window_event_listener(ev::beforeunload, move |event| {
            if changed.get_untracked() && !saving.get() {
                event.prevent_default();
            }
        });
    }
}
