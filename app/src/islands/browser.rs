//! Browser APIs that islands use directly.

use crate::rpc::RpcError;
use std::{
    cell::Cell,
    future::{Future, poll_fn},
    pin::{Pin, pin},
    rc::Rc,
    task::Poll,
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Document, Element, Event, FormData, Headers, HtmlElement, HtmlFormElement,
    RequestInit, Response, SubmitEvent, UrlSearchParams, Window,
};

pub fn window() -> Option<Window> {
    web_sys::window()
}

pub fn document() -> Option<Document> {
    window()?.document()
}

/// The first element that matches a selector.
pub fn find(selector: &str) -> Option<HtmlElement> {
    document()?.query_selector(selector).ok()??.dyn_into().ok()
}

/// Calls `work` for every event of a kind in the page.
pub fn listen<E: JsCast + 'static>(kind: &str, mut work: impl FnMut(E) + 'static) {
    let Some(document) = document() else { return };
    let closure =
        Closure::<dyn FnMut(Event)>::new(move |event: Event| work(event.unchecked_into()));
    let _ = document.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
    // Not removed before the page is left.
    closure.forget();
}

/// Calls `work` for every event of a kind at `target`; it may prevent the default action.
pub fn listen_actively<E: JsCast + 'static>(
    target: &web_sys::EventTarget,
    kind: &str,
    mut work: impl FnMut(E) + 'static,
) {
    let closure =
        Closure::<dyn FnMut(Event)>::new(move |event: Event| work(event.unchecked_into()));
    let options = web_sys::AddEventListenerOptions::new();
    options.set_passive(false);
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
        kind,
        closure.as_ref().unchecked_ref(),
        &options,
    );
    closure.forget();
}

/// The element of an event, or its closest ancestor, that matches a selector.
pub fn closest<T: JsCast>(event: &Event, selector: &str) -> Option<T> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok()??.dyn_into().ok()
}

/// Whether a click should stay in this page: main button, no modifier.
pub fn plain_click(event: &web_sys::MouseEvent) -> bool {
    event.button() == 0
        && !event.ctrl_key()
        && !event.meta_key()
        && !event.shift_key()
        && !event.alt_key()
        && !event.default_prevented()
}

/// Runs work that waits for the network.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}

thread_local! {
    /// Whether a form is being submitted natively.
    static BY_BROWSER: Cell<bool> = const { Cell::new(false) };
}

/// Submits a form natively, with the button that was pressed if it still exists.
pub fn send_by_browser(form: &HtmlFormElement, button: Option<&HtmlElement>) {
    BY_BROWSER.set(true);
    let _ = match button.filter(|button| button.is_connected()) {
        Some(button) => form.request_submit_with_submitter(Some(button)),
        None => form.request_submit(),
    };
    BY_BROWSER.set(false);
}

/// Whether the current submission is left to the browser.
pub fn sent_by_browser() -> bool {
    BY_BROWSER.get()
}

/// The longest wait for the work of other tabs, in milliseconds.
const OTHER_TABS: i32 = 8_000;
/// The longest wait for a response, in milliseconds.
const RESPONSE: i32 = 10_000;

thread_local! {
    /// Whether the work of another tab took too long, and has not ended since.
    static BLOCKED: Cell<bool> = const { Cell::new(false) };
}

type Work = Pin<Box<dyn Future<Output = ()>>>;

/// Runs work while no other tab of the shop does: two concurrent additions would each create a
/// cart. If another tab takes too long, because its request hangs, the work runs anyway, and so
/// does later work at once.
pub async fn one_tab<T: 'static>(work: impl Future<Output = T> + 'static) -> Option<T> {
    let result = Rc::new(Cell::new(None));
    let shared = Rc::clone(&result);
    with_lock(Box::pin(async move { shared.set(Some(work.await)) })).await;
    result.take()
}

async fn with_lock(work: Work) {
    // Taken by the holder of the lock, or below if there is no lock in time.
    let work = Rc::new(Cell::new(Some(work)));
    let lock = if BLOCKED.get() { None } else { request_lock(Rc::clone(&work)) };
    let Some(lock) = lock else {
        if let Some(work) = work.take() {
            work.await;
        }
        return;
    };
    let mut lock = JsFuture::from(lock);
    let ended = within(OTHER_TABS, &mut lock).await.is_some();
    match work.take() {
        Some(work) => {
            BLOCKED.set(!ended);
            work.await;
        }
        None if ended => {}
        None => drop(lock.await),
    }
}

