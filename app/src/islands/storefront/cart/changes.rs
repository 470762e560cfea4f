//! Sends cart changes and shows the responses. Loaded, with the contents of drawer and page, when
//! somebody is about to use the cart.

use super::{
    CartCountState, CartState, Message,
    add_error::{self, BUY_FORM, BuyFormError},
    api::{CartAnswer, ShownCart, change_cart, show_cart},
    drawer, page,
    queue::{self, QUEUE, QueuedChange, Run, Task},
};
use crate::{
    islands::{
        browser::{Latest, announce, document, find, one_tab, pause, response, spawn},
        chunks,
        guard::{guarded, guarded_update, left_to_browser},
        over,
        packed::unpack,
    },
    rpc::RpcError,
};
use leptos::{prelude::*, tachys::view::Position, wasm_split::SplitLoaderError};
use std::cell::Cell;
use views::cart::CartChange;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlDialogElement, HtmlElement, HtmlInputElement};

/// A change without a response is sent again after this many milliseconds, or what the server asks
/// for.
const MIN_RETRY_PAUSE: i32 = 400;

thread_local! {
    static STATE: Cell<Option<Cart>> = const { Cell::new(None) };
    /// The last refresh or response to a change: a refresh that began before it has an older cart.
    static NEWEST: Latest = Latest::default();
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
        Task::Refresh => spawn(refresh(cart)),
    }
    Ok(())
}

/// Shows the cart as the server has it, and sends the changes of a moment ago that could not be
/// sent when the page was left.
async fn refresh(cart: Cart) {
    let number = NEWEST.with(Latest::next);
    let shown = response(show_cart()).await;
    if let Ok(shown) = shown
        && NEWEST.with(|newest| newest.is(number))
    {
        receive(cart, shown);
    }
    send(cart);
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
    // Kept until the page is left.
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
    let Some(run) = Run::start() else { return };
    spawn(async move {
        while let Some(queued) = queue::front() {
            let shown = !left_to_browser() && send_one(cart, run, &queued).await;
            if !run.is_under_way() {
                return;
            }
            if !shown {
                queue::post_instead();
                return;
            }
        }
        run.end();
    });
}

/// Sends a change and shows the response. Returns whether that was possible. If not, the change is
/// still in the queue, unless it was made.
async fn send_one(cart: Cart, run: Run, queued: &QueuedChange) -> bool {
    let answer = one_tab(request(run, queued.change.clone())).await;
    if !run.is_under_way() {
        return false;
    }
    match answer.unwrap_or_else(|| Err(RpcError::lost())) {
        Ok(answer) => {
            queue::remove_front();
            // The browser may have translated the page meanwhile.
            let shows = !left_to_browser();
            if shows {
                answered(cart, queued, answer).await;
            }
            shows
        }
        // No response, or no capacity. A post may succeed, or the browser shows why not.
        Err(error) if error.is_temporary() => false,
        Err(error) => {
            let shown = !left_to_browser() && refused(cart, queued, &error).await;
            if shown && run.is_under_way() {
                queue::remove_front();
            }
            shown
        }
    }
}

/// Sends a change to the server function, once more if the response is lost or the server has no
/// capacity.
async fn request(run: Run, change: CartChange) -> Result<CartAnswer, RpcError> {
    match request_once(change.clone()).await {
        Err(error) if error.is_temporary() => {
            pause(MIN_RETRY_PAUSE.max(queue::retry_after_pause(error.seconds))).await;
            if run.is_under_way() { request_once(change).await } else { Err(error) }
        }
        answer => answer,
    }
}

async fn request_once(change: CartChange) -> Result<CartAnswer, RpcError> {
    queue::note_use();
    response(change_cart(change)).await
}

async fn answered(cart: Cart, queued: &QueuedChange, answer: CartAnswer) {
    let CartAnswer { shown, message, complete } = answer;
    NEWEST.with(Latest::next);
    let adding = matches!(queued.change, CartChange::Add { .. });
    let open = queue::drawer().is_some_and(|dialog| dialog.open());
    guarded_update(|| {
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
    })
    .await;
    // By now the page shows the new state.
    let Some(dialog) = queue::drawer() else { return };
    if adding && open_drawer(&dialog) {
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
        shown.lines.iter().map(|line| (line.sku.clone(), line.quantity)).collect();
    cart.units.0.set(shown.count);
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
            queue.iter().any(|queued| queued.change.line() == Some(sku.as_str()))
        });
        let typing = field.value() != queue::sent(&field);
        if let Some((_, quantity)) =
            quantities.iter().find(|(other, _)| *other == sku).filter(|_| !later && !typing)
        {
            queue::note_sent(&field, &quantity.to_string());
        }
    }
}

/// Opens the drawer. Returns whether it was closed before.
fn open_drawer(dialog: &HtmlDialogElement) -> bool {
    let opens = !dialog.open() && dialog.show_modal().is_ok();
    if opens {
        over::opened(dialog);
    }
    opens
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
/// button may be at the bottom of the screen and the field above it. If the shopper has closed the
/// drawer meanwhile, it opens again. Returns whether the reason is shown: not if the form is gone.
async fn refused(cart: Cart, queued: &QueuedChange, error: &RpcError) -> bool {
    let field = queue::quantity(&queued.form).filter(|_| error.field == "quantity");
    let line = queued.change.line();
    // Only the hydrated form has a place for the error.
    if line.is_none() && queued.form.id() == BUY_FORM && !chunks::buy_button_hydrated().await {
        return false;
    }
    let dialog = queue::drawer();
    let open = dialog.as_ref().is_some_and(HtmlDialogElement::open);
    let in_drawer = queued.form.closest("#cart-drawer").is_ok_and(|found| found.is_some());
    if !in_drawer && queued.form.offset_parent().is_none() {
        return false;
    }
    let text = error.message.clone();
    guarded_update(|| {
        // An open drawer hides the page, and a closed one its lines.
        if open != in_drawer {
            cart.state.message.set(Some(Message { complete: false, text: text.clone() }));
            announce(&text);
        }
        match line {
            Some(sku) => cart.state.set_error(sku, Some(text)),
            None => {
                let error = BuyFormError { text, quantity: field.is_some() };
                add_error::show(&queued.form, Some(error));
            }
        }
    })
    .await;
    if let Some(dialog) = dialog.filter(|_| in_drawer) {
        open_drawer(&dialog);
    }
    if let Some(field) = field {
        let _ = field.focus();
    }
    true
}
