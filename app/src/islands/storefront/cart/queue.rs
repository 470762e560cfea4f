//! Cart changes on their way to the server, and the forms they come from.

use crate::islands::browser::{self, document, find, pause, spawn, window};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
};
use views::{cart::CartChange, routes};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlFormElement, HtmlInputElement, Response, UrlSearchParams};

/// The pauses before a change is posted, and posted again, in milliseconds.
const POST_PAUSES: [i32; 5] = [0, 500, 1_500, 4_000, 8_000];
/// The longest pause that a `Retry-After` is granted, in milliseconds.
const MAX_RETRY_AFTER: i32 = 5_000;
/// How long a queue is kept that is not being sent, in milliseconds: longer than any of the pauses.
const MAX_QUEUE_AGE: f64 = 30_000.0;

/// A change on its way to the server.
#[derive(Clone)]
pub(super) struct QueuedChange {
    pub change: CartChange,
    /// The form that it was read from.
    pub form: HtmlFormElement,
    /// The page to which the form's post returns if the change is refused; may be empty.
    pub back: String,
}

thread_local! {
    /// The changes in the order of the clicks. The one being sent stays in front until it is
    /// answered.
    pub(super) static QUEUE: RefCell<VecDeque<QueuedChange>> =
        const { RefCell::new(VecDeque::new()) };
    /// The number of the last run, and whether it is under way.
    static RUN: Cell<(u32, bool)> = const { Cell::new((0, false)) };
    /// When a change was last queued or sent, in milliseconds since 1970.
    static LAST_USE: Cell<f64> = const { Cell::new(0.0) };
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

    /// Whether it has neither ended nor been replaced by posts or dropped.
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

/// Adds a change to the queue.
pub(super) fn push(queued: QueuedChange) {
    note_use();
    QUEUE.with_borrow_mut(|queue| queue.push_back(queued));
}

/// Notes that a change is being queued or sent now.
pub(super) fn note_use() {
    LAST_USE.set(js_sys::Date::now());
}

/// Called when the page comes back after it was left. Stops the run, whose change may have lost its
/// response, and drops the changes that would replace what was done on other pages since: those
/// without a key, and all if that was long ago. The others are sent again.
pub(super) fn drop_outdated() {
    stop_run();
    let outdated = js_sys::Date::now() - LAST_USE.get() > MAX_QUEUE_AGE;
    QUEUE.with_borrow_mut(|queue| {
        queue.retain(|queued| !outdated && queued.change.key().is_some());
    });
}

/// Stops a run, which may never end by itself. Returns whether one was under way.
fn stop_run() -> bool {
    let (last, under_way) = RUN.get();
    RUN.set((last, false));
    under_way
}

fn is_single() -> bool {
    QUEUE.with_borrow(|queue| queue.len() == 1)
}

/// Posts the changes that a run has left, because the page could not show its responses. If there
/// are none left, the cart page shows the last response.
pub(super) fn post_instead() {
    let under_way = stop_run();
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
/// background, since the page would be left at the first one. If the server refuses one of these,
/// the next page shows the reason. If it does not answer, the browser posts that change and shows
/// why this fails.
pub(super) fn post_all() {
    if front().is_none() {
        return;
    }
    let Some(run) = Run::start() else { return };
    spawn(async move {
        // A change stays in the queue until it is posted, so that later ones wait for it.
        while let Some(queued) = front() {
            let by_browser = is_single() || !post_in_background(run, &queued.change).await;
            if !run.is_under_way() {
                return;
            }
            remove_front();
            if by_browser {
                run.end();
                if post(&queued).is_none() {
                    show_cart_page();
                }
                return;
            }
        }
        run.end();
    });
}

/// Posts what the form of a change would post. Without an answer it is posted again with the same
/// key, so that it counts once. Returns whether the server has answered. Without the lock that the
/// cart's own code has: this is in the first bundle, for pages where that code cannot be used.
async fn post_in_background(run: Run, change: &CartChange) -> bool {
    for wait in POST_PAUSES {
        pause(wait).await;
        if !run.is_under_way() {
            return false;
        }
        let status = post_once(change).await.map_or(0, |response| response.status());
        if !matches!(status, 0 | 429 | 500..) {
            return true;
        }
    }
    false
}

async fn post_once(change: &CartChange) -> Option<Response> {
    note_use();
    let fields = UrlSearchParams::new().ok()?;
    for (name, value) in change.fields() {
        fields.append(name, value);
    }
    browser::post(&routes::cart_change(change), &fields).await
}

/// The pause granted to a `Retry-After` of this many seconds, in milliseconds.
pub(super) fn retry_after_pause(seconds: u32) -> i32 {
    i32::try_from(seconds)
        .map_or(MAX_RETRY_AFTER, |seconds| seconds.saturating_mul(1_000).min(MAX_RETRY_AFTER))
}

/// Lets the browser post a change by a form of its own, since the form that the change was read
/// from may be gone or be that of another variant by now. `None` if that is not possible.
fn post(queued: &QueuedChange) -> Option<()> {
    let document = document()?;
    let create = |name: &str, attributes: &[(&str, &str)]| {
        let element = document.create_element(name).ok()?;
        for (name, value) in attributes {
            element.set_attribute(name, value).ok()?;
        }
        Some(element)
    };
    let action = routes::cart_change(&queued.change);
    let form = create("form", &[("method", "post"), ("action", action.as_str())])?;
    let mut fields = queued.change.fields();
    fields.push(("back", queued.back.as_str()));
    for (name, value) in fields {
        let field = create("input", &[("type", "hidden"), ("name", name), ("value", value)])?;
        form.append_child(&field).ok()?;
    }
    document.body()?.append_child(&form).ok()?;
    let posted = form.unchecked_ref::<HtmlFormElement>().submit();
    // The page may come back from the back/forward cache.
    form.remove();
    posted.ok()
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
