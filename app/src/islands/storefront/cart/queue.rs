//! Cart changes on their way to the server, and the forms they come from.

use crate::islands::browser::{self, find, send_by_browser, spawn, window};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
};
use views::{cart::CartChange, routes};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, HtmlFormElement, HtmlInputElement, UrlSearchParams};

/// A change on its way to the server.
#[derive(Clone)]
pub(super) struct QueuedChange {
    pub change: CartChange,
    pub form: HtmlFormElement,
    /// The button that was pressed; `None` if the form means the same without it.
    pub button: Option<HtmlElement>,
}

thread_local! {
    /// The changes in the order of the clicks. The one being sent stays in front until it is
    /// answered.
    pub(super) static QUEUE: RefCell<VecDeque<QueuedChange>> =
        const { RefCell::new(VecDeque::new()) };
    /// Whether the queue is being worked off: by the server function, or by posts.
    pub(super) static BUSY: Cell<bool> = const { Cell::new(false) };
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

/// Posts the queued changes in their order, when the server function is not an option. The browser
/// posts the last one and shows the cart with all of them; those before it are posted in the
/// background, since the page would be left at the first one.
pub(super) fn post_all() {
    if BUSY.replace(true) {
        return;
    }
    spawn(async {
        while let Some((queued, is_last)) = front() {
            // It stays in the queue meanwhile, so that later ones wait for it. If it is refused,
            // the cart shows that by what it contains.
            let shown = is_last && queued.form.is_connected();
            let arrived = !shown && post_in_background(&queued.change).await.is_some();
            QUEUE.with_borrow_mut(VecDeque::pop_front);
            if !arrived {
                post(&queued);
                break;
            }
        }
        BUSY.set(false);
    });
}

/// The first change, and whether it is the only one.
fn front() -> Option<(QueuedChange, bool)> {
    QUEUE.with_borrow(|queue| Some((queue.front()?.clone(), queue.len() == 1)))
}

/// Posts what the form of a change would post. `None` if the server cannot be reached.
async fn post_in_background(change: &CartChange) -> Option<bool> {
    let fields = UrlSearchParams::new().ok()?;
    let url = match change {
        CartChange::Add { sku, quantity, .. } => {
            fields.append("sku", sku);
            fields.append("quantity", quantity);
            routes::CART_LINES.to_owned()
        }
        CartChange::Step { sku, by, .. } => {
            fields.append("step", if *by < 0 { "-1" } else { "1" });
            routes::cart_line(sku)
        }
        CartChange::Set { sku, quantity } => {
            fields.append("quantity", quantity);
            routes::cart_line(sku)
        }
        CartChange::Undo => routes::CART_UNDO.to_owned(),
        CartChange::Empty => routes::CART_EMPTY.to_owned(),
    };
    if let Some(key) = change.key() {
        fields.append("key", key);
    }
    browser::post(&url, &fields).await
}

/// Lets the browser post a form, with the key of the change: the server may have applied it
/// already.
fn post(queued: &QueuedChange) {
    let key = queued.change.key().and_then(|key| hidden_key(&queued.form, key));
    if let Some(field) = quantity(&queued.form) {
        match &queued.change {
            // The button's value refers to the quantity that the page was rendered with.
            CartChange::Step { .. } => field.set_value(&field.default_value()),
            CartChange::Add { quantity, .. } | CartChange::Set { quantity, .. } => {
                field.set_value(quantity);
            }
            CartChange::Undo | CartChange::Empty => {}
        }
    }
    send_by_browser(&queued.form, queued.button.as_ref());
    // The form's next change is another one, also on a page from the back/forward cache.
    if let Some(key) = key {
        key.remove();
    }
}

fn hidden_key(form: &HtmlFormElement, key: &str) -> Option<HtmlInputElement> {
    let field = window()?.document()?.create_element("input").ok()?;
    let field = field.dyn_into::<HtmlInputElement>().ok()?;
    field.set_type("hidden");
    field.set_name("key");
    field.set_value(key);
    form.append_child(&field).ok()?;
    Some(field)
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
