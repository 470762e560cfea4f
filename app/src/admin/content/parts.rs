//! What lists and editors have in common.

use crate::{
    admin::{texts, ui::kept_fields},
    i18n::Value,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::admin::content::{Act, Note};

/// The text of a note.
pub(super) fn text(note: &Note) -> String {
    let values: [(&str, Value<'_>); 2] =
        [("detail", note.detail.as_str().into()), ("count", note.count.into())];
    texts::with("note", &note.key, &values)
}

/// Notes, each with a sign.
pub(super) fn notes(all: &[Note]) -> impl IntoView + use<> {
    let note = |note: &Note| {
        let (class, sign) =
            if note.is_bad { ("notice notice-bad", Icon::Alert) } else { ("notice", Icon::Info) };
        view! { <div class=class>{icon(sign)}<p>{text(note)}</p></div> }
    };
    all.iter().map(note).collect::<Vec<_>>()
}

/// A button that posts a form of its own; `about` says what it is done with.
pub(super) fn act(act: &Act, about: &str) -> impl IntoView + use<> {
    let name = texts::of("action", &act.key);
    let about =
        (!about.is_empty()).then(|| view! { <span class="hidden">" "{about.to_owned()}</span> });
    view! {
        <form method="post" action=act.action.clone()>
            {kept_fields(&act.fields)}
            <button class="button" name="do" value=act.key.clone()>{name}{about}</button>
        </form>
    }
}
