//! The form: the telescope, eyepiece, Barlow lens and camera to combine.

use crate::{
    i18n,
    ui::field::{Field, error_line, field},
};
use domain::checkout::FieldError;
use leptos::prelude::*;
use views::optics::calculator::{CalculatorView, Choice, ChoiceGroup, OWN};
use views::routes;

fn own<'a>(
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    value: &'a str,
    errors: &[FieldError],
) -> impl IntoView + use<'a> {
    field(
        Field { mode: "decimal", hint, width: "half", ..Field::text(name, label, "off") },
        value,
        errors,
    )
}

/// The same for a field that accepts units, with the text keyboard.
fn own_with_unit<'a>(
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    value: &'a str,
    errors: &[FieldError],
) -> impl IntoView + use<'a> {
    field(Field { hint, width: "half", ..Field::text(name, label, "off") }, value, errors)
}

pub(super) fn form(view: &CalculatorView) -> impl IntoView + '_ {
    let question = &view.question;
    let errors = view.errors.as_slice();
    let (telescope, eyepiece) =
        (question.telescope.as_deref().unwrap_or(""), question.eyepiece.as_deref().unwrap_or(""));
    let (barlow, camera) =
        (question.barlow.as_deref().unwrap_or(""), question.camera.as_deref().unwrap_or(""));
    let boxed = (!view.boxed.is_empty()).then(|| {
        view! { <optgroup label=t!("calculator-boxed")>{options(&view.boxed, eyepiece)}</optgroup> }
    });
    view! {
        <form
            class="form"
            method="get"
            action=format!("{}#result", routes::CALCULATOR)
            novalidate=true
            id="equipment"
        >
            <fieldset class="equipment">
                <legend><h2>{t!("calculator-telescope")}</h2></legend>
                {select("telescope", t!("calculator-model"), errors, view! {
                    {groups(&view.telescopes, telescope)}
                    {other(t!("calculator-own-telescope"), telescope)}
                })}
                <div class="own">
                    {own_with_unit(
                        "aperture",
                        t!("field-aperture"),
                        t!("calculator-aperture-hint"),
                        &question.aperture,
                        errors,
                    )}
                    {own_with_unit(
                        "focal-length",
                        t!("field-focal-length"),
                        t!("calculator-focal-length-hint"),
                        &question.focal_length,
                        errors,
                    )}
                </div>
            </fieldset>
            <fieldset class="equipment">
                <legend><h2>{t!("calculator-eyepiece")}</h2></legend>
                {select("eyepiece", t!("calculator-model"), errors, view! {
                    <option value="" selected=eyepiece.is_empty()>
                        {t!("calculator-no-eyepiece")}
                    </option>
                    {boxed}
                    {groups(&view.eyepieces, eyepiece)}
                    {other(t!("calculator-own-eyepiece"), eyepiece)}
                })}
                <div class="own">
                    {own(
                        "eyepiece-focal-length",
                        t!("field-eyepiece-focal-length"),
                        t!("calculator-eyepiece-hint"),
                        &question.eyepiece_focal_length,
                        errors,
                    )}
                    {own(
                        "apparent-field",
                        t!("field-apparent-field"),
                        t!("calculator-apparent-field-hint"),
                        &question.apparent_field,
                        errors,
                    )}
                </div>
            </fieldset>
            <fieldset class="equipment">
                <legend><h2>{t!("calculator-barlow")}</h2></legend>
                {select("barlow", t!("calculator-model"), errors, view! {
                    <option value="" selected=barlow.is_empty()>
                        {t!("calculator-no-barlow")}
                    </option>
                    {group(t!("calculator-barlows"), &view.barlows, barlow)}
                    {other(t!("calculator-own-barlow"), barlow)}
                })}
                <div class="own">
                    {own(
                        "factor",
                        t!("field-factor"),
                        t!("calculator-factor-hint"),
                        &question.factor,
                        errors,
                    )}
                </div>
            </fieldset>
            <fieldset class="equipment">
                <legend><h2>{t!("calculator-camera")}</h2></legend>
                {select("camera", t!("calculator-model"), errors, view! {
                    <option value="" selected=camera.is_empty()>
                        {t!("calculator-no-camera")}
                    </option>
                    {group(t!("calculator-cameras"), &view.cameras, camera)}
                    {other(t!("calculator-own-camera"), camera)}
                })}
                <div class="own">
                    {own(
                        "sensor-width",
                        t!("field-sensor-width"),
                        t!("calculator-sensor-hint"),
                        &question.sensor_width,
                        errors,
                    )}
                    {own(
                        "sensor-height",
                        t!("field-sensor-height"),
                        t!("calculator-sensor-hint"),
                        &question.sensor_height,
                        errors,
                    )}
                    {own(
                        "pixel-size",
                        t!("field-pixel-size"),
                        t!("calculator-pixel-hint"),
                        &question.pixel_size,
                        errors,
                    )}
                </div>
            </fieldset>
            <p><button class="button button-strong">{t!("calculator-button")}</button></p>
        </form>
    }
}

fn select<'a>(
    name: &'static str,
    label: &'static str,
    errors: &[FieldError],
    options: impl IntoView + 'a,
) -> impl IntoView + 'a {
    let error = errors
        .iter()
        .find(|error| error.field == name)
        .map(|error| i18n::field_error(name, error.problem.key()).into());
    let wrong = error.is_some();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select
                id=name
                name=name
                aria-invalid=wrong.then_some("true")
                aria-describedby=wrong.then(|| format!("{name}-error"))
            >
                {options}
            </select>
            {error_line(name, error)}
        </div>
    }
}

fn options<'a>(choices: &'a [Choice], chosen: &str) -> Vec<impl IntoView + use<'a>> {
    let option = |choice: &'a Choice| {
        view! {
            <option value=choice.value.as_str() selected=choice.value == chosen>
                {choice.text.as_str()}
            </option>
        }
    };
    choices.iter().map(option).collect()
}

fn group<'a>(label: &'a str, choices: &'a [Choice], chosen: &str) -> impl IntoView + use<'a> {
    (!choices.is_empty())
        .then(|| view! { <optgroup label=label>{options(choices, chosen)}</optgroup> })
}

fn groups<'a>(groups: &'a [ChoiceGroup], chosen: &str) -> Vec<impl IntoView + use<'a>> {
    groups.iter().map(|one| group(&one.label, &one.choices, chosen)).collect()
}

/// The choice of equipment from elsewhere; the style sheet shows the fields for its numbers while
/// it is selected.
fn other(text: &'static str, chosen: &str) -> impl IntoView + use<> {
    let chosen = chosen == OWN;
    view! {
        <optgroup label=t!("calculator-own-group")>
            <option value=OWN selected=chosen>{text}</option>
        </optgroup>
    }
}
