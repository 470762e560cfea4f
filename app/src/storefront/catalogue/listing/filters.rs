//! To narrow a list: the panel of facets, key filters above the list, applied ones as chips, and
//! the order.

use crate::{
    i18n,
    ui::{Icon, icon},
};
use leptos::prelude::*;
use views::catalogue::{Facet, Listing, Sort};

/// Facets that stand open; the others open by a click.
const OPEN: usize = 4;
/// Facets that are in view at all; the others are behind "more filters", which costs the browser
/// nothing until it is opened.
const FIRST: usize = 6;
/// Values that a facet shows before "more".
const SHORT: usize = 8;
/// Facets that make good shortcuts above the list, the best first.
const PROMOTED: [&str; 6] =
    ["good_for", "level", "design", "magnification", "filter_kind", "aperture"];

/// What a form must carry along: the search, and the order unless it is the usual one.
fn carried(list: &Listing) -> Vec<(&str, &str)> {
    let query = list.query.as_deref().map(|query| ("q", query));
    let sort = (list.sort != Sort::default()).then(|| ("sort", list.sort.key()));
    query.into_iter().chain(sort).collect()
}

fn hidden<'a>(fields: Vec<(&'a str, &'a str)>) -> impl IntoView + 'a {
    fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect::<Vec<_>>()
}

/// The panel: open beside the list on wide screens, folded above it on phones.
pub(super) fn panel(list: &Listing) -> impl IntoView + '_ {
    // What stands above the list as shortcuts is not said again.
    let above = shortcut(list).map(|facet| facet.key.as_str());
    let facets = list.facets.iter().filter(move |facet| Some(facet.key.as_str()) != above);
    // What is chosen stays in view wherever it is in the order.
    let chosen = |facet: &Facet| facet.values.iter().any(|value| value.chosen);
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    for (i, facet) in facets.enumerate() {
        if i < FIRST || chosen(facet) {
            first.push(facet_group(facet, i < OPEN))
        } else {
            rest.push(facet_group(facet, false))
        }
    }
    let rest = (!rest.is_empty()).then(|| {
        view! {
            <details class="facets-rest">
                <summary>{t!("filters-rest", count = rest.len())}</summary>
                {rest}
            </details>
        }
    });
    let count = list.applied.len();
    (!list.facets.is_empty() || list.price.is_set()).then(|| {
        view! {
            <details class="filters" id="filters">
                <summary class="button">
                    {icon(Icon::Filter)}
                    {t!("filters-title")}
                    {(count > 0).then(|| view! { <b class="badge number">{count}</b> })}
                </summary>
                <form method="get" action=list.path.as_str() id="facets" data-facets="">
                    <h2 class="hidden">{t!("filters-title")}</h2>
                    {hidden(carried(list))}
                    {super::price::range(list)}
                    {first}
                    {rest}
                    <div class="filters-apply">
                        <button class="button button-strong">
                            <span class="no-js-only">{t!("filters-apply")}</span>
                            <span class="js-only">{t!("filters-show", count = list.total)}</span>
                        </button>
                    </div>
                </form>
            </details>
        }
    })
}

fn facet_group(facet: &Facet, open: bool) -> impl IntoView + '_ {
    let open = open || facet.values.iter().any(|value| value.chosen);
    let (first, rest) = facet
        .values
        .split_at_checked(SHORT)
        .filter(|(_, rest)| rest.len() > 2)
        .unwrap_or((&facet.values, &[]));
    let explanation = (!facet.explanation.is_empty())
        .then(|| view! { <p class="quiet small">{facet.explanation.as_str()}</p> });
    let more = (!rest.is_empty()).then(|| {
        let open = rest.iter().any(|value| value.chosen);
        view! {
            <details class="facet-more" open=open>
                <summary>{t!("filters-more", count = rest.len())}</summary>
                <ul>{values(facet, rest)}</ul>
            </details>
        }
    });
    view! {
        <details class="facet" open=open>
            <summary>{facet.label.as_str()}</summary>
            <fieldset>
                <legend class="hidden">{facet.label.as_str()}</legend>
                {explanation}
                <ul>{values(facet, first)}</ul>
                {more}
            </fieldset>
        </details>
    }
}

