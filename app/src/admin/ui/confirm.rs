//! The page before an action that takes something away.

use super::kept::kept_fields;
use crate::{
    admin::texts,
    i18n::Value,
    slots,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::admin::confirm::{ConfirmView, Gravity};

/// The whole page.
pub fn confirm(view: &ConfirmView) -> impl IntoView + use<> {
    let values: [(&str, Value<'_>); 2] =
        [("subject", view.subject.as_str().into()), ("count", view.count.into())];
    let title = texts::with("confirm", &view.key, &values);
    let button = texts::with("confirm-button", &view.key, &values);
    let effects =
        view.effects.iter().map(|effect| view! { <li>{effect.clone()}</li> }).collect::<Vec<_>>();
    let effects = (!effects.is_empty()).then(|| view! { <ul class="effects">{effects}</ul> });
    let mistyped = view.mistyped.then(|| {
        view! {
            <p class="field-error" id="typed-error">
                {icon(Icon::Alert)}
                <span>{t!("admin-confirm-mistyped")}</span>
            </p>
        }
    });
    let (invalid, described) =
        (view.mistyped.then_some("true"), view.mistyped.then_some("typed-error"));
    let typed = view.typed.as_ref().map(|text| {
        view! {
            <div class="field">
                <label for="typed">{t!("admin-confirm-type", text = text.as_str())}</label>
                <input
                    id="typed"
                    name="typed"
                    autocomplete="off"
                    required=true
                    aria-invalid=invalid
                    aria-describedby=described
                />
                {mistyped}
            </div>
        }
    });
    let password = view.password.then(|| {
        view! {
            <div class="field">
                <label for="password">{t!("admin-confirm-password")}</label>
                <input
                    id="password"
                    name="password"
                    type="password"
                    autocomplete="current-password"
                    required=true
                />
            </div>
        }
    });
    let class = match view.gravity {
        Gravity::Plain => "button button-strong",
        Gravity::Dangerous => "button button-danger",
    };
    view! {
        <h1>{title}</h1>
        {effects}
        <form class="form" method="post" action=view.action.clone()>
            <input type="hidden" name="key" value=slots::key() />
            <input type="hidden" name="confirmed" value="yes" />
            {kept_fields(&view.kept)}
            {typed}
            {password}
            <p class="page-actions">
                <button class=class>{button}</button>
                <a class="button" href=view.cancel.clone()>{t!("admin-cancel")}</a>
            </p>
        </form>
    }
}
