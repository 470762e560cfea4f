//! A section whose fields are a table: a row for each record, a column for each kind of field. On
//! phones, each row becomes a card.

use super::control::{Marks, control};
use crate::{
    admin::texts,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::admin::form::{
    BASE_PREFIX, Control, FormError, FormField, FormSection, FormView, VERSION_PREFIX,
};

/// The table. The fields of the section are those of the first row, then those of the next one;
/// `rows` are the names of all rows.
pub fn matrix(view: &FormView, section: &FormSection, rows: &[String]) -> impl IntoView + use<> {
    let key = section.key.clone();
    let columns = section.fields.len().checked_div(rows.len()).unwrap_or(0).max(1);
    let version = section.version.map(|version| {
        let name = format!("{VERSION_PREFIX}{key}");
        view! { <input type="hidden" name=name value=version.to_string() /> }
    });
    let heading = |field: &FormField| view! { <th scope="col">{texts::label(&field.label)}</th> };
    let head = section.fields.iter().take(columns).map(heading).collect::<Vec<_>>();
    let body = section.fields.chunks(columns).zip(rows).map(|(fields, name)| {
        let cells = fields.iter().map(|field| cell(field, name, view.problem(&field.name)));
        let cells = cells.collect::<Vec<_>>();
        view! { <tr><th scope="row" class="cell-main">{name.clone()}</th>{cells}</tr> }
    });
    let body = body.collect::<Vec<_>>();
    let title = texts::of("section", &key);
    let help = texts::find("section-help", &key).map(|text| view! { <p class="quiet">{text}</p> });
    let titled = format!("{key}-title");
    let labelled_by = titled.clone();
    view! {
        <section class="form-section" id=key aria-labelledby=labelled_by>
            <h2 id=titled>{title.clone()}</h2>
            {help}
            {version}
            <table class="data matrix">
                <caption class="hidden">{title}</caption>
                <thead>
                    <tr>
                        <th scope="col"><span class="hidden">{t!("admin-row")}</span></th>
                        {head}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </section>
    }
}

fn cell(field: &FormField, row: &str, problem: Option<&FormError>) -> impl IntoView + use<> {
    let name = &field.name;
    let base = field.base.clone().map(|base| {
        view! { <input type="hidden" name=format!("{BASE_PREFIX}{name}") value=base /> }
    });
    let column = texts::label(&field.label);
    let label = t!("admin-cell-label", column = column.as_str(), row = row);
    // A tick has its own label.
    let label = (!matches!(field.control, Control::Check))
        .then(|| view! { <label class="hidden" for=name.clone()>{label}</label> });
    let unit = match &field.control {
        Control::Number { unit } => !unit.is_empty(),
        Control::Money { .. } => true,
        _ => false,
    };
    let described = [(unit, "unit"), (problem.is_some(), "error")];
    let described = described.into_iter().filter(|(shown, _)| *shown);
    let described: Vec<_> = described.map(|(_, part)| format!("{name}-{part}")).collect();
    let marks = Marks {
        invalid: problem.map(|_| "true"),
        described: (!described.is_empty()).then(|| described.join(" ")),
    };
    let error = problem.map(|problem| {
        view! {
            <p class="field-error" id=format!("{name}-error")>
                {icon(Icon::Alert)}
                <span>{texts::problem(problem)}</span>
            </p>
        }
    });
    view! {
        <td data-label=column>
            <div class="field">{base} {label} {control(field, marks)} {error}</div>
        </td>
    }
}