/// Runs work once the lock is granted. The promise ends with the work.
fn request_lock(work: Rc<Cell<Option<Work>>>) -> Option<js_sys::Promise> {
    // Browsers support locks on secure pages only.
    let locks = get(&window()?.navigator(), "locks")?;
    let request = get(&locks, "request")?.dyn_into::<js_sys::Function>().ok()?;
    // It may be granted after the wait has ended, so the browser owns the function.
    let granted = Closure::<dyn FnMut() -> js_sys::Promise>::once_into_js(move || {
        wasm_bindgen_futures::future_to_promise(async move {
            BLOCKED.set(false);
            if let Some(work) = work.take() {
                work.await;
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    request.call2(&locks, &JsValue::from_str("cart"), &granted).ok()?.dyn_into().ok()
}

/// Posts fields to a route as a program. `None` if the server cannot be reached, or if it does not
/// respond in time; then the request is aborted.
pub async fn post(url: &str, fields: &UrlSearchParams) -> Option<Response> {
    let aborts = AbortController::new().ok()?;
    let init = RequestInit::new();
    let headers = Headers::new().ok()?;
    headers.set("accept", "application/json").ok()?;
    init.set_method("POST");
    init.set_body(fields);
    init.set_headers(&headers);
    init.set_signal(Some(&aborts.signal()));
    let request = JsFuture::from(window()?.fetch_with_str_and_init(url, &init));
    let response = within(RESPONSE, request).await;
    if response.is_none() {
        aborts.abort();
    }
    response?.ok()?.dyn_into().ok()
}

/// The fields of a form as posted, with the button that was pressed.
pub fn fields(form: &HtmlFormElement, pressed: Option<&SubmitEvent>) -> Option<UrlSearchParams> {
    let data = FormData::new_with_form(form).ok()?;
    let fields = UrlSearchParams::new_with_str_sequence_sequence(&data).ok()?;
    if let Some(button) = pressed.and_then(SubmitEvent::submitter)
        && let (Some(name), Some(value)) =
            (button.get_attribute("name"), button.get_attribute("value"))
    {
        fields.set(&name, &value);
    }
    Some(fields)
}

/// Announces a text to screen readers.
pub fn announce(text: &str) {
    if let Some(place) = find("#announcer") {
        place.set_text_content(Some(text));
    }
}

/// A property of a JavaScript object.
pub fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(object, &JsValue::from_str(name))
        .ok()
        .filter(|value| !value.is_undefined())
}

/// Counts calls, to distinguish a late response to an earlier request from the response to the last
/// one.
#[derive(Clone, Default)]
pub struct Latest(Rc<Cell<u32>>);

impl Latest {
    /// Starts a new request and returns its number.
    pub fn next(&self) -> u32 {
        self.0.set(self.0.get().wrapping_add(1));
        self.0.get()
    }

    /// Whether no newer request has started since.
    pub fn is(&self, number: u32) -> bool {
        self.0.get() == number
    }
}

/// The response of a server function. One that takes too long counts as lost, and is aborted.
pub async fn response<T>(call: impl Future<Output = Result<T, RpcError>>) -> Result<T, RpcError> {
    within(RESPONSE, call).await.unwrap_or_else(|| Err(RpcError::lost()))
}

/// The result of work. `None` if it takes longer than this many milliseconds, and is dropped.
async fn within<T>(milliseconds: i32, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut limit = pin!(pause(milliseconds));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Some(result)),
        Poll::Pending => limit.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// The result of work that must not be dropped, such as loading a chunk. `None` if it takes longer
/// than a response may; then it goes on by itself.
pub async fn in_time<T: 'static>(mut work: Pin<Box<dyn Future<Output = T>>>) -> Option<T> {
    let result = within(RESPONSE, &mut work).await;
    if result.is_none() {
        spawn(async move { drop(work.await) });
    }
    result
}

/// Waits.
pub async fn pause(milliseconds: i32) {
    let _ = JsFuture::from(timer(milliseconds)).await;
}

/// A promise that is fulfilled after a time.
fn timer(milliseconds: i32) -> js_sys::Promise {
    js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = window() {
            let _ = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    })
}
