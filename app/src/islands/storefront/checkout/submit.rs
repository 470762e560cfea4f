//! Validates a form and submits it once.

use super::{FormState, check::check};
use crate::islands::{
    browser::{announce, find},
    guard::left_to_browser,
};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, SubmitEvent};

/// Listens to the form of the step.
pub(super) fn listen(form: FormState) {
    window_event_listener(ev::submit, move |event| submit(form, &event));
    // A page restored from the back/forward cache can submit its form again.
    window_event_listener(ev::pageshow, move |event| {
        if event.persisted() {
            form.sent.set(false);
        }
    });
}

fn submit(form: FormState, event: &SubmitEvent) {
    let element = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    if element.is_none_or(|element| !element.has_attribute("data-checkout")) {
        return;
    }
    if form.sent.get_untracked() {
        event.prevent_default();
        return;
    }
    if left_to_browser() {
        // The server checks the fields; the form is still submitted once.
        form.sent.set(true);
        return;
    }
    let visible = form.fields.get_value().into_iter().filter(|field| {
        super::check::control(*field).is_some_and(|control| control.offset_parent().is_some())
    });
    let wrong: Vec<_> = visible.filter(|field| !check(form, *field)).collect();
    form.summary.set(wrong.iter().filter_map(|field| field.summary_item()).collect());
    if wrong.is_empty() {
        form.sent.set(true);
        if let Some(texts) = form.place.get_value() {
            announce(&texts.busy);
        }
        return;
    }
    event.prevent_default();
    leptos::task::spawn_local(async {
        leptos::task::tick().await;
        if let Some(summary) = find("#error-summary") {
            let _ = summary.focus();
        }
    });
}
