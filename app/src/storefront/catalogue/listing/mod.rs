//! A category or the results of a search.

mod filters;
mod no_results;
mod price;

use crate::{
    PageContext,
    document::Head,
    document::structured_data,
    i18n,
    islands::FacetPanel,
    storefront::content::page as content,
    ui::{breadcrumbs::breadcrumbs, card::cards, notice, pager::pager, search_box::search_box},
};
use domain::search::intent;
use leptos::{either::Either, prelude::*};
use views::catalogue::{CategoryCard, Listing, Sort};
use views::routes;

/// The document's head. Only a category's own pages are for search engines, not its filtered ones.
#[must_use]
pub fn head<'a>(context: &PageContext<'_>, list: &'a Listing) -> Head<'a> {
    let title = title(list);
    let title = if list.page > 1 {
        t!("listing-title-page", title = title, page = list.page)
    } else {
        title.to_owned()
    };
    let plain = list.query.is_none() && list.applied.is_empty() && list.sort == Sort::default();
    let page = if list.page > 1 { format!("?page={}", list.page) } else { String::new() };
    Head {
        title: title.into(),
        description: list.intro.as_str().into(),
        canonical: plain.then(|| format!("{}{page}", list.path)),
        data: if list.query.is_none() {
            vec![structured_data::breadcrumbs(context.base_url, &list.trail, None)]
        } else {
            Vec::new()
        },
        ..Head::default()
    }
}

/// The heading; a search without words shows everything there is.
fn title(list: &Listing) -> &str {
    match (list.query.as_deref(), list.sort) {
        (Some(""), Sort::Newest) => t!("search-newest"),
        (Some(""), _) => t!("search-all"),
        _ => &list.title,
    }
}

/// The page.
pub fn page(list: &Listing) -> impl IntoView + '_ {
    let before = list.trail.len().saturating_sub(1);
    let trail = list.trail.get(..before).unwrap_or_default();
    let corrected = list.corrected.as_ref().map(|instead| {
        let asked = list.query.as_deref().unwrap_or_default();
        notice::info(t!("search-corrected", query = asked, instead = instead.as_str()))
    });
    let not_carried = list
        .not_carried
        .as_ref()
        .map(|maker| notice::info(t!("search-not-carried", maker = maker.as_str())));
    let note = list.note.as_ref().map(|note| notice::info(note.clone()));
    let intro =
        (!list.intro.is_empty()).then(|| view! { <p class="lead">{list.intro.as_str()}</p> });
    let guide = (!list.guide.is_empty()).then(|| {
        view! {
            <section class="band band-split guide" aria-labelledby="guide-title">
                <h2 id="guide-title">{t!("listing-guide")}</h2>
                <p>{list.guide.as_str()}</p>
            </section>
        }
    });
    view! {
        <div class="page listing">
            {breadcrumbs(trail, title(list))}
            <header class="listing-head">
                <h1>{title(list)}</h1>
                {(list.query.as_deref() == Some("")).then(|| search_box("page", String::new()))}
                {intro}
                {help(list)}
                {not_carried}
                {note}
                {list.cheapest_first.then(|| notice::info(t!("search-cheapest-first")))}
                {corrected}
                {budget(list)}
                {children(&list.children)}
            </header>
            {results(list)}
            {guide}
            <FacetPanel />
        </div>
    }
}

/// How the money in a search was read.
fn budget(list: &Listing) -> Option<impl IntoView + use<>> {
    let missed = list.budget_missed.then(|| t!("search-budget-missed"));
    let text = match list.budget? {
        (Some(from), Some(to)) => {
            t!("search-budget-between", from = from.to_string(), to = to.to_string())
        }
        (Some(from), None) => t!("search-budget-from", from = from.to_string()),
        (None, Some(to)) => t!("search-budget-to", to = to.to_string()),
        (None, None) => return None,
    };
    let text = missed.map_or(text, ToOwned::to_owned);
    Some(view! { <p class="quiet">{text}</p> })
}

/// Pages of the shop and wishes that a search names.
fn help(list: &Listing) -> impl IntoView + use<> {
    let query = list.corrected.as_deref().or(list.query.as_deref()).unwrap_or_default();
    let pages = intent::pages(query)
        .into_iter()
        .filter_map(content::way)
        .map(|(href, title)| (href, title.to_owned()));
    let wishes = intent::wishes(query)
        .into_iter()
        .map(|wish| (routes::buying_guide(wish.slug), i18n::word(&format!("wish-{}", wish.slug))));
    let links: Vec<_> = pages
        .chain(wishes)
        .map(|(href, text)| view! { <li><a class="chip" href=href>{text}</a></li> })
        .collect();
    (!links.is_empty()).then(|| {
        view! {
            <nav class="help" aria-label=t!("search-help")>
                <p class="label" aria-hidden="true">{t!("search-help")}</p>
                <ul class="chips">{links}</ul>
            </nav>
        }
    })
}

fn children(children: &[CategoryCard]) -> impl IntoView + '_ {
    (!children.is_empty()).then(|| {
        let links = children.iter().map(|child| {
            view! {
                <li>
                    <a class="chip" href=routes::category(&child.slug)>
                        {child.name.as_str()}
                        <span class="quiet number">{child.count}</span>
                    </a>
                </li>
            }
        });
        view! {
            <nav aria-label=t!("listing-children")>
                <ul class="chips chips-scroll">{links.collect::<Vec<_>>()}</ul>
            </nav>
        }
    })
}

/// Filters, chips, sort and cards: the part that an island swaps when a filter changes.
pub(super) fn results(list: &Listing) -> impl IntoView + '_ {
    if list.cards.is_empty() {
        return Either::Left(
            view! { <div id="results" class="results results-none" tabindex="-1">{no_results::no_results(list)}</div> },
        );
    }
    let cards = cards(&list.cards);
    Either::Right(view! {
        <div id="results" class="results" tabindex="-1">
            {filters::panel(list)}
            <section class="results-list" aria-labelledby="results-count">
                <div class="results-bar">
                    <p id="results-count" class="number">{t!("products-count", count = list.total)}</p>
                    {filters::sort_form(list)}
                </div>
                {filters::applied(list)}
                {filters::promoted(list)}
                <h2 class="hidden">{t!("listing-products")}</h2>
                <ul class="shelf">{cards}</ul>
                {pager(list)}
            </section>
        </div>
    })
}
