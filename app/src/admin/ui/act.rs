//! A form beside others on a page, with buttons of its own.

use super::{
    form::{form_errors, form_section},
    kept::kept_fields,
};
use crate::{admin::texts, slots};
use leptos::prelude::*;
use views::admin::work::Act;

/// The form with its errors and buttons.
pub fn act(act: &Act) -> impl IntoView + use<> {
    let view = &act.form;
    let sections = view.sections.iter().map(|section| form_section(view, section));
    let sections = sections.collect::<Vec<_>>();
    let also = act.also.iter().map(|key| {
        view! {
            <button class="button" name="do" value=key.clone()>{texts::of("action", key)}</button>
        }
    });
    let also = also.collect::<Vec<_>>();
    let cancel = view.cancel.clone().map(|href| {
        view! { <a class="button" href=href>{t!("admin-cancel")}</a> }
    });
    view! {
        {form_errors(view)}
        <form class="form" method="post" action=view.action.clone() novalidate=true>
            <input type="hidden" name="key" value=slots::key() />
            {kept_fields(&act.kept)}
            {sections}
            <p class="page-actions">
                <button class="button button-strong" name="do" value=view.button.clone()>
                    {texts::of("action", &view.button)}
                </button>
                {also}
                {cancel}
            </p>
        </form>
    }
}
