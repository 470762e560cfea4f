//! Adding to the cart and changing it without leaving the page: the number in the header follows,
//! and the drawer shows what is in it.

use leptos::prelude::*;

/// The cart's drawer. It takes over every form that posts to `/cart/…`.
#[island]
pub fn CartDrawer() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    wake::wake();
    view! { <dialog id="cart-drawer" class="drawer" aria-labelledby="cart-drawer-title"></dialog> }
}

#[cfg(feature = "hydrate")]
mod wake {
    use crate::islands::{
        browser::{
            announce, ask, document, fields, find, get, key, listen, listen_actively, one_tab,
            pause, restored, send_by_browser, sent_by_browser, spawn, swap,
        },
        over,
    };
    use std::{
        cell::{Cell, RefCell},
        collections::VecDeque,
    };
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{
        Element, FocusOptions, HtmlButtonElement, HtmlDialogElement, HtmlElement, HtmlFormElement,
        HtmlInputElement, MouseEvent, SubmitEvent, UrlSearchParams,
    };

    /// After so many milliseconds a change whose answer was lost is sent again.
    const AGAIN: i32 = 400;

    /// A change on its way to the server, with the button that was pressed and a random key.
    #[derive(Clone)]
    struct Job {
        form: HtmlFormElement,
        fields: UrlSearchParams,
        button: Option<HtmlElement>,
        key: String,
    }

    thread_local! {
        /// One change after the other, in the order of the clicks.
        static QUEUE: RefCell<VecDeque<Job>> = const { RefCell::new(VecDeque::new()) };
        static BUSY: Cell<bool> = const { Cell::new(false) };
    }

