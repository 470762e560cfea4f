//! The filter panel: open beside the list on wide screens, folded above it on phones.

use super::{
    ListState,
    api::{PriceRange, ShownFacet, ShownValue},
    toolbar::hidden,
};
use crate::ui::{
    Icon, icon,
    reactive::{derived, each},
};
use leptos::prelude::*;
use std::sync::Arc;

pub(super) fn panel(list: ListState) -> impl IntoView {
    let present = derived(move || list.with(|shown| shown.filters.is_some()));
    move || present().then(|| form(list))
}

fn form(list: ListState) -> impl IntoView {
    let texts = list.texts();
    let path = list.shown.with_untracked(|shown| shown.path.clone());
    let badge = move || {
        let count = list.filters(|filters| filters.applied);
        (count > 0).then(|| view! { <b class="badge number">{count}</b> })
    };
    let keys = |facets: &[ShownFacet]| facets.iter().map(|facet| facet.key.clone()).collect();
    let first = move || list.filters(|filters| -> Vec<Arc<str>> { keys(&filters.first) });
    view! {
        <details
            class="filters"
            id="filters"
            data-fold="filters"
            open=list.folds.is_open("filters")
        >
            <summary class="button">{icon(Icon::Filter)}{texts.filters.clone()}{badge}</summary>
            <form method="get" action=path id="facets" data-facets="">
                <h2 class="hidden">{texts.filters.clone()}</h2>
                {move || hidden(list.filters(|filters| filters.hidden.clone()))}
                {price(list)}
                {each(first, Clone::clone, move |key| facet(list, key))}
                {rest(list)}
                <div class="filters-apply">
                    <button class="button button-strong">
                        <span class="no-js-only">{texts.filters_apply.clone()}</span>
                        <span class="js-only">
                            {move || list.filters(|filters| filters.show.clone())}
                        </span>
                    </button>
                </div>
            </form>
        </details>
    }
}

/// The facets behind "more filters".
fn rest(list: ListState) -> impl IntoView {
    let present = derived(move || list.filters(|filters| !filters.rest.is_empty()));
    let keys = move || {
        list.filters(|filters| {
            filters.rest.iter().map(|facet| facet.key.clone()).collect::<Vec<_>>()
        })
    };
    move || {
        present().then(|| {
            view! {
                <details
                    class="facets-rest"
                    data-fold="rest"
                    open=list.folds.is_open("rest")
                >
                    <summary>{move || list.filters(|filters| filters.rest_label.clone())}</summary>
                    {each(keys, Clone::clone, move |key| facet(list, key))}
                </details>
            }
        })
    }
}

/// A facet keeps its elements when others change, so that it stays open or closed.
fn facet(list: ListState, key: Arc<str>) -> impl IntoView {
    let (label, explanation, open) = list
        .shown
        .with_untracked(|shown| {
            let facet = shown.filters.as_ref()?.facet(&key)?;
            Some((facet.label.clone(), facet.explanation.clone(), facet.open))
        })
        .unwrap_or_default();
    let fold = format!("facet-{key}");
    let open = list.folds.was_open(&fold).unwrap_or(open);
    let explanation =
        (!explanation.is_empty()).then(|| view! { <p class="quiet small">{explanation}</p> });
    let more_fold = format!("more-{key}");
    let contents = move || {
        list.filters(|filters| filters.facet(&key).map(|facet| values(list, facet, &more_fold)))
    };
    view! {
        <details class="facet" data-fold=fold open=open>
            <summary>{label.clone()}</summary>
            <fieldset>
                <legend class="hidden">{label}</legend>
                {explanation}
                {contents}
            </fieldset>
        </details>
    }
}

fn values(list: ListState, facet: &ShownFacet, fold: &str) -> impl IntoView + use<> {
    let ShownFacet { key, values, more, more_label, .. } = facet;
    let open = more.iter().any(|value| value.chosen) || list.folds.is_open(fold);
    let (fold, more_label) = (fold.to_owned(), more_label.clone());
    let more = (!more.is_empty()).then(|| {
        view! {
            <details class="facet-more" data-fold=fold open=open>
                <summary>{more_label}</summary>
                <ul>{checkboxes(key, more)}</ul>
            </details>
        }
    });
    view! {
        <ul>{checkboxes(key, values)}</ul>
        {more}
    }
}

fn checkboxes(facet: &Arc<str>, values: &[ShownValue]) -> impl IntoView + use<> {
    let checkbox = |value: &ShownValue| {
        let none = value.count == 0 && !value.chosen;
        // A value ticked since the page was rendered shows the state of the response.
        view! {
            <li>
                <label class="check">
                    <input
                        type="checkbox"
                        id=format!("{facet}={}", value.key)
                        name=Arc::clone(facet)
                        value=Arc::clone(&value.key)
                        checked=value.chosen
                        prop:checked=value.chosen
                        disabled=none
                    />
                    <span>{Arc::clone(&value.label)}</span>
                    <span class="quiet number">{value.count}</span>
                </label>
            </li>
        }
    };
    values.iter().map(checkbox).collect::<Vec<_>>()
}

/// The fields for a minimum and a maximum price. Input in progress stays until a response has
/// another value.
fn price(list: ListState) -> impl IntoView {
    let texts = list.texts();
    let range = derived(move || list.filters(|filters| filters.price.clone()));
    let error = move || {
        range().error.map(|text| {
            view! { <p class="field-error" id="price-range-error" role="alert">{text}</p> }
        })
    };
    view! {
        <fieldset class="price-range">
            <legend>{move || range().title}</legend>
            <div class="price-range-fields">
                {price_field("price-from", texts.price_from.clone(), move || {
                    let PriceRange { from, from_wrong, .. } = range();
                    (from, from_wrong)
                })}
                {price_field("price-to", texts.price_to.clone(), move || {
                    let PriceRange { to, to_wrong, .. } = range();
                    (to, to_wrong)
                })}
            </div>
            {error}
        </fieldset>
    }
}

fn price_field(
    name: &'static str,
    label: String,
    field: impl Fn() -> (String, bool) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let value = derived(move || field().0);
    let wrong = move || field().1;
    view! {
        <label class="price-range-field">
            <span>{label}</span>
            <input
                id=name
                name=name
                type="text"
                inputmode="decimal"
                autocomplete="off"
                maxlength="20"
                value=untrack(value)
                prop:value=value
                aria-invalid=move || wrong().then_some("true")
                aria-describedby=move || wrong().then_some("price-range-error")
            />
        </label>
    }
}
