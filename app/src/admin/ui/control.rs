//! The control of a field.

use super::choice::options;
use crate::admin::texts;
use leptos::prelude::*;
use views::admin::{
    form::{Control, FormField, LineKind},
    list::Choice,
};

/// What a control says to assistive technology.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// `true` if it has an error.
    pub invalid: Option<&'static str>,
    /// The ids of its help, unit and error.
    pub described: Option<String>,
}

/// The control; a tick has its label inside.
pub(super) fn control(field: &FormField, marks: Marks) -> AnyView {
    match &field.control {
        Control::Line(kind) => line(field, *kind, marks).into_any(),
        Control::Number { unit } => amount(field, unit.clone(), marks).into_any(),
        Control::Money { currency } => amount(field, currency.code().to_owned(), marks).into_any(),
        Control::Date => day(field, "date", marks).into_any(),
        Control::Moment { .. } => day(field, "datetime-local", marks).into_any(),
        Control::Choice(choices) => select(field, choices, marks).into_any(),
        Control::Check => check(field, marks).into_any(),
        Control::Checks(choices) => checks(field, choices, marks).into_any(),
        Control::LongText { rows } | Control::Markdown { rows, .. } => {
            area(field, *rows, marks).into_any()
        }
    }
}

fn line(field: &FormField, kind: LineKind, marks: Marks) -> impl IntoView + use<> {
    let (kind, mode, complete) = match kind {
        LineKind::Words => ("text", "text", "off"),
        LineKind::Code => ("text", "text", "off"),
        LineKind::Email => ("email", "email", "username"),
        LineKind::Password => ("password", "text", "current-password"),
        LineKind::NewPassword => ("password", "text", "new-password"),
        LineKind::OneTimeCode => ("text", "numeric", "one-time-code"),
    };
    let is_code = matches!(field.control, Control::Line(LineKind::Code | LineKind::OneTimeCode));
    // A page never has a password, not even one that was refused.
    let value = if kind == "password" { String::new() } else { field.value.clone() };
    view! {
        <input
            id=field.name.clone()
            name=field.name.clone()
            type=kind
            value=value
            inputmode=mode
            autocomplete=complete
            autocapitalize=is_code.then_some("none")
            spellcheck=is_code.then_some("false")
            required=!field.optional
            aria-invalid=marks.invalid
            aria-describedby=marks.described
        />
    }
}

fn amount(field: &FormField, unit: String, marks: Marks) -> impl IntoView + use<> {
    let unit = (!unit.is_empty()).then(|| {
        view! { <span class="unit" id=format!("{}-unit", field.name)>{unit}</span> }
    });
    view! {
        <div class="with-unit">
            <input
                class="number"
                id=field.name.clone()
                name=field.name.clone()
                type="text"
                value=field.value.clone()
                inputmode="decimal"
                autocomplete="off"
                required=!field.optional
                aria-invalid=marks.invalid
                aria-describedby=marks.described
            />
            {unit}
        </div>
    }
}

fn day(field: &FormField, kind: &'static str, marks: Marks) -> impl IntoView + use<> {
    let zone = match &field.control {
        Control::Moment { zone } => {
            let id = format!("{}-unit", field.name);
            Some(view! { <span class="quiet small" id=id>{zone.clone()}</span> })
        }
        _ => None,
    };
    view! {
        <input
            id=field.name.clone()
            name=field.name.clone()
            type=kind
            value=field.value.clone()
            required=!field.optional
            aria-invalid=marks.invalid
            aria-describedby=marks.described
        />
        {zone}
    }
}

fn select(field: &FormField, choices: &[Choice], marks: Marks) -> impl IntoView + use<> {
    let none = field.optional.then(|| view! { <option value="">{t!("admin-none")}</option> });
    view! {
        <select
            id=field.name.clone()
            name=field.name.clone()
            required=!field.optional
            aria-invalid=marks.invalid
            aria-describedby=marks.described
        >
            {none}
            {options(choices, &field.value)}
        </select>
    }
}

fn check(field: &FormField, marks: Marks) -> impl IntoView + use<> {
    view! {
        <label class="check">
            <input
                id=field.name.clone()
                name=field.name.clone()
                type="checkbox"
                value="on"
                checked=field.value == "on"
                aria-invalid=marks.invalid
                aria-describedby=marks.described
            />
            <span>{texts::label(&field.label)}</span>
        </label>
    }
}

/// Several ticks with one name. The first has the field's id, where an error leads.
fn checks(field: &FormField, choices: &[Choice], marks: Marks) -> impl IntoView + use<> {
    let one = |(at, choice): (usize, &Choice)| {
        let id = (at == 0).then(|| field.name.clone());
        let checked = field.value.split(' ').any(|value| value == choice.value);
        view! {
            <label class="check">
                <input
                    id=id
                    name=field.name.clone()
                    type="checkbox"
                    value=choice.value.clone()
                    checked=checked
                />
                <span>{texts::label(&choice.label)}</span>
            </label>
        }
    };
    let boxes = choices.iter().enumerate().map(one).collect::<Vec<_>>();
    view! {
        <fieldset class="checks" aria-describedby=marks.described>
            <legend class="label">{texts::label(&field.label)}</legend>
            {boxes}
        </fieldset>
    }
}

fn area(field: &FormField, rows: u32, marks: Marks) -> impl IntoView + use<> {
    // Parsers drop the first line break, so that one of the text's own would be lost.
    let text = format!("\n{}", field.value);
    view! {
        <textarea
            id=field.name.clone()
            name=field.name.clone()
            rows=rows
            required=!field.optional
            aria-invalid=marks.invalid
            aria-describedby=marks.described
        >
            {text}
        </textarea>
    }
}
