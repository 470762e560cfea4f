//! The list with all its parts.

use super::{ListState, filters, nothing, toolbar};
use crate::ui::{
    Icon,
    card::{FIRST, listed},
    icon,
    picture::Slot,
    reactive::{derived, each},
};
use leptos::{either::Either, prelude::*};

/// The content of `#results`.
pub fn contents(list: ListState) -> impl IntoView {
    let empty = derived(move || list.with(|shown| shown.nothing.is_some()));
    move || {
        if empty() {
            let nothing = move || list.with(|shown| shown.nothing.clone());
            Either::Left(view! {
                <div class="results results-none">
                    {move || nothing().map(|nothing| nothing::nothing(list, nothing))}
                </div>
            })
        } else {
            Either::Right(results(list))
        }
    }
}

fn results(list: ListState) -> impl IntoView {
    let texts = list.texts();
    let count = move || list.with(|shown| shown.count.clone());
    // A card keeps its elements while its content is the same.
    let cards =
        move || list.with(|shown| shown.cards.iter().cloned().enumerate().collect::<Vec<_>>());
    let slot = |index| if index < FIRST { Slot::FirstCard } else { Slot::Card };
    view! {
        <div class="results">
            {filters::panel(list)}
            <section class="results-list" aria-labelledby="results-count">
                <div class="results-bar">
                    <p id="results-count" class="number">{count}</p>
                    {toolbar::sort_form(list)}
                </div>
                {toolbar::applied(list)}
                {toolbar::shortcuts(list)}
                <h2 class="hidden">{texts.products.clone()}</h2>
                <ul class="shelf">
                    {each(
                        cards,
                        |(_, shown)| shown.key(),
                        move |(index, shown)| listed(&shown, slot(index)),
                    )}
                </ul>
                {pager(list)}
            </section>
        </div>
    }
}

/// Previous, "Page 2 of 7", next; nothing if there is only one page.
fn pager(list: ListState) -> impl IntoView {
    let texts = list.texts();
    move || {
        let (label, previous, next) =
            (texts.pager.clone(), texts.previous.clone(), texts.next.clone());
        list.with(|shown| shown.pager.clone()).map(|pager| {
            let previous = pager.previous.map(|href| {
                view! {
                    <a class="button" rel="prev" href=href>{icon(Icon::ChevronLeft)}{previous}</a>
                }
            });
            let next = pager.next.map(|href| {
                view! {
                    <a class="button" rel="next" href=href>{next}{icon(Icon::ChevronRight)}</a>
                }
            });
            view! {
                <nav class="pager" aria-label=label>
                    <span>{previous}</span>
                    <p class="number">{pager.position}</p>
                    <span>{next}</span>
                </nav>
            }
        })
    }
}
