//! Validates a field when it is changed or loses the focus.

use super::{
    FormState, card,
    check::{check, control, invalid, value},
    estimate,
};
use crate::{
    islands::{
        browser::{announce, closest, find, get, pause, spawn},
        guard::left_to_browser,
    },
    ui::field::FieldState,
};
use domain::customers::email_host;
use leptos::{ev, prelude::*};
use std::{cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

/// Listens to the fields of a form.
pub(super) fn listen(form: FormState) {
    listen_to_leaving(form);
    window_event_listener(ev::click, move |event| {
        let button = closest::<HtmlElement>(&event, "[data-meant]");
        if let Some(button) = button.filter(|_| !left_to_browser()) {
            let field = button.get_attribute("data-meant").and_then(|name| form.field(&name));
            let _ = field.and_then(|field| correct(form, field));
        }
    });
    // While an input method is composing, the text is incomplete; it is formatted afterwards.
    window_event_listener(ev::compositionend, |event| space_card(&event));
    window_event_listener(ev::input, move |event| {
        if get(&event, "isComposing").and_then(|composing| composing.as_bool()) != Some(true) {
            space_card(&event);
        }
        if let Some((field, _)) = field_of(form, &event) {
            typed(form, field);
        }
    });
    window_event_listener(ev::change, move |event| {
        let Some((_, control)) = field_of(form, &event) else { return };
        let name = control.id();
        // Until the other country's rules are loaded, no postcode counts as invalid.
        if let Some(postcode) = name
            .strip_suffix("country")
            .and_then(|prefix| form.field(&format!("{prefix}postcode")))
            .filter(|postcode| invalid(*postcode))
        {
            check(form, postcode);
        }
        if estimate::depends_on(&name) {
            estimate::estimate(form);
        }
    });
}

/// A field is validated when it loses the focus. An error that appears while a button is pressed
/// would move the button away under the pointer, and the click would be lost, so validation waits
/// until the button is released.
fn listen_to_leaving(form: FormState) {
    let (pressed, left) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(None::<FieldState>)));
    window_event_listener(ev::pointerdown, {
        let pressed = Rc::clone(&pressed);
        move |event| {
            let control = "button, a, label, summary, select, input";
            pressed.set(closest::<HtmlElement>(&event, control).is_some());
        }
    });
    window_event_listener(ev::focusout, {
        let (pressed, left) = (Rc::clone(&pressed), Rc::clone(&left));
        move |event| {
            let Some((field, control)) = field_of(form, &event) else { return };
            // Tabbing through empty fields is not a mistake.
            if value(&control).trim().is_empty() && !invalid(field) {
                return;
            }
            if pressed.get() {
                left.set(Some(field));
            } else {
                look_at(form, field);
            }
        }
    });
    let released = move || {
        pressed.set(false);
        let Some(field) = left.take() else { return };
        // The click follows this event.
        spawn(async move {
            pause(0).await;
            look_at(form, field);
        });
    };
    window_event_listener(ev::pointerup, {
        let released = released.clone();
        move |_| released()
    });
    window_event_listener(ev::pointercancel, move |_| released());
}

/// The field of an event, unless the form is left to the browser.
fn field_of(form: FormState, event: &Event) -> Option<(FieldState, HtmlElement)> {
    let control = closest::<HtmlElement>(event, "[data-field]").filter(|_| !left_to_browser())?;
    Some((form.field(&control.id())?, control))
}

fn space_card(event: &Event) {
    if let Some(input) = closest::<HtmlInputElement>(event, "input[data-field]") {
        card::space(&input);
    }
}

/// Shows the error of a field that has lost the focus, or a suggestion.
pub(super) fn look_at(form: FormState, field: FieldState) {
    check(form, field);
    suggest(field);
}

/// Clears what no longer applies to a field that is being typed into.
pub(super) fn typed(form: FormState, field: FieldState) {
    if invalid(field) {
        check(form, field);
    }
    if field.meant.with_untracked(|meant| !meant.is_empty()) {
        suggest(field);
    }
}

/// Suggests the email address that was probably meant, or removes the suggestion.
fn suggest(field: FieldState) {
    if field.view.with_untracked(|view| view.meant.is_none()) {
        return;
    }
    let Some(control) = control(field) else { return };
    let meant = email_host::meant(&value(&control)).unwrap_or_default();
    if field.meant.get_untracked() == meant {
        return;
    }
    if !meant.is_empty() {
        announce(&field.suggestion(&meant));
    }
    field.meant.set(meant);
}

/// Applies the suggested address.
fn correct(form: FormState, field: FieldState) -> Option<()> {
    let name = field.view.with_untracked(|view| view.name.clone());
    let input: HtmlInputElement = find(&format!("#{name}"))?.dyn_into().ok()?;
    input.set_value(&field.meant.get_untracked());
    look_at(form, field);
    input.focus().ok()
}
