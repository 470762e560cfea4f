//! Intercepts the cart's forms anywhere on the page, and queues their changes.

use super::{
    CartCountState, changes,
    queue::{
        self, QUEUE, QueuedChange, Task, drawer, note_sent, post_all, post_instead, quantity, sent,
    },
};
use crate::islands::{
    browser::{find, in_time, spawn, window},
    guard::{left_to_browser, on_stop, without_script},
    over,
};
use domain::cart::{Step, after_step, step_beside};
use leptos::{ev, prelude::*};
use views::{cart::CartChange, routes};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, FormData, HtmlButtonElement, HtmlDialogElement, HtmlElement, HtmlFormElement,
    HtmlInputElement, MouseEvent, SubmitEvent,
};

/// Provides the state of this page's cart, before its islands hydrate.
pub fn start() {
    let count = find("#cart-count").and_then(|badge| badge.text_content()?.parse().ok());
    CartCountState::provide(count.unwrap_or(0));
}

/// Listens to the forms of the cart.
pub(super) fn listen(units: CartCountState) {
    over::watch("#menu");
    on_stop(post_instead);
    window_event_listener(ev::submit, move |event| submit(units, &event));
    // A quantity typed into a line is submitted when the field loses the focus.
    window_event_listener(ev::change, |event| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let form = field.and_then(|field| field.form());
        if let Some(form) = form.filter(|form| form.has_attribute("data-stepper")) {
            let _ = form.request_submit();
        }
    });
    window_event_listener(ev::click, |event| click(&event));
    // The page may come from the back/forward cache with an outdated cart.
    window_event_listener(ev::pageshow, move |event| {
        if event.persisted() {
            queue::drop_outdated();
            call(units, Task::Refresh);
        }
    });
    let prepare = move || call(units, Task::Prepare);
    once(ev::pointerover, prepare);
    once(ev::keydown, prepare);
}

/// Calls `work` on the first event of a kind.
fn once<E: ev::EventDescriptor + 'static>(kind: E, work: impl Fn() + 'static)
where
    E::EventType: JsCast,
{
    let done = std::cell::Cell::new(false);
    window_event_listener(kind, move |_| {
        if !done.replace(true) {
            work();
        }
    });
}

/// Calls the cart's lazily loaded code. If it cannot be loaded, or takes too long, the changes are
/// posted. A preparation may take as long as it does: there is nothing to post.
pub(super) fn call(units: CartCountState, task: Task) {
    let prepares = matches!(task, Task::Prepare);
    spawn(async move {
        let loaded = in_time(Box::pin(changes::load_cart(units, task))).await;
        if !matches!(loaded, Some(Ok(()))) && !(prepares && loaded.is_none()) {
            without_script();
            post_all();
        }
    });
}

/// Called when the drawer was closed, in any way.
pub(super) fn drawer_closed() {
    if let Some(dialog) = drawer() {
        over::closed(&dialog);
    }
}

fn click(event: &MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    // The second click of a double click: it should not add another unit, or close the drawer
    // opened by the first one.
    if event.detail() > 1 {
        if target.is_some_and(|target| adds(&target)) {
            event.prevent_default();
        }
        return;
    }
    // A click on the backdrop closes the drawer.
    let dialog = target.and_then(|target| target.dyn_into::<HtmlDialogElement>().ok());
    if let Some(dialog) = dialog.filter(|dialog| dialog.id() == "cart-drawer") {
        dialog.close();
    }
}

/// Whether an element belongs to a button that adds to the cart; the button may be outside its
/// form.
fn adds(element: &Element) -> bool {
    let button = element.closest("button").ok().flatten();
    button.and_then(|button| button.dyn_into::<HtmlButtonElement>().ok()).is_some_and(|button| {
        button.type_() == "submit"
            && button.form().is_some_and(|form| form.has_attribute("data-add-to-cart"))
    })
}

fn submit(units: CartCountState, event: &SubmitEvent) {
    let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let Some(form) = form.filter(|_| !event.default_prevented()) else { return };
    let button = event.submitter().and_then(|button| button.dyn_into::<HtmlElement>().ok());
    // Changes before this one come first; if there are any, it is queued behind them.
    if left_to_browser() && QUEUE.with_borrow(|queue| queue.is_empty()) {
        return;
    }
    let Some(queued) = read(&form, button.as_ref()) else { return };
    event.prevent_default();
    if let (CartChange::Set { quantity: wanted, .. }, Some(field)) =
        (&queued.change, quantity(&queued.form))
    {
        // A quantity typed and submitted by Enter fires change and submit: one is enough.
        if *wanted == sent(&field) && QUEUE.with_borrow(|queue| !queue.is_empty()) {
            return;
        }
        note_sent(&field, wanted);
    }
    queue::push(queued);
    call(units, Task::Send);
}

/// The change that a form requests, equal to its post.
fn read(form: &HtmlFormElement, button: Option<&HtmlElement>) -> Option<QueuedChange> {
    let data = FormData::new_with_form(form).ok()?;
    let field = |name: &str| data.get(name).as_string().unwrap_or_default();
    let pressed = |name: &str| {
        let named = button?.get_attribute("name").as_deref() == Some(name);
        button?.get_attribute("value").filter(|_| named)
    };
    let action = form.get_attribute("action")?;
    let change = if action == routes::CART_LINES {
        let quantity = if data.has("quantity") { field("quantity") } else { "1".to_owned() };
        CartChange::Add { sku: field("sku"), quantity, key: key() }
    } else if action == routes::CART_UNDO {
        CartChange::Undo
    } else if action == routes::CART_EMPTY {
        CartChange::Empty
    } else {
        let sku = form.closest("[data-line]").ok()??.get_attribute("data-line")?;
        if action != routes::cart_line(&sku) {
            return None;
        }
        match pressed("step").and_then(|by| by.parse().ok()) {
            Some(by) => step(form, sku, by)?,
            None => {
                let quantity = pressed("quantity").unwrap_or_else(|| field("quantity"));
                CartChange::Set { sku, quantity }
            }
        }
    };
    Some(QueuedChange { change, form: form.clone(), back: field("back") })
}

/// Changes the displayed quantity by one at once; several clicks add up. Starts from a typed
/// quantity that was not sent.
fn step(form: &HtmlFormElement, sku: String, by: i32) -> Option<CartChange> {
    let field = quantity(form)?;
    let before = sent(&field);
    Some(match step_beside(&field.value(), &before, by) {
        Step::By(by) => {
            // What was sent last may have been refused.
            let shown = before.parse::<i32>().or_else(|_| field.default_value().parse()).ok()?;
            note_sent(&field, &after_step(shown, by).to_string());
            CartChange::Step { sku, by, key: key() }
        }
        Step::To(quantity) => {
            let quantity = quantity.to_string();
            field.set_value(&quantity);
            CartChange::Set { sku, quantity }
        }
    })
}

/// 128 random bits in hexadecimal, or none if the browser provides no random numbers: the same key
/// for every change would make all but the first count as repeated.
fn key() -> String {
    let mut bytes = [0; 16];
    let crypto = window().and_then(|window| window.crypto().ok());
    if crypto.is_none_or(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_err()) {
        return String::new();
    }
    let digit = |n: u8| char::from_digit(n.into(), 16);
    bytes.into_iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).flatten().collect()
}
