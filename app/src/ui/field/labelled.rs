//! A field with its label and error, and the error summary of a form.

use super::{
    control::{control, input},
    state::{FieldState, FieldView, FormTexts, SummaryItem},
};
use crate::ui::{Icon, icon};
use leptos::prelude::*;

/// A field with its label and error.
pub fn labelled(state: FieldState) -> impl IntoView {
    around(state, control(state))
}

/// The same for a line of text, without the code for lists.
pub fn text_field(state: FieldState) -> impl IntoView {
    around(state, input(state))
}

fn around(state: FieldState, control: impl IntoView) -> impl IntoView {
    let FieldView { name, hint, width, meant, .. } = state.view.get_untracked();
    let optional = move || {
        let text = state.texts.with_value(|texts| texts.optional.clone());
        state.optional().then(|| view! { <span class="quiet">" "{text}</span> })
    };
    let hint =
        (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
    let error = move || state.error().unwrap_or_default();
    view! {
        <div class=format!("field {width}")>
            <label for=name.clone()>
                {move || state.view.with(|view| view.label.clone())}
                {optional}
            </label>
            {hint}
            {control}
            <p
                class="field-error"
                id=format!("{name}-error")
                hidden=move || state.problem.with(Option::is_none)
            >
                {icon(Icon::Alert)}
                <span>{error}</span>
            </p>
            {meant.is_some().then(|| meant_line(state, name))}
        </div>
    }
}

/// Suggests the email address that was probably meant. With JavaScript it is a button that corrects
/// the field.
fn meant_line(state: FieldState, name: String) -> impl IntoView {
    let text = move || {
        state.meant.with(
            |meant| {
                if meant.is_empty() { String::new() } else { state.suggestion(meant) }
            },
        )
    };
    view! {
        <p
            class="field-meant"
            id=format!("{name}-meant")
            hidden=move || state.meant.with(String::is_empty)
        >
            <span class="no-js-only">{text}</span>
            <button type="button" class="link-button js-only" data-meant=name.clone()>
                {text}
            </button>
        </p>
    }
}

/// The errors at the top of a form, each a link to its field. A page with errors starts with the
/// focus here.
pub fn error_summary(
    items: RwSignal<Vec<SummaryItem>>,
    texts: StoredValue<FormTexts>,
) -> impl IntoView {
    let title = move || {
        let count = items.with(Vec::len);
        texts.with_value(|texts| match count {
            1 => texts.one.clone(),
            count => texts.more.replace("{}", &count.to_string()),
        })
    };
    let item = |item: SummaryItem| {
        view! { <li><a href=format!("#{}", item.field)>{item.text}</a></li> }
    };
    view! {
        <div
            class="notice notice-bad error-summary"
            id="error-summary"
            role="alert"
            tabindex="-1"
            hidden=move || items.with(Vec::is_empty)
            autofocus=items.with_untracked(|items| !items.is_empty())
        >
            {icon(Icon::Alert)}
            <div>
                <p><b>{title}</b></p>
                <ul>{move || items.get().into_iter().map(item).collect::<Vec<_>>()}</ul>
            </div>
        </div>
    }
}
