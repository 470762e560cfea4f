//! Cart changes on their way to the server, and the forms they come from.

use crate::islands::browser::{self, find, one_tab, pause, send_by_browser, spawn, window};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
};
use views::{cart::CartChange, routes};
use wasm_bindgen::JsCast;
use web_sys::{
    HtmlDialogElement, HtmlElement, HtmlFormElement, HtmlInputElement, Response, UrlSearchParams,
};

/// The pauses before a change is posted again, in milliseconds.
const PAUSES: [i32; 4] = [500, 1_500, 4_000, 8_000];
/// The longest pause that a `Retry-After` is granted, in milliseconds.
const LONGEST: i32 = 5_000;

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
    /// The number of the last run, and whether it is under way.
    static RUN: Cell<(u32, bool)> = const { Cell::new((0, false)) };
}

/// A run through the queue, by the server function or by posts. There is one at a time.
#[derive(Clone, Copy)]
pub(super) struct Run(u32);

impl Run {
    /// Starts a run, unless one is under way.
    pub fn start() -> Option<Self> {
        let (last, under_way) = RUN.get();
        let number = last.wrapping_add(1);
        (!under_way).then(|| {
            RUN.set((number, true));
            Self(number)
        })
    }

    /// Whether it has neither ended nor been replaced by posts.
    pub fn is_under_way(self) -> bool {
        RUN.get() == (self.0, true)
    }

    /// Ends it.
    pub fn end(self) {
        if self.is_under_way() {
            RUN.set((self.0, false));
        }
    }
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

/// The first change in the queue.
pub(super) fn front() -> Option<QueuedChange> {
    QUEUE.with_borrow(|queue| queue.front().cloned())
}

/// Removes the first change from the queue.
pub(super) fn remove_front() {
    QUEUE.with_borrow_mut(VecDeque::pop_front);
}

fn is_single() -> bool {
    QUEUE.with_borrow(|queue| queue.len() == 1)
}

/// Posts the changes that a run has left, because the page could not show its responses. The run
/// may never end by itself. If there are none left, the cart page shows the last response.
pub(super) fn post_instead() {
    let (last, under_way) = RUN.get();
    RUN.set((last, false));
    if front().is_some() {
        post_all();
    } else if under_way {
        show_cart_page();
    }
}

fn show_cart_page() {
    if let Some(window) = window() {
        let _ = window.location().assign(routes::CART);
    }
}

/// Posts the queued changes in their order, when the server function is not an option. The browser
/// posts the last one and shows the cart with all of them; those before it are posted in the
/// background, since the page would be left at the first one. A refused change is posted again by
/// the browser after all others, so that its page says why.
pub(super) fn post_all() {
    if front().is_none() {
        return;
    }
    let Some(run) = Run::start() else { return };
    spawn(async move {
        let mut by_browser: Option<QueuedChange> = None;
        // A change stays in the queue until it is posted, so that later ones wait for it.
        while let Some(queued) = front() {
            if by_browser.is_none() && is_single() && queued.form.is_connected() {
                remove_front();
                by_browser = Some(queued);
                break;
            }
            let posted = post_in_background(&queued.change).await;
            if !run.is_under_way() {
                return;
            }
            remove_front();
            match posted {
                Posted::Accepted => {}
                Posted::Refused => by_browser = by_browser.or(Some(queued)),
                Posted::Unanswered => {
                    by_browser = Some(queued);
                    break;
                }
            }
        }
        run.end();
        match by_browser.filter(|queued| queued.form.is_connected()) {
            Some(queued) => post(&queued),
            None => show_cart_page(),
        }
    });
}

/// What became of a post in the background.
enum Posted {
    Accepted,
    Refused,
    /// The server cannot be reached, or has no capacity.
    Unanswered,
}

/// Posts what the form of a change would post. Without an answer it is posted again with the same
/// key, so that it counts once.
async fn post_in_background(change: &CartChange) -> Posted {
    let mut pauses = PAUSES.into_iter();
    loop {
        let response = one_tab(post_once(change.clone())).await.flatten();
        match response.as_ref().map_or(0, Response::status) {
            0 | 429 | 500.. => {}
            // The removal was undone by a post whose answer was lost, or by another tab.
            404 if *change == CartChange::Undo => return Posted::Accepted,
            400.. => return Posted::Refused,
            _ => return Posted::Accepted,
        }
        let Some(least) = pauses.next() else { return Posted::Unanswered };
        let asked = response.as_ref().and_then(retry_after).unwrap_or(0);
        pause(least.max(asked.min(LONGEST))).await;
    }
}

async fn post_once(change: CartChange) -> Option<Response> {
    let fields = UrlSearchParams::new().ok()?;
    for (name, value) in change.fields() {
        fields.append(name, value);
    }
    browser::post(&routes::cart_change(&change), &fields).await
}

/// The pause that a response asks for, in milliseconds.
fn retry_after(response: &Response) -> Option<i32> {
    let seconds = response.headers().get("retry-after").ok()??.parse::<i32>().ok()?;
    Some(seconds.saturating_mul(1_000))
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
