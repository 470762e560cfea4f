//! The few things that islands need of the browser.

use std::{cell::Cell, future::Future};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, DomParser, Element, Event, FormData, Headers, HtmlElement, HtmlFormElement,
    HtmlInputElement, PageTransitionEvent, RequestInit, Response, SubmitEvent, SupportedType,
    UrlSearchParams, Window,
};

/// What the server answered.
pub struct Answer {
    /// 2xx.
    pub ok: bool,
    /// The status.
    pub status: u16,
    /// Where redirects led.
    pub url: String,
    /// The body.
    pub text: String,
}

pub fn window() -> Option<Window> {
    web_sys::window()
}

pub fn document() -> Option<Document> {
    window()?.document()
}

/// The first element that a selector finds.
pub fn find(selector: &str) -> Option<HtmlElement> {
    document()?.query_selector(selector).ok()??.dyn_into().ok()
}

/// Calls `work` whenever something happens in the page.
pub fn listen<E: JsCast + 'static>(kind: &str, mut work: impl FnMut(E) + 'static) {
    let Some(document) = document() else { return };
    let closure =
        Closure::<dyn FnMut(Event)>::new(move |event: Event| work(event.unchecked_into()));
    let _ = document.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
    // The page and its listeners end together.
    closure.forget();
}

/// Calls `work` whenever something happens at `target`, which may keep the browser from what it
/// does then.
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

/// The element that an event happened in, or one around it, that fits a selector.
pub fn closest<T: JsCast>(event: &Event, selector: &str) -> Option<T> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok()??.dyn_into().ok()
}

/// Whether a click is meant to stay in this page: the main button, no modifier.
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
    /// Whether a form is being sent in the browser's own way.
    static BY_BROWSER: Cell<bool> = const { Cell::new(false) };
}

/// Sends a form in the browser's own way, by the button that was pressed, if it is still there.
pub fn send_by_browser(form: &HtmlFormElement, button: Option<&HtmlElement>) {
    BY_BROWSER.set(true);
    let _ = match button.filter(|button| button.is_connected()) {
        Some(button) => form.request_submit_with_submitter(Some(button)),
        None => form.request_submit(),
    };
    BY_BROWSER.set(false);
}

/// Whether a form that is submitted at this moment is left to the browser.
pub fn sent_by_browser() -> bool {
    BY_BROWSER.get()
}

/// 128 random bits in hexadecimal.
pub fn key() -> String {
    let mut bytes = [0; 16];
    if let Some(crypto) = window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    let digit = |n: u8| char::from_digit(n.into(), 16);
    bytes.into_iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).flatten().collect()
}

