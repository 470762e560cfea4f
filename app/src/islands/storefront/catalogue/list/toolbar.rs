//! Between the heading of a list and its cards: sort order, applied filters, shortcuts.

use super::{ListState, api::Hidden};
use crate::ui::{Icon, icon};
use leptos::prelude::*;
use std::sync::Arc;

pub(super) fn hidden(fields: Hidden) -> impl IntoView {
    fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect::<Vec<_>>()
}

/// The sort order, in a separate form that keeps the filters.
pub(super) fn sort_form(list: ListState) -> impl IntoView {
    let texts = list.texts();
    let (path, chosen, orders) = list.shown.with_untracked(|shown| {
        (shown.path.clone(), shown.sorting.chosen.clone(), shown.sorting.orders.clone())
    });
    let options = orders
        .into_iter()
        .map(|(key, text)| {
            let selected = key == chosen;
            view! { <option value=key selected=selected>{text}</option> }
        })
        .collect::<Vec<_>>();
    view! {
        <form method="get" action=path class="sort" data-sort="">
            {move || hidden(list.with(|shown| shown.sorting.hidden.clone()))}
            <label for="sort">{texts.sort.clone()}</label>
            <select
                id="sort"
                name="sort"
                aria-label=texts.sort.clone()
                prop:value=move || list.with(|shown| shown.sorting.chosen.clone())
            >
                {options}
            </select>
            <button class="button no-js-only">{texts.sort_apply.clone()}</button>
        </form>
    }
}

/// The applied filters, each with a link that removes it.
pub(super) fn applied(list: ListState) -> impl IntoView {
    let texts = list.texts();
    move || {
        let (applied, clear) = list.with(|shown| (shown.applied.clone(), shown.clear.clone()));
        let texts = Arc::clone(&texts);
        (!applied.is_empty()).then(|| {
            let chips = applied
                .into_iter()
                .map(|filter| {
                    view! {
                        <li>
                            <a class="chip chip-on" href=filter.href>
                                <span class="hidden">{texts.filters_remove.clone()}" "</span>
                                {filter.text}
                                {icon(Icon::Close)}
                            </a>
                        </li>
                    }
                })
                .collect::<Vec<_>>();
            view! {
                <ul class="chips" aria-label=texts.filters_applied.clone()>
                    {chips}
                    <li><a class="clear" href=clear>{texts.filters_clear.clone()}</a></li>
                </ul>
            }
        })
    }
}

/// The values of the most useful facet, as links.
pub(super) fn shortcuts(list: ListState) -> impl IntoView {
    move || {
        list.with(|shown| shown.shortcuts.clone()).map(|shortcuts| {
            let links = shortcuts
                .values
                .into_iter()
                .map(|value| {
                    view! {
                        <li>
                            <a class="chip" href=value.href>
                                {value.label}
                                <span class="quiet number">{value.count}</span>
                            </a>
                        </li>
                    }
                })
                .collect::<Vec<_>>();
            view! {
                <div class="promoted">
                    <p class="label" id="promoted-label">{shortcuts.label}</p>
                    <ul class="chips chips-scroll" aria-labelledby="promoted-label">{links}</ul>
                </div>
            }
        })
    }
}