    pub fn wake() {
        over::watch("#menu");
        if let Some(dialog) = drawer() {
            let closed = dialog.clone();
            listen_actively(&dialog, "close", move |_: web_sys::Event| over::closed(&closed));
        }
        listen("submit", |event: SubmitEvent| {
            let Some(form) = event.target().and_then(|t| t.dyn_into::<HtmlFormElement>().ok())
            else {
                return;
            };
            let action = form.get_attribute("action").unwrap_or_default();
            if !action.starts_with("/cart/") || sent_by_browser() {
                return;
            }
            let Some(fields) = fields(&form, Some(&event)) else { return };
            let button = event.submitter().and_then(|button| button.dyn_into().ok());
            event.prevent_default();
            step(&form, &fields);
            if let Some(field) = quantity(&form) {
                let _ = field.set_attribute("data-sent", &field.value());
            }
            // A number that is typed and sent by Enter changes and is sent: once is enough.
            let same = |job: &Job| job.form == form && job.fields.to_string() == fields.to_string();
            if form.has_attribute("data-stepper")
                && !fields.has("step")
                && QUEUE.with_borrow(|queue| queue.back().is_some_and(same))
            {
                return;
            }
            QUEUE
                .with_borrow_mut(|queue| queue.push_back(Job { form, fields, button, key: key() }));
            if !BUSY.replace(true) {
                spawn(async {
                    // What is being sent is in the queue until it is answered.
                    while let Some(job) = QUEUE.with_borrow(|queue| queue.front().cloned()) {
                        one_tab(run(job)).await;
                        QUEUE.with_borrow_mut(VecDeque::pop_front);
                    }
                    BUSY.set(false);
                });
            }
        });
        // A page out of the back/forward cache shows the cart as it was when it was left.
        restored(|| spawn(show_cart(true)));
        // A click on the veil beside the drawer closes it.
        listen("click", |event: MouseEvent| {
            // The second half of a double click: nobody means two by it, nor to close what the
            // first half opened.
            if event.detail() > 1 {
                if adds(&event) {
                    event.prevent_default();
                }
                return;
            }
            if let Some(dialog) = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlDialogElement>().ok())
                .filter(|d| d.id() == "cart-drawer")
            {
                dialog.close();
            }
        });
    }

    /// Whether a click is on a button that puts something into the cart, wherever on the page that
    /// stands.
    fn adds(event: &MouseEvent) -> bool {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let button = target
            .and_then(|t| t.closest("button").ok().flatten()?.dyn_into::<HtmlButtonElement>().ok());
        button.is_some_and(|button| {
            button.type_() == "submit"
                && button.form().is_some_and(|form| form.has_attribute("data-add-to-cart"))
        })
    }

    fn drawer() -> Option<HtmlDialogElement> {
        find("#cart-drawer")?.dyn_into().ok()
    }

    /// One more or one less shows at once, and several clicks add up; where something was typed
    /// that is no number, from the number before it.
    fn step(form: &HtmlFormElement, fields: &UrlSearchParams) {
        let input = |name: &str| {
            form.query_selector(&format!("input[name={name}]"))
                .ok()??
                .dyn_into::<HtmlInputElement>()
                .ok()
        };
        if let (Some(quantity), Some(was)) = (input("quantity"), input("was"))
            && let Some(step) = fields.get("step").and_then(|s| s.parse::<i64>().ok())
        {
            let typed = domain::text::plain(&quantity.value()).parse::<i64>();
            let Ok(now) = typed.or_else(|_| was.value().parse()) else { return };
            let wanted = (now + step).max(0).to_string();
            quantity.set_value(&wanted);
            was.set_value(&wanted);
        }
    }

    async fn run(job: Job) {
        let action = job.form.get_attribute("action").unwrap_or_default();
        // Sent again because its answer was lost, it is the same change.
        let Ok(fields) = UrlSearchParams::new_with_str(&String::from(job.fields.to_string()))
        else {
            return;
        };
        fields.set("key", &job.key);
        let mut answer = ask(&action, Some(&fields), "application/json").await;
        if answer.is_none() {
            pause(AGAIN).await;
            answer = ask(&action, Some(&fields), "application/json").await;
        }
        let Some(answer) = answer else {
            leave_to_browser(&job);
            return;
        };
        let json = js_sys::JSON::parse(&answer.text).ok();
        let text = |name: &str| {
            json.as_ref().and_then(|object| get(object, name)).and_then(|value| value.as_string())
        };
        if !answer.ok {
            let why = text("detail").unwrap_or_default();
            if answer.status == 404 {
                // The line went in another tab: the cart as it is takes the place of the one that
                // was shown.
                show_cart(true).await;
                announce(&why);
            } else {
                complain(&job.form, &why);
                let errors = json
                    .as_ref()
                    .and_then(|object| get(object, "errors"))
                    .map(|errors| js_sys::Array::from(&errors));
                let of_quantity = |error: JsValue| {
                    get(&error, "field").and_then(|field| field.as_string()).as_deref()
                        == Some("quantity")
                };
                if errors.is_some_and(|errors| errors.iter().any(of_quantity)) {
                    point_at_quantity(&job.form);
                }
            }
            return;
        }
        clear_complaint(&job.form);
        let count = json
            .as_ref()
            .and_then(|object| get(object, "count"))
            .and_then(|n| n.as_f64())
            .unwrap_or(0.0);
        show_count(count as u32);
        let adding = job.form.has_attribute("data-add-to-cart");
        if let (Some(html), Some(dialog)) = (text("drawer"), drawer())
            && (adding || dialog.open())
        {
            fill(&dialog, &html, &job.form);
            if !dialog.open() && dialog.show_modal().is_ok() {
                over::opened(&dialog);
            }
        }
        show_cart(false).await;
        let good = json
            .as_ref()
            .and_then(|object| get(object, "good"))
            .is_none_or(|good| good.is_truthy());
        if !good
            && let Some(form) = find(&format!(".cart-page form[data-stepper][action=\"{action}\"]"))
                .and_then(|f| f.dyn_into().ok())
        {
            complain(&form, &text("message").unwrap_or_default());
        }
        announce(&text("message").unwrap_or_default());
    }

    /// Nobody answers: sent in the browser's own way the change may arrive, or the browser shows why
    /// it does not.
    fn leave_to_browser(job: &Job) {
        let hidden = document()
            .and_then(|document| document.create_element("input").ok())
            .and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
        if let Some(hidden) = hidden {
            hidden.set_type("hidden");
            hidden.set_name("key");
            hidden.set_value(&job.key);
            let _ = job.form.append_child(&hidden);
        }
        // What is shown counts the step already.
        if let (true, Some(shown)) = (job.fields.has("step"), quantity(&job.form)) {
            shown.set_value(&job.fields.get("quantity").unwrap_or_default());
            let was = job.form.query_selector("input[name=was]").ok().flatten();
            if let Some(was) = was.and_then(|was| was.dyn_into::<HtmlInputElement>().ok()) {
                was.set_value(&job.fields.get("was").unwrap_or_default());
            }
        }
        send_by_browser(&job.form, job.button.as_ref());
    }

    /// The cart's page as it is now, where that page is shown; with the number in the header when
    /// the answer did not say it.
    async fn show_cart(count: bool) {
        let page = find(".cart-page");
        if (count || page.is_some())
            && let Some(page) = ask("/cart", None, "text/html").await.filter(|page| page.ok)
        {
            if find(".cart-page").is_some() {
                swap(&page.text, ".cart-page");
                find_again();
            }
            // The first is the header's.
            let pieces = page
                .text
                .split("data-count=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next()?.parse().ok());
            if let Some(pieces) = pieces.filter(|_| count) {
                show_count(pieces);
            }
        }
    }

    /// The focus of somebody whose line is gone goes to the top of the cart, and not to that of the
    /// page. Nothing scrolls.
    fn find_again() {
        let lost = web_sys::window()
            .and_then(|w| w.document()?.active_element())
            .is_none_or(|active| active.tag_name() == "BODY");
        if let Some(top) = find(".cart-page h1").filter(|_| lost) {
            let _ = top.set_attribute("tabindex", "-1");
            let still = FocusOptions::new();
            still.set_prevent_scroll(true);
            let _ = top.focus_with_options(&still);
        }
    }

    /// Fresh content for the drawer, with the focus where it was.
    fn fill(dialog: &HtmlDialogElement, html: &str, form: &HtmlFormElement) {
        let focused = form.get_attribute("action").filter(|_| dialog.contains(Some(form)));
        let pressed = web_sys::window()
            .and_then(|w| w.document())
            .and_then(|d| d.active_element())
            .and_then(|e| e.get_attribute("value"));
        dialog.set_inner_html(html);
        let again = focused.and_then(|action| {
            let value = pressed.map(|value| format!("[value=\"{value}\"]")).unwrap_or_default();
            dialog
                .query_selector(&format!("form[action=\"{action}\"] button{value}"))
                .ok()
                .flatten()
        });
        let first = || dialog.query_selector("a.buy, button").ok().flatten();
        if let Some(element) = again.or_else(first).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    }

    fn show_count(count: u32) {
        let text = count.to_string();
        if let Some(button) = find("#cart-button") {
            let _ = button.set_attribute("data-count", &text);
        }
        if let Some(badge) = find("#cart-count") {
            badge.set_text_content(Some(&text));
        }
    }

    fn complaint(form: &HtmlFormElement) -> Option<Element> {
        form.next_element_sibling().filter(|e| e.class_list().contains("form-error"))
    }

    fn complain(form: &HtmlFormElement, text: &str) {
        let place = complaint(form).or_else(|| {
            let made = web_sys::window()?.document()?.create_element("p").ok()?;
            made.set_class_name("field-error form-error");
            made.set_attribute("role", "alert").ok()?;
            form.insert_adjacent_element("afterend", &made).ok()?
        });
        if let Some(place) = place {
            place.set_text_content(Some(text));
            place.set_id(&error_id(form));
        }
    }

    /// Moves the focus to the invalid quantity: the button may be at the bottom of the screen, far
    /// from the field.
    fn point_at_quantity(form: &HtmlFormElement) {
        if let Some(field) = quantity(form) {
            let _ = field.set_attribute("aria-invalid", "true");
            let _ = field.set_attribute("aria-describedby", &error_id(form));
            let _ = field.focus();
        }
    }

    /// One for each line of the cart.
    fn error_id(form: &HtmlFormElement) -> String {
        format!(
            "{}-error",
            form.get_attribute("data-stepper")
                .filter(|sku| !sku.is_empty())
                .unwrap_or_else(|| "quantity".to_owned())
        )
    }

    fn quantity(form: &HtmlFormElement) -> Option<HtmlInputElement> {
        form.query_selector("input[name=quantity]").ok()??.dyn_into().ok()
    }

    fn clear_complaint(form: &HtmlFormElement) {
        if let Some(place) = complaint(form) {
            place.remove();
        }
        if let Some(field) = quantity(form) {
            let _ = field.remove_attribute("aria-invalid");
            let _ = field.remove_attribute("aria-describedby");
        }
    }
}
