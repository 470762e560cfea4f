//! Cart changes on their way to the server, and the forms they come from.

use crate::islands::browser::{find, send_by_browser, window};
use std::{cell::RefCell, collections::VecDeque};
use views::cart::CartChange;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, HtmlFormElement, HtmlInputElement};

/// A change on its way to the server.
#[derive(Clone)]
pub(super) struct Job {
    pub change: CartChange,
    pub form: HtmlFormElement,
    /// The button that was pressed; `None` if the form means the same without it.
    pub button: Option<HtmlElement>,
}

thread_local! {
    /// The changes in the order of the clicks. The one being sent stays in front until it is
    /// answered.
    pub(super) static QUEUE: RefCell<VecDeque<Job>> = const { RefCell::new(VecDeque::new()) };
}

/// What the cart's lazily loaded code is called for.
pub(super) enum Task {
    /// Somebody is about to use the cart.
    Prepare,
    /// There is a change in the queue.
    Send,
    /// The displayed cart may be outdated.
    Refresh,
}

pub(super) fn drawer() -> Option<HtmlDialogElement> {
    find("#cart-drawer")?.dyn_into().ok()
}

/// Lets the browser post a form, with the key of the change: the server may have applied it
/// already.
pub(super) fn post(job: &Job) {
    if let Some(key) = job.change.key() {
        let hidden = window()
            .and_then(|window| window.document()?.create_element("input").ok())
            .and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        if let Some(hidden) = hidden {
            hidden.set_type("hidden");
            hidden.set_name("key");
            hidden.set_value(key);
            let _ = job.form.append_child(&hidden);
        }
    }
    // The button's value refers to the quantity that the page was rendered with.
    if let (CartChange::Step { .. }, Some(field)) = (&job.change, quantity(&job.form)) {
        field.set_value(&field.default_value());
    }
    send_by_browser(&job.form, job.button.as_ref());
}

pub(super) fn quantity(form: &HtmlFormElement) -> Option<HtmlInputElement> {
    form.query_selector("input[name=quantity]").ok()??.dyn_into().ok()
}

/// The value of a field that was sent last; initially the one it was rendered with.
pub(super) fn sent(field: &HtmlInputElement) -> String {
    field.get_attribute("data-sent").unwrap_or_else(|| field.default_value())
}

/// Records a quantity as sent.
pub(super) fn note_sent(field: &HtmlInputElement, value: &str) {
    field.set_value(value);
    let _ = field.set_attribute("data-sent", value);
}
