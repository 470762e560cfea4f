//! Sends cart changes and shows the responses. Loaded, with the contents of drawer and page, when
//! somebody is about to use the cart.

use super::{
    CartCountState, CartState, Message,
    add_error::{self, BUY_FORM, BuyFormError},
    api::{CartAnswer, ShownCart, change_cart, show_cart},
    drawer, page,
    queue::{self, BUSY, QUEUE, QueuedChange, Task},
};
use crate::{
    islands::{
        browser::{announce, document, find, one_tab, pause, spawn},
        chunks,
        guard::{guarded, left_to_browser},
        over,
        packed::unpack,
    },
    rpc::RpcError,
};
use leptos::{prelude::*, tachys::view::Position, wasm_split::SplitLoaderError};
use std::{cell::Cell, collections::VecDeque, rc::Rc};
use views::cart::CartChange;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, HtmlInputElement};

/// A change whose response was lost is sent again after this many milliseconds.
const AGAIN: i32 = 400;

thread_local! {
    static STATE: Cell<Option<Cart>> = const { Cell::new(None) };
}

/// Runs a task of the first bundle.
///
/// # Errors
/// If the code could not be loaded.
#[lazy(fallible)]
pub(super) fn load_cart(units: CartCountState, task: Task) -> Result<(), SplitLoaderError> {
    let cart = STATE.get().unwrap_or_else(|| start(units));
    match task {
        Task::Prepare => {}
        Task::Send => send(cart),
        Task::Refresh => spawn(async move {
            if let Ok(shown) = show_cart().await {
                receive(cart, shown);
            }
        }),
    }
    Ok(())
}

/// The page's state: the cart, and the number of units in the header.
#[derive(Clone, Copy)]
struct Cart {
    state: CartState,
    units: CartCountState,
}

fn start(units: CartCountState) -> Cart {
    let cart = Cart { state: CartState::new(None), units };
    STATE.set(Some(cart));
    guarded(|| hydrate_page(cart.state));
    fill_drawer(cart.state);
    cart
}

/// Hydrates the contents of the cart page, if this is that page.
fn hydrate_page(cart: CartState) {
    let Some(root) = find("[data-cart]") else { return };
    let Some(shown) = root.get_attribute("data-cart").and_then(|packed| unpack(&packed)) else {
        return;
    };
    cart.shown.set(Some(shown));
    let contents = page::contents(cart, (), ()).into_view();
    // The page and its state live equally long.
    std::mem::forget(contents.hydrate_from_position::<true>(&root, Position::FirstChild));
}

fn fill_drawer(cart: CartState) {
    if let Some(dialog) = queue::drawer() {
        let contents = move || cart.drawer.get().then(|| drawer::contents(cart));
        mount_to(dialog.unchecked_into(), move || contents).forget();
    }
}

/// Sends the queued changes. If a response is missing or cannot be shown, all that are left are
/// posted.
fn send(cart: Cart) {
    if BUSY.replace(true) {
        return;
    }
    spawn(async move {
        let in_place = Rc::new(Cell::new(true));
        while in_place.get()
            && let Some(queued) = QUEUE.with_borrow(|queue| queue.front().cloned())
        {
            in_place.set(false);
            if left_to_browser() {
                break;
            }
            let done = Rc::clone(&in_place);
            one_tab(async move { done.set(run(cart, queued).await) }).await;
            if in_place.get() {
                QUEUE.with_borrow_mut(VecDeque::pop_front);
            }
        }
        BUSY.set(false);
        if !in_place.get() {
            queue::post_all();
        }
    });
}

/// Sends a change and shows the response. Returns whether that was possible; if not, the form has
/// to be posted.
async fn run(cart: Cart, queued: QueuedChange) -> bool {
    let mut answer = change_cart(queued.change.clone()).await;
    if answer.as_ref().is_err_and(RpcError::is_lost) {
        pause(AGAIN).await;
        answer = change_cart(queued.change.clone()).await;
    }
    match answer {
        Ok(answer) => {
            answered(cart, &queued, answer).await;
            true
        }
        // No response. A native post may arrive, or the browser shows why not.
        Err(error) if error.is_lost() => false,
        Err(error) => refused(cart, &queued, &error).await,
    }
}

