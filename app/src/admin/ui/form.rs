//! A form with its sections. All sections are in one form, so that saving one keeps what was typed
//! into the others.

use super::field::field;
use crate::{
    admin::texts,
    islands::admin::UnsavedGuard,
    slots,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::admin::form::{FormError, FormSection, FormView, VERSION_PREFIX};

/// The whole form, with its errors and the save bar.
pub fn form(view: &FormView) -> impl IntoView + use<> {
    let sections = view.sections.iter().map(|section| form_section(view, section));
    form_with(view, sections.collect::<Vec<_>>())
}

/// The same around sections that the page renders.
pub fn form_with<S: IntoView + 'static>(view: &FormView, sections: S) -> impl IntoView + use<S> {
    let cancel = view.cancel.clone().map(|href| {
        view! { <a class="button" href=href>{t!("admin-cancel")}</a> }
    });
    let unsaved = t!("admin-unsaved").to_owned();
    // What a refused form shows is not saved yet.
    let guard = if view.problems.is_empty() { "" } else { "changed" };
    view! {
        {form_errors(view)}
        <form
            class="form"
            method="post"
            action=view.action.clone()
            novalidate=true
            data-guard=guard
        >
            <input type="hidden" name="key" value=slots::key() />
            // Enter saves the whole form, whichever section's button comes first.
            <button class="hidden" tabindex="-1" aria-hidden="true">{t!("admin-save")}</button>
            {sections}
            <div class="save-bar">
                <UnsavedGuard text=unsaved />
                {cancel}
                <button class="button button-strong">{texts::of("action", &view.button)}</button>
            </div>
        </form>
    }
}

/// A section: heading, version and fields, with a button of its own if it is saved by itself.
pub fn form_section(view: &FormView, section: &FormSection) -> impl IntoView + use<> {
    let key = &section.key;
    let version = section.version.map(|version| {
        let name = format!("{VERSION_PREFIX}{key}");
        view! { <input type="hidden" name=name value=version.to_string() /> }
    });
    let fields = section.fields.iter().map(|one| field(one, view.problem(&one.name)));
    let fields = fields.collect::<Vec<_>>();
    let title =
        texts::find("section", key).map(|text| view! { <h2 id=format!("{key}-title")>{text}</h2> });
    let named = title.is_some().then(|| format!("{key}-title"));
    let help = texts::find("section-help", key).map(|text| view! { <p class="quiet">{text}</p> });
    let save = section.save.clone().map(|href| {
        view! { <p><button class="button" formaction=href>{t!("admin-save-section")}</button></p> }
    });
    let id = (!key.is_empty()).then(|| key.clone());
    view! {
        <section class="form-section" id=id aria-labelledby=named>
            {title}
            {help}
            {version}
            {fields}
            {save}
        </section>
    }
}

/// The errors at the top, each a link to its field. A page with errors starts with the focus here.
pub fn form_errors(view: &FormView) -> impl IntoView + use<> {
    if view.problems.is_empty() {
        return None;
    }
    let item = |problem: &FormError| {
        let found = view.fields().find(|field| field.name == problem.field);
        let text = texts::problem(problem);
        let text = match found {
            Some(field) => format!("{}: {text}", texts::label(&field.label)),
            None => text.into_owned(),
        };
        view! { <li><a href=format!("#{}", problem.field)>{text}</a></li> }
    };
    let items = view.problems.iter().map(item).collect::<Vec<_>>();
    Some(view! {
        <div
            class="notice notice-bad error-summary"
            id="error-summary"
            role="alert"
            tabindex="-1"
            autofocus=true
        >
            {icon(Icon::Alert)}
            <div>
                <p><b>{t!("errors-title", count = view.problems.len())}</b></p>
                <ul>{items}</ul>
            </div>
        </div>
    })
}