fn values<'a>(facet: &'a Facet, values: &'a [views::catalogue::FacetValue]) -> impl IntoView + 'a {
    let value = |value: &'a views::catalogue::FacetValue| {
        let none = value.count == 0 && !value.chosen;
        view! {
            <li>
                <label class="check" data-href=value.href.as_str()>
                    <input type="checkbox" name=facet.key.as_str() value=value.key.as_str() checked=value.chosen disabled=none />
                    <span>{value.label.as_str()}</span>
                    <span class="quiet number">{value.count}</span>
                </label>
            </li>
        }
    };
    values.iter().map(value).collect::<Vec<_>>()
}

/// The order, in a form of its own that keeps the filters.
pub(super) fn sort_form(list: &Listing) -> impl IntoView + '_ {
    let mut kept: Vec<(&str, &str)> =
        list.query.as_deref().map(|query| ("q", query)).into_iter().collect();
    for facet in &list.facets {
        kept.extend(
            facet
                .values
                .iter()
                .filter(|value| value.chosen)
                .map(|value| (facet.key.as_str(), value.key.as_str())),
        );
    }
    kept.extend(super::price::kept(list));
    let searched = list.query.as_deref().is_some_and(|query| !query.is_empty());
    let options = Sort::ALL.map(|sort| {
        let key = if sort == Sort::Relevance && !searched { "sort-shop".to_owned() } else { format!("sort-{}", sort.key()) };
        view! { <option value=sort.key() selected=sort == list.sort>{i18n::find(&key).unwrap_or_default()}</option> }
    });
    view! {
        <form method="get" action=list.path.as_str() class="sort" data-sort="" data-submit-on-change="">
            {hidden(kept)}
            <label for="sort">{t!("sort-label")}</label>
            <select id="sort" name="sort" aria-label=t!("sort-label")>{options}</select>
            <button class="button no-js-only">{t!("sort-apply")}</button>
        </form>
    }
}

/// What is applied, each with the way to take it off.
pub(super) fn applied(list: &Listing) -> impl IntoView + '_ {
    (!list.applied.is_empty()).then(|| {
        let chips = list.applied.iter().map(|filter| {
            view! {
                <li>
                    <a class="chip chip-on" href=filter.href.as_str()>
                        <span class="hidden">{t!("filters-remove")}" "</span>
                        {filter.text.as_str()}
                        {icon(Icon::Close)}
                    </a>
                </li>
            }
        });
        view! {
            <ul class="chips" aria-label=t!("filters-applied")>
                {chips.collect::<Vec<_>>()}
                <li><a class="clear" href=list.clear.as_str()>{t!("filters-clear")}</a></li>
            </ul>
        }
    })
}

/// The most useful facet, as long as nothing of it is chosen.
fn shortcut(list: &Listing) -> Option<&Facet> {
    let facet = PROMOTED.iter().find_map(|key| list.facets.iter().find(|facet| facet.key == *key));
    facet.filter(|facet| list.total > 3 && !facet.values.iter().any(|value| value.chosen))
}

/// The shortcuts above the list.
pub(super) fn promoted(list: &Listing) -> impl IntoView + '_ {
    shortcut(list).map(|facet| {
        let links = facet.values.iter().filter(|value| value.count > 0).take(6).map(|value| {
            view! {
                <li>
                    <a class="chip" href=value.href.as_str()>
                        {value.label.as_str()}
                        <span class="quiet number">{value.count}</span>
                    </a>
                </li>
            }
        });
        view! {
            <div class="promoted">
                <p class="label" id="promoted-label">{facet.label.as_str()}</p>
                <ul class="chips chips-scroll" aria-labelledby="promoted-label">{links.collect::<Vec<_>>()}</ul>
            </div>
        }
    })
}
