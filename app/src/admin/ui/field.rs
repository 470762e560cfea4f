//! A field with its label, help, unit and error.

use super::control::{Marks, control};
use crate::{
    admin::texts,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::admin::form::{BASE_PREFIX, Control, FormError, FormField};

/// A field. With a stored value, a hidden field has it, so that the server saves only changes.
pub fn field(field: &FormField, problem: Option<&FormError>) -> impl IntoView + use<> {
    let name = &field.name;
    let base = field.base.clone().map(|base| {
        view! { <input type="hidden" name=format!("{BASE_PREFIX}{name}") value=base /> }
    });
    let help = texts::find("help", &field.help);
    let unit = match &field.control {
        Control::Number { unit } => !unit.is_empty(),
        Control::Money { .. } | Control::Moment { .. } => true,
        _ => false,
    };
    let parts = [
        (help.is_some(), "help"),
        (unit, "unit"),
        (!field.echo.is_empty(), "echo"),
        (problem.is_some(), "error"),
    ];
    let ids = parts.into_iter().filter(|(shown, _)| *shown);
    let ids: Vec<_> = ids.map(|(_, part)| format!("{name}-{part}")).collect();
    let marks = Marks {
        invalid: problem.map(|_| "true"),
        described: (!ids.is_empty()).then(|| ids.join(" ")),
    };
    let own_label = matches!(field.control, Control::Check | Control::Checks(_));
    let label = (!own_label).then(|| {
        let optional =
            field.optional.then(|| view! { <span class="quiet">" "{t!("field-optional")}</span> });
        view! { <label for=name.clone()>{texts::label(&field.label)}{optional}</label> }
    });
    let help = help.map(|text| view! { <p class="hint" id=format!("{name}-help")>{text}</p> });
    let echo = (!field.echo.is_empty()).then(|| {
        view! { <p class="echo number" id=format!("{name}-echo")>{field.echo.clone()}</p> }
    });
    let error = problem.map(|problem| {
        view! {
            <p class="field-error" id=format!("{name}-error")>
                {icon(Icon::Alert)}
                <span>{texts::problem(problem)}</span>
            </p>
        }
    });
    view! {
        <div class="field">
            {base}
            {label}
            {help}
            {control(field, marks)}
            {preview(field)}
            {echo}
            {error}
        </div>
    }
}

/// The text of a Markdown field as shoppers see it, and the button that shows it again.
fn preview(field: &FormField) -> impl IntoView + use<> {
    let Control::Markdown { preview, .. } = &field.control else { return None };
    let shown = preview.clone().map(|html| {
        view! {
            <details class="preview" open=true>
                <summary>{t!("admin-preview")}</summary>
                <div class="prose" inner_html=html></div>
            </details>
        }
    });
    Some(view! {
        <p class="markdown-tools">
            <span class="quiet small">{t!("admin-markdown-hint")}</span>
            <button
                class="link-button"
                name="preview"
                value=field.name.clone()
                formnovalidate=true
            >
                {t!("admin-preview-show")}
            </button>
        </p>
        {shown}
    })
}
