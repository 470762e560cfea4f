//! Parts of the islands that are loaded when somebody is about to use them, separately from the
//! first bundle. If one cannot be loaded, or takes too long, its links and forms work as without
//! JavaScript.

use super::{
    browser::{closest, find, in_time, listen, pause, plain_click, spawn},
    cart::BUY_ERROR,
    catalogue::{
        gallery,
        list::{address, change},
        product,
    },
    checkout,
    guard::{guarded, on_stop, without_script},
    search::{early, start as search_start},
};
use leptos::{prelude::*, wasm_split::SplitLoaderError};
use std::{
    cell::{Cell, RefCell},
    future::Future,
    pin::Pin,
    rc::Rc,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlElement, HtmlFormElement, MouseEvent, SubmitEvent};

/// A chunk that is being loaded.
type Load = Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>>;

/// The entry points of the chunk for lists.
enum List {
    /// Filters, sort order and pager.
    Change,
    /// The list after Back or Forward.
    Follow,
}

/// The entry points of the chunk for product pages.
enum Product {
    /// None yet: only loads it.
    Prepare,
    /// The pictures.
    Gallery,
    /// Options, quantity and everything that depends on the variant.
    Variants,
}

#[lazy(fallible)]
fn load_list(part: List) -> Result<(), SplitLoaderError> {
    match part {
        List::Change => guarded(change::start),
        List::Follow => change::follow(),
    }
    Ok(())
}

#[lazy(fallible)]
fn load_search() -> Result<(), SplitLoaderError> {
    guarded(search_start::start);
    Ok(())
}

#[lazy(fallible)]
fn load_product(part: Product) -> Result<(), SplitLoaderError> {
    match part {
        Product::Prepare => {}
        Product::Gallery => guarded(gallery::change::start),
        Product::Variants => guarded(product::start::start),
    }
    Ok(())
}

#[lazy(fallible)]
fn load_checkout() -> Result<(), SplitLoaderError> {
    guarded(checkout::start::start);
    Ok(())
}

/// Loads the filters, sort order and pager of a list.
pub fn list() {
    on_first_use("#results", || Box::pin(load_list(List::Change)));
    address::on_change(|| {
        spawn(loaded_or_without_script(Box::pin(load_list(List::Follow))));
    });
}

/// Loads the pictures of a product.
pub fn gallery() {
    on_first_use("#gallery", || Box::pin(load_product(Product::Gallery)));
}

/// Loads the suggestions of the search box.
pub fn suggestions() {
    early::count();
    on_first_use("form[data-search]", || Box::pin(load_search()));
}

/// Loads what depends on the variant of a product.
pub fn product() {
    on_first_use("[data-product]", || Box::pin(load_product(Product::Variants)));
}

/// Waits until the buy button of a product is hydrated, which its first use has started. Returns
/// whether that succeeded.
pub async fn buy_button_hydrated() -> bool {
    if BUY_ERROR.get().is_none() && loaded(Box::pin(load_product(Product::Prepare))).await {
        // Whoever loaded the code hydrates it directly afterwards.
        pause(0).await;
    }
    BUY_ERROR.get().is_some()
}

/// Loads the checkout forms.
pub fn checkout_form() {
    on_first_use("form[data-checkout]", || Box::pin(load_checkout()));
    // When somebody comes back, the browser restores choices such as another country, and the order
    // summary must follow.
    if find("form[data-checkout] option[selected]:not(:checked)").is_some() {
        spawn(loaded_or_without_script(Box::pin(load_checkout())));
    }
}

/// Loads a chunk when somebody is about to use an element that matches a selector. Clicks, changes
/// and submissions that precede it are repeated once it is loaded; if it cannot be loaded, or takes
/// too long, the browser handles them as without JavaScript.
fn on_first_use(selector: &'static str, load: fn() -> Load) {
    let (started, ready) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
    let held = Rc::new(RefCell::new(Vec::<Event>::new()));
    for kind in ["pointerover", "pointerdown", "focusin", "keydown", "click", "change", "submit"] {
        let (started, ready, held) = (Rc::clone(&started), Rc::clone(&ready), Rc::clone(&held));
        listen(kind, move |event: Event| {
            if ready.get() || closest::<Element>(&event, selector).is_none() {
                return;
            }
            if matches!(kind, "click" | "change" | "submit") && holds(&event) {
                event.prevent_default();
                hold(&mut held.borrow_mut(), event);
            }
            if started.replace(true) {
                return;
            }
            let (ready, held) = (Rc::clone(&ready), Rc::clone(&held));
            let release = move || {
                ready.set(true);
                for event in held.take() {
                    repeat(&event);
                }
            };
            on_stop(release.clone());
            spawn(async move {
                loaded_or_without_script(load()).await;
                release();
            });
        });
    }
}

/// What the chunks handle by a click.
const CLICKED: &str = "a[href], button[data-step]";

/// Whether the chunk handles an event: clicks on links and steps, and all changes. Forms of the
/// cart are handled by the first bundle.
fn holds(event: &Event) -> bool {
    match event.dyn_ref::<MouseEvent>() {
        Some(click) => plain_click(click) && closest::<Element>(event, CLICKED).is_some(),
        None => !event.default_prevented() && closest::<Element>(event, "[data-product]").is_none(),
    }
}

/// Remembers an event until the chunk is loaded. Of several, the last one counts; steps add up.
fn hold(held: &mut Vec<Event>, event: Event) {
    let step = |event: &Event| closest::<Element>(event, "button[data-step]").is_some();
    if !step(&event) {
        held.retain(step);
    }
    held.push(event);
}

/// Repeats an event.
fn repeat(event: &Event) {
    if let Some(submit) = event.dyn_ref::<SubmitEvent>() {
        let form = event.target().and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let button = submit.submitter().and_then(|button| button.dyn_into::<HtmlElement>().ok());
        let _ = form.map(|form| form.request_submit_with_submitter(button.as_ref()));
    } else if let Some(clicked) =
        closest::<HtmlElement>(event, CLICKED).filter(|_| event.type_() == "click")
    {
        clicked.click();
    } else if let Some(target) = event.target() {
        let again = EventInit::new();
        again.set_bubbles(true);
        if let Ok(again) = Event::new_with_event_init_dict(&event.type_(), &again) {
            let _ = target.dispatch_event(&again);
        }
    }
}

async fn loaded_or_without_script(chunk: Load) {
    if !loaded(chunk).await {
        without_script();
    }
}

/// Whether a chunk could be loaded in time.
async fn loaded(chunk: Load) -> bool {
    matches!(in_time(chunk).await, Some(Ok(())))
}