async fn answered(cart: Cart, queued: &QueuedChange, answer: CartAnswer) {
    let CartAnswer { shown, message, complete } = answer;
    let adding = matches!(queued.change, CartChange::Add { .. });
    let open = queue::drawer().is_some_and(|dialog| dialog.open());
    if let Some(sku) = queued.change.line() {
        cart.state.set_error(sku, (!complete && !open).then(|| message.clone()));
    }
    if adding {
        add_error::show(&queued.form, None);
    }
    cart.state.message.set(Some(Message { complete, text: message.clone() }));
    receive(cart, shown);
    announce(&message);
    if adding {
        cart.state.drawer.set(true);
    }
    // By now the page shows the new state.
    leptos::task::tick().await;
    let Some(dialog) = queue::drawer() else { return };
    if adding && !dialog.open() && dialog.show_modal().is_ok() {
        over::opened(&dialog);
        focus_in(&dialog, "a.buy, button");
    } else if focus_is_lost() {
        if dialog.open() {
            focus_in(&dialog, "#cart-drawer-title");
        } else if let Some(page) = find(".cart-page") {
            focus_in(&page, "h1");
        }
    }
}

/// Shows the cart received from the server. Keeps a quantity that is being typed, or whose change
/// is being sent.
fn receive(cart: Cart, shown: ShownCart) {
    let quantities: Vec<_> =
        shown.cart.lines.iter().map(|line| (line.sku.clone(), line.quantity)).collect();
    cart.units.0.set(shown.cart.count);
    cart.state.shown.set(Some(shown));
    let Some(document) = document() else { return };
    let Ok(found) = document.query_selector_all("form[data-stepper] input[name=quantity]") else {
        return;
    };
    let fields =
        (0..found.length()).filter_map(|i| found.get(i)?.dyn_into::<HtmlInputElement>().ok());
    for field in fields {
        let Some(sku) = field.form().and_then(|form| form.get_attribute("data-stepper")) else {
            continue;
        };
        let later = QUEUE.with_borrow(|queue| {
            queue.iter().skip(1).any(|queued| queued.change.line() == Some(sku.as_str()))
        });
        let typing = field.value() != queue::sent(&field);
        if let Some((_, quantity)) =
            quantities.iter().find(|(other, _)| *other == sku).filter(|_| !later && !typing)
        {
            queue::note_sent(&field, &quantity.to_string());
        }
    }
}

/// Whether the focused element is gone.
fn focus_is_lost() -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_none_or(|active| matches!(&*active.tag_name(), "BODY" | "DIALOG"))
}

/// Moves the focus to the first matching element, without scrolling.
fn focus_in(within: &Element, selector: &str) {
    let element = within.query_selector(selector).ok().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        let _ = element.focus_with_options(&still);
    }
}

/// Shows why a change was refused. If it is about the quantity, moves the focus there, because the
/// button may be at the bottom of the screen and the field above it. Returns whether it is shown.
async fn refused(cart: Cart, queued: &QueuedChange, error: &RpcError) -> bool {
    let field = queue::quantity(&queued.form).filter(|_| error.field == "quantity");
    match queued.change.line() {
        Some(sku) => cart.state.set_error(sku, Some(error.message.clone())),
        None => {
            // Only the hydrated form has a place for the error.
            if queued.form.id() == BUY_FORM && !chunks::buy_button_hydrated().await {
                return false;
            }
            let error = BuyFormError { text: error.message.clone(), quantity: field.is_some() };
            add_error::show(&queued.form, Some(error));
        }
    }
    leptos::task::tick().await;
    if let Some(field) = field {
        let _ = field.focus();
    }
    true
}
