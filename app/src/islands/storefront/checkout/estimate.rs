//! Requests the totals for another country or town, and the address fields there.

use super::{
    FormState,
    api::{AddressForm, Destination, Estimate, estimate_order},
    check::{check, control, invalid, value, value_of},
};
use crate::{
    islands::{
        browser::{Latest, announce, document, response, spawn},
        guard::left_to_browser,
    },
    ui::field::{Control, FieldState},
};
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;

/// Whether the order summary or an address depends on a field. Islands and enclaves have tax rules
/// of their own.
pub(super) fn depends_on(field: &str) -> bool {
    matches!(field, "country" | "postcode" | "city" | "billing-country")
}

thread_local! {
    static LATEST: Latest = Latest::default();
    /// The destination of the latest request, unless it failed.
    static REQUESTED: RefCell<Option<Destination>> = const { RefCell::new(None) };
}

/// Requests an estimate, and shows the response unless a newer request has started. The same
/// destination is requested once: a choice from while this code starts is found by the start, and
/// its event can follow.
pub(super) fn estimate(form: FormState) {
    let destination = Destination {
        country: value_of("country"),
        postcode: value_of("postcode"),
        city: value_of("city"),
        billing_country: value_of("billing-country"),
    };
    if REQUESTED.with_borrow(|requested| requested.as_ref() == Some(&destination)) {
        return;
    }
    REQUESTED.set(Some(destination.clone()));
    let number = LATEST.with(Latest::next);
    spawn(async move {
        let answer = response(estimate_order(destination)).await;
        if !LATEST.with(|latest| latest.is(number)) {
            return;
        }
        match answer {
            Ok(Estimate { order, addresses }) if !left_to_browser() => {
                let total = order.totals.as_ref();
                let total = total.map(|totals| format!("{}: {}", totals.label, totals.total));
                form.order.set(order);
                form.stale.set(false);
                follow(form, addresses).await;
                announce(&total.unwrap_or_default());
            }
            // No total is better than that of another country.
            _ => {
                REQUESTED.set(None);
                form.stale.set(true);
            }
        }
    });
}

/// Chooses in a list of regions what was typed or chosen before, where it is in the list. The
/// browser would keep the position in the list.
fn choose(field: FieldState) {
    let select = control(field).and_then(|control| control.dyn_into::<HtmlSelectElement>().ok());
    let (Some(select), Control::Region(choices)) = (select, field.view.get_untracked().control)
    else {
        return;
    };
    let before = field.value.get_untracked();
    let same = choices.iter().find(|choice| choice.is(&before));
    select.set_value(same.map_or("", |choice| &choice.code));
}

/// Changes the addresses to the labels and rules of their countries. Keeps the input and the focus.
async fn follow(form: FormState, addresses: Vec<AddressForm>) {
    let before = form.addresses.get_value();
    let changed = before.iter().zip(&addresses).filter(|(old, new)| old.country != new.country);
    let views: Vec<_> = changed.flat_map(|(_, new)| new.fields.clone()).collect();
    form.addresses.set_value(addresses);
    let mut fields = Vec::new();
    for view in views {
        let Some(field) = form.field(&view.name) else { continue };
        let typed = control(field).map(|control| value(&control)).unwrap_or_default();
        field.value.set(typed);
        if field.view.get_untracked() != view {
            field.view.set(view);
        }
        fields.push(field);
    }
    let active = document().and_then(|document| document.active_element());
    leptos::task::tick().await;
    // A region that was rendered again has lost the focus.
    if let Some(lost) = active.filter(|active| !active.is_connected()) {
        let again = form.field(&lost.id()).and_then(control);
        let _ = again.map(|control| control.focus());
    }
    for field in fields {
        choose(field);
        if invalid(field) {
            check(form, field);
        }
    }
}
