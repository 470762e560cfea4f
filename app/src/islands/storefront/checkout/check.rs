//! Validates fields by the server's rules; the server decides.

use super::FormState;
use crate::{islands::browser::find, ui::field::FieldState};
use domain::{
    checkout::{FieldErrorKind, Presence, check_text},
    customers::postcode,
    payments::card,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

/// The control of a field.
pub(super) fn control(field: FieldState) -> Option<HtmlElement> {
    find(&format!("#{}", field.view.with_untracked(|view| view.name.clone())))
}

/// The typed or chosen value.
pub(super) fn value(control: &Element) -> String {
    let input = control.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value);
    input
        .or_else(|| control.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value))
        .unwrap_or_default()
}

/// The value of the field with a name; empty if there is none.
pub(super) fn value_of(name: &str) -> String {
    find(&format!("#{name}")).map(|control| value(&control)).unwrap_or_default()
}

/// Whether a field is known to be invalid.
pub(super) fn invalid(field: FieldState) -> bool {
    field.problem.with_untracked(Option::is_some)
}

/// Validates a field, shows or clears its error, and returns whether it is valid.
pub(super) fn check(form: FormState, field: FieldState) -> bool {
    let Some(control) = control(field) else { return true };
    let (name, optional) = field.view.with_untracked(|view| (view.name.clone(), view.optional));
    let presence = if optional { Presence::Optional } else { Presence::Required };
    let problem = problem(form, &name, &value(&control), presence);
    if field.problem.get_untracked() != problem {
        field.problem.set(problem);
    }
    problem.is_none()
}

fn problem(form: FormState, name: &str, value: &str, presence: Presence) -> Option<FieldErrorKind> {
    let plain = name.strip_prefix("billing-").unwrap_or(name);
    let typed = |valid: bool| match (value.trim().is_empty(), valid) {
        (true, _) => Some(FieldErrorKind::Missing),
        (false, valid) => (!valid).then_some(FieldErrorKind::Invalid),
    };
    match plain {
        "card-number" => typed(card::digits(value).is_some_and(|digits| card::luhn(&digits))),
        "expiry" => typed(
            card::parse_expiry(value).is_some_and(|expiry| card::is_current(expiry, this_month())),
        ),
        "code" => typed(card::is_code(value, &value_of("card-number"))),
        "postcode" => postcode_problem(form, name, value, presence),
        _ => check_text(plain, value, presence),
    }
}

/// While the rules of the chosen country are being loaded, no postcode counts as invalid.
fn postcode_problem(
    form: FormState,
    name: &str,
    value: &str,
    presence: Presence,
) -> Option<FieldErrorKind> {
    let country = value_of(&name.replace("postcode", "country"));
    let fits = form.addresses.with_value(|addresses| {
        let address = addresses.iter().find(|address| {
            address.country == country && address.fields.iter().any(|field| field.name == name)
        })?;
        Some(postcode::normal(value, &address.postcodes, &address.prefixes).is_some())
    });
    let presence = if fits.is_none() { Presence::Optional } else { presence };
    check_text("postcode", value, presence).or_else(|| {
        (!value.trim().is_empty() && fits == Some(false)).then_some(FieldErrorKind::Invalid)
    })
}

/// The current year and month by the browser's clock.
fn this_month() -> (u16, u8) {
    let now = js_sys::Date::new_0();
    (
        u16::try_from(now.get_full_year()).unwrap_or(0),
        u8::try_from(now.get_month() + 1).unwrap_or(1),
    )
}
