//! Hydrates the form of a step. Its fields, error summary and order summary are reactive; the
//! markup between them stays as the server rendered it.

use super::{
    FormState, SummaryFold, api::FormView, card, check, estimate, listen, order_summary,
    place_button, submit,
};
use crate::{
    islands::{
        browser::{document, find},
        packed::unpack,
    },
    ui::field::{FieldView, labelled},
};
use leptos::{prelude::*, tachys::view::Position};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

thread_local! {
    static STARTED: Cell<bool> = const { Cell::new(false) };
}

/// Hydrates the form of this page and listens to it.
pub fn start() {
    if STARTED.replace(true) {
        return;
    }
    let Some(root) = find("form[data-checkout]") else { return };
    let Some(view) = root.get_attribute("data-form").and_then(|packed| unpack(&packed)) else {
        return;
    };
    let form = hydrate(&root, view);
    listen::listen(form);
    submit::listen(form);
    catch_up(form);
}

fn hydrate(root: &Element, view: FormView) -> FormState {
    let changes_order = view.order.is_some();
    let form = FormState::new(view);
    if let Some(summary) = find("#error-summary") {
        hydrate_at(form.error_summary(), &summary);
    }
    if let Some(order) = find(".order-summary").filter(|_| changes_order) {
        hydrate_at(order_summary(form.order, form.stale, SummaryFold::Closed), &order);
    }
    for field in form.fields.get_value() {
        let control = check::control(field);
        if let Some(around) = control.and_then(|control| control.closest(".field").ok()?) {
            hydrate_at(labelled(field), &around);
        }
    }
    let button = root.query_selector("button").ok().flatten();
    if let Some(button) = button.filter(|_| form.place.with_value(Option::is_some)) {
        hydrate_at(place_button(form), &button);
    }
    form
}

fn hydrate_at(view: impl IntoView, element: &Element) {
    // Kept until the page is left.
    let state = view.into_view().hydrate_from_position::<true>(element, Position::Current);
    std::mem::forget(state);
}

/// Handles input from before this code was loaded as if it happened now.
fn catch_up(form: FormState) {
    let active = document().and_then(|document| document.active_element());
    let mut elsewhere = false;
    for field in form.fields.get_value() {
        let Some(control) = check::control(field) else { continue };
        let chosen = control.query_selector("option[selected]").ok().flatten();
        let typed = match control.dyn_ref::<HtmlInputElement>() {
            Some(input) => input.value() != input.default_value(),
            None => chosen.is_some_and(|option| {
                option.get_attribute("value").as_deref() != Some(&*check::value(&control))
            }),
        };
        if !typed {
            continue;
        }
        if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
            card::space(input);
        }
        listen::typed(form, field);
        elsewhere |= field.view.with_untracked(|FieldView { name, .. }| estimate::depends_on(name));
        if active.as_ref() != Some(control.as_ref()) {
            listen::look_at(form, field);
        }
    }
    if elsewhere {
        estimate::estimate(form);
    }
}
