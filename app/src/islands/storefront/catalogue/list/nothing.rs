//! Shown if nothing matches: tips, and other links.

use super::{ListState, api::Nothing, toolbar};
use crate::ui::{Icon, icon};
use leptos::prelude::*;

/// Tips, and a link that removes the filters, if any.
pub(super) fn nothing(list: ListState, nothing: Nothing) -> impl IntoView {
    let clear = list.with(|shown| (!shown.applied.is_empty()).then(|| shown.clear.clone()));
    let clear_text = list.texts().filters_clear.clone();
    let clear = clear.map(|href| {
        view! { <p><a class="button button-strong" href=href>{clear_text}</a></p> }
    });
    let tips = nothing.tips.into_iter().map(|tip| view! { <li>{tip}</li> }).collect::<Vec<_>>();
    let tips = (!tips.is_empty()).then(|| view! { <ul class="tips">{tips}</ul> });
    let contact = nothing.contact_link.map(|link| {
        view! { <p>{nothing.contact}" "<a href=link.href>{link.text}</a></p> }
    });
    view! {
        <div class="empty">
            {icon(Icon::Search)}
            <h2>{nothing.title}</h2>
            {toolbar::applied(list)}
            {clear}
            {tips}
            {contact}
        </div>
    }
}
