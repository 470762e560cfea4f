//! The page after somebody else has saved the same fields: theirs, mine, and what it was before.

use super::kept::kept_fields;
use crate::{
    admin::texts,
    dates,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::admin::conflict::{ConflictField, ConflictView};

/// The whole page.
pub fn conflict(view: &ConflictView) -> impl IntoView + use<> {
    let when = dates::local_time(&view.when);
    let text = if view.who.is_empty() {
        t!("admin-conflict-changed", when = when)
    } else {
        t!("admin-conflict-by", who = view.who.as_str(), when = when)
    };
    let fields = view.fields.iter().map(choice).collect::<Vec<_>>();
    view! {
        <h1>{t!("admin-conflict-title", record = view.record.as_str())}</h1>
        <div class="notice">{icon(Icon::Info)}<p>{text}</p></div>
        <p>{t!("admin-conflict-text")}</p>
        <form class="form" method="post" action=view.action.clone() data-guard="changed">
            {kept_fields(&view.kept)}
            {fields}
            <div class="save-bar">
                <a class="button" href=view.cancel.clone()>{t!("admin-cancel")}</a>
                <button class="button button-strong">{t!("admin-save")}</button>
            </div>
        </form>
    }
}

/// One field: which of two values to keep. Mine is chosen, since it was typed last.
fn choice(field: &ConflictField) -> impl IntoView + use<> {
    let (name, label) = (&field.name, texts::label(&field.label));
    let option = |side: &str, title: &'static str, value: &str| {
        let id = format!("{name}-{side}");
        let label_for = id.clone();
        let chosen = side == "mine";
        view! {
            <label class="side-choice" for=label_for>
                <input
                    type="radio"
                    id=id
                    name=name.clone()
                    value=value.to_owned()
                    checked=chosen
                />
                <b>{title}</b>
                <span class="value">{shown(value)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="conflict">
            <legend>{label}</legend>
            {option("mine", t!("admin-conflict-mine"), &field.mine)}
            {option("theirs", t!("admin-conflict-theirs"), &field.theirs)}
            <p class="quiet small">
                {t!("admin-conflict-base")}
                " "
                <span class="value">{shown(&field.base)}</span>
            </p>
        </fieldset>
    }
}

/// A value, or a word for none.
fn shown(value: &str) -> String {
    if value.is_empty() { t!("admin-nothing").to_owned() } else { value.to_owned() }
}
