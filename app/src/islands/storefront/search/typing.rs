//! Typing in a search box: each text is requested once, and keys pressed before its response
//! arrives apply to the response.

use super::{SearchState, api::suggest, early, state::option_id};
use crate::islands::{
    browser::{closest, document, find, listen, pause, response, spawn},
    guard::left_to_browser,
};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlFormElement, HtmlInputElement};

/// How long to wait for the next character, in milliseconds.
const PAUSE: i32 = 120;
/// Minimum length of a text that gets suggestions.
const SHORTEST: usize = 2;

/// A search box in use.
#[derive(Clone, Copy)]
pub struct Typing {
    state: SearchState,
    place: StoredValue<String>,
    request: StoredValue<Request>,
}

/// The current request.
#[derive(Clone, Default)]
struct Request {
    /// The requested text; empty if there is none.
    text: String,
    /// The text whose suggestions are shown.
    answered: String,
    /// The number of requests, to distinguish a late response from the last one.
    number: u32,
    /// By how much to move the selection when the response arrives.
    steps: isize,
    /// Whether the form has been submitted meanwhile.
    submitted: bool,
}

impl Request {
    /// Whether a response is pending.
    fn is_pending(&self) -> bool {
        !self.text.is_empty() && self.text != self.answered
    }

    /// Makes the pending response obsolete.
    fn abandon(&mut self) {
        let number = self.number.wrapping_add(1);
        *self = Self { number, answered: std::mem::take(&mut self.answered), ..Self::default() };
    }
}

impl Typing {
    /// The box at a position on the page. Requests suggestions for text that was typed before.
    pub fn new(state: SearchState, place: &str) -> Self {
        let typing = Self {
            state,
            place: StoredValue::new(place.to_owned()),
            request: StoredValue::new(Request::default()),
        };
        if let Some(input) = typing.input()
            && document().and_then(|document| document.active_element()).as_deref() == Some(&*input)
            && input.value() != input.default_value()
        {
            typing.typed(&input.value());
            typing.request.update_value(|request| request.steps = early::take());
        }
        listen("click", move |event: Event| typing.elsewhere(&event));
        listen("focusin", move |event: Event| typing.elsewhere(&event));
        typing
    }

    fn input(self) -> Option<HtmlInputElement> {
        find(&self.place.with_value(|place| format!("#search-{place}")))?.dyn_into().ok()
    }

    /// Handles a changed text.
    pub fn typed(self, text: &str) {
        if self.is_left() {
            return;
        }
        let text = text.trim();
        let (requested, answered) =
            self.request.with_value(|request| (request.text == text, request.answered == text));
        if text.chars().count() < SHORTEST {
            self.close();
        } else if answered {
            self.request.update_value(Request::abandon);
            self.state.open.set(true);
        } else if !requested {
            self.ask(text.to_owned());
        }
    }

    fn ask(self, text: String) {
        let number = self.request.try_update_value(|request| {
            request.number = request.number.wrapping_add(1);
            request.text.clone_from(&text);
            request.number
        });
        let is_last = move || self.request.with_value(|request| Some(request.number) == number);
        spawn(async move {
            pause(PAUSE).await;
            if !is_last() {
                return;
            }
            let answer = response(suggest(text.clone())).await;
            if !is_last() {
                return;
            }
            let Request { steps, submitted, .. } = self.request.get_value();
            self.request.update_value(Request::abandon);
            if let Ok(shown) = answer
                && !left_to_browser()
            {
                self.request.update_value(|request| request.answered = text);
                self.state.show(shown);
                (0..steps.abs()).for_each(|_| self.state.step(steps.signum()));
            }
            // By then the options are in the page.
            leptos::task::tick().await;
            self.scroll();
            if submitted && !self.follow() {
                self.submit();
            }
        });
    }

    /// Handles a key pressed in the box.
    pub fn pressed(self, event: &ev::KeyboardEvent) {
        if self.is_left() {
            return;
        }
        let open = self.state.open.get_untracked();
        if let Some(by) = early::step(event) {
            if open {
                event.prevent_default();
                self.state.step(by);
                self.scroll();
            } else if self.request.with_value(Request::is_pending) {
                event.prevent_default();
                self.request
                    .update_value(|request| request.steps = request.steps.saturating_add(by));
            }
        } else if event.key() == "Escape" {
            // The first press closes the list and keeps the text; the next one clears the field, as
            // browsers do.
            if open {
                event.prevent_default();
            }
            self.close();
        } else if event.key() == "Enter" && self.follow() {
            event.prevent_default();
        }
    }

    /// Handles a submission. If an option of a pending response is selected, waits for it.
    pub fn submitted(self, event: &ev::SubmitEvent) {
        if self.is_left() {
            return;
        }
        let chooses = self.request.with_value(|request| request.is_pending() && request.steps != 0);
        if chooses && !self.state.open.get_untracked() {
            event.prevent_default();
            self.request.update_value(|request| request.submitted = true);
        }
    }

    fn submit(self) {
        if let Some(form) = self.input().and_then(|input| input.form()) {
            let _ = form.request_submit();
        }
    }

    fn chosen(self) -> Option<HtmlElement> {
        let open = self.state.open.get_untracked();
        let index = untrack(|| self.state.chosen_index()).filter(|_| open)?;
        find(&self.place.with_value(|place| format!("#{}", option_id(place, index))))
    }

    /// Navigates to the selected option. Returns whether one is selected.
    fn follow(self) -> bool {
        let chosen = self.chosen();
        if let Some(option) = &chosen {
            option.click();
        }
        chosen.is_some()
    }

    /// Scrolls to the selected option.
    fn scroll(self) {
        if let Some(option) = self.chosen() {
            option.scroll_into_view_with_bool(false);
        }
    }

    /// Whether the box is left to the browser; it then has no list.
    fn is_left(self) -> bool {
        let left = left_to_browser();
        if left {
            self.close();
        }
        left
    }

    fn close(self) {
        self.request.update_value(Request::abandon);
        self.state.close();
    }

    /// Closes the list box on events elsewhere on the page.
    fn elsewhere(self, event: &Event) {
        let form = self.input().and_then(|input| input.form());
        if closest::<HtmlFormElement>(event, "form[data-search]") != form {
            self.close();
        }
    }
}