/// Runs work while no other tab of the shop does: two that add at once would each make a cart.
pub async fn one_tab(work: impl Future<Output = ()> + 'static) {
    let locks = window().and_then(|window| get(&window.navigator(), "locks")).and_then(|locks| {
        Some((get(&locks, "request")?.dyn_into::<js_sys::Function>().ok()?, locks))
    });
    // Browsers lock on secure pages only.
    let Some((request, locks)) = locks else { return work.await };
    let work = Closure::once(move || {
        wasm_bindgen_futures::future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    let done = request.call2(&locks, &JsValue::from_str("cart"), work.as_ref());
    if let Ok(done) = done.and_then(|done| done.dyn_into::<js_sys::Promise>()) {
        let _ = JsFuture::from(done).await;
    }
}

/// Calls `work` whenever the page comes out of the back/forward cache.
pub fn restored(work: impl Fn() + 'static) {
    let shown =
        Closure::<dyn FnMut(PageTransitionEvent)>::new(move |event: PageTransitionEvent| {
            if event.persisted() {
                work();
            }
        });
    if let Some(window) = window() {
        let _ = window.add_event_listener_with_callback("pageshow", shown.as_ref().unchecked_ref());
        shown.forget();
    }
}

/// Asks the server; `None` when it cannot be reached.
pub async fn ask(url: &str, form: Option<&UrlSearchParams>, accept: &str) -> Option<Answer> {
    let init = RequestInit::new();
    let headers = Headers::new().ok()?;
    headers.set("accept", accept).ok()?;
    if let Some(form) = form {
        init.set_method("POST");
        init.set_body(form);
    }
    init.set_headers(&headers);
    let response: Response = JsFuture::from(window()?.fetch_with_str_and_init(url, &init))
        .await
        .ok()?
        .dyn_into()
        .ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    Some(Answer { ok: response.ok(), status: response.status(), url: response.url(), text })
}

/// What a form would post, with the button that was pressed.
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

/// Puts the part of a fetched page that fits `selector` where the same part of this page stands.
/// What had the focus has it again, and what stood open stands open.
pub fn swap(html: &str, selector: &str) -> Option<()> {
    let parsed = DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()?;
    let fresh = parsed.query_selector(selector).ok()??;
    let here = document()?.query_selector(selector).ok()??;
    let open = open_details(&here);
    let (focus, typing) = (focus_path(&here), typing(&here));
    here.set_inner_html(&fresh.inner_html());
    here.set_class_name(&fresh.class_name());
    restore_details(&here, &open);
    if let Some(element) = focus
        .and_then(|path| here.query_selector(&path).ok().flatten()?.dyn_into::<HtmlElement>().ok())
    {
        let _ = element.focus();
        if let (Some(typing), Some(field)) = (typing, element.dyn_ref::<HtmlInputElement>()) {
            typing.go_on(field);
        }
    }
    let title = parsed.title();
    if !title.is_empty() {
        document()?.set_title(&title);
    }
    Some(())
}

/// What somebody is doing in the field that has the focus, while the page around it is made anew.
struct Typing {
    /// What was typed and not sent yet.
    value: Option<String>,
    /// What is selected; all of it by `None`.
    selection: Option<(u32, u32)>,
}

/// A field notes in `data-sent` what was sent of it; until then that is what the page came with.
fn typing(within: &Element) -> Option<Typing> {
    let field: HtmlInputElement = document()?.active_element()?.dyn_into().ok()?;
    let (from, to) = (field.selection_start().ok()??, field.selection_end().ok()??);
    let value = field.value();
    let all = from == 0 && to as usize == value.encode_utf16().count();
    let sent = field.get_attribute("data-sent").unwrap_or_else(|| field.default_value());
    within.contains(Some(&field)).then(|| Typing {
        value: (value != sent).then_some(value),
        selection: (!all).then_some((from, to)),
    })
}

impl Typing {
    fn go_on(self, field: &HtmlInputElement) {
        if let Some(value) = self.value {
            field.set_value(&value);
        }
        match self.selection {
            Some((from, to)) => drop(field.set_selection_range(from, to)),
            None => field.select(),
        }
    }
}

fn details(within: &Element) -> impl Iterator<Item = Element> {
    let list = within.query_selector_all("details").ok();
    let length = list.as_ref().map_or(0, web_sys::NodeList::length);
    (0..length).filter_map(move |i| list.as_ref()?.get(i)?.dyn_into().ok())
}

fn summary(details: &Element) -> String {
    details
        .query_selector("summary")
        .ok()
        .flatten()
        .and_then(|s| s.text_content())
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_ascii_digit())
        .collect()
}

fn open_details(within: &Element) -> Vec<(String, bool)> {
    details(within).map(|d| (summary(&d), d.has_attribute("open"))).collect()
}

fn restore_details(within: &Element, before: &[(String, bool)]) {
    for details in details(within) {
        let name = summary(&details);
        match before.iter().find(|(other, _)| *other == name) {
            Some((_, true)) => drop(details.set_attribute("open", "")),
            Some((_, false)) => drop(details.remove_attribute("open")),
            None => {}
        }
    }
}

/// A selector that finds the focused element again in fresh markup: by id, or by its form and its
/// name and value.
fn focus_path(within: &Element) -> Option<String> {
    let active = document()?.active_element()?;
    if !within.contains(Some(&active)) {
        return None;
    }
    let quote = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let attribute = |name: &str| {
        active
            .get_attribute(name)
            .map(|value| format!("[{name}=\"{}\"]", quote(&value)))
            .unwrap_or_default()
    };
    if !active.id().is_empty() {
        return Some(attribute("id"));
    }
    let form =
        active.closest("form[action]").ok().flatten().and_then(|f| f.get_attribute("action"));
    let form =
        form.map(|action| format!("form[action=\"{}\"] ", quote(&action))).unwrap_or_default();
    let own = format!(
        "{}{}{}",
        attribute("name"),
        attribute("href"),
        if active.tag_name() == "BUTTON" || attribute("type").contains("checkbox") {
            attribute("value")
        } else {
            String::new()
        }
    );
    Some(format!("{form}{}{own}", active.tag_name().to_ascii_lowercase()))
}

/// Has a text read out by screen readers.
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

/// Counts calls, so that a late answer to an early question can be told from the answer to the last
/// one.
#[derive(Clone, Default)]
pub struct Latest(std::rc::Rc<Cell<u32>>);

impl Latest {
    /// A new question; gives its number.
    pub fn next(&self) -> u32 {
        self.0.set(self.0.get().wrapping_add(1));
        self.0.get()
    }

    /// Whether no newer question was asked since.
    pub fn is(&self, number: u32) -> bool {
        self.0.get() == number
    }
}

/// Waits.
pub async fn pause(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = window() {
            let _ = window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    let _ = JsFuture::from(promise).await;
}
