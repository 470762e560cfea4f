//! A category page or search results.

use crate::{
    Page, PageContext,
    document::structured_data,
    document::{self, Head},
    islands::{
        catalogue::{
            folds::Folds,
            list::{ListState, ProductList, api::ShownList, view},
        },
        search::search_box,
    },
    page::Rendering,
    ui::{breadcrumbs::breadcrumbs, notice, titles},
};
use leptos::prelude::*;
use views::catalogue::{CategoryCard, Link, Listing, Missing, Sort};
use views::routes;

impl Page for Listing {
    fn document(&self, context: &PageContext<'_>, _: Rendering) -> String {
        let section = self.breadcrumbs.first().map_or("", |link| link.href.as_str());
        document::full(context, &head(context, self), section, page(context, self))
    }
}

/// The document's head. Search engines index a category's pages, but not its filtered ones.
fn head<'a>(context: &PageContext<'_>, list: &'a Listing) -> Head<'a> {
    let plain = list.query.is_none() && list.applied.is_empty() && list.sort == Sort::default();
    let page = if list.page > 1 { format!("?page={}", list.page) } else { String::new() };
    Head {
        title: titles::with_page(list, titles::of_list(list)),
        description: list.intro.as_str().into(),
        canonical: plain.then(|| format!("{}{page}", list.path)),
        data: if list.query.is_none() {
            vec![structured_data::breadcrumbs(context.base_url, &list.breadcrumbs, None)]
        } else {
            Vec::new()
        },
        ..Head::default()
    }
}

/// The page.
fn page<'a>(context: &PageContext<'_>, list: &'a Listing) -> impl IntoView + use<'a> {
    let before = list.breadcrumbs.len().saturating_sub(1);
    let above = list.breadcrumbs.get(..before).unwrap_or_default();
    let corrected = list.corrected.as_ref().map(|instead| {
        let requested = list.query.as_deref().unwrap_or_default();
        notice::info(t!("search-corrected", query = requested, instead = instead.as_str()))
    });
    let not_carried = list
        .not_carried
        .as_ref()
        .map(|brand| notice::info(t!("search-not-carried", brand = brand.as_str())));
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
            {breadcrumbs(above, titles::of_list(list))}
            <header class="listing-head">
                <h1>{titles::of_list(list)}</h1>
                {(list.query.as_deref() == Some(""))
                    .then(|| search_box(context, "page", String::new()))}
                {intro}
                {help(list)}
                {not_carried}
                {note}
                {list.cheapest_first.then(|| notice::info(t!("search-cheapest-first")))}
                {corrected}
                {missing(list)}
                {budget(list)}
                {children(&list.children)}
            </header>
            {results(ShownList::new(list, context.path.to_owned(), context.shop_name))}
            {guide}
        </div>
    }
}

/// What no product has together with everything else that the query asks for.
fn missing(list: &Listing) -> Option<impl IntoView + use<>> {
    let text = match list.missing.as_ref()? {
        Missing::Part(part) => {
            t!("search-missing-part", count = list.total, part = part.as_str())
        }
        Missing::Phrase => t!("search-missing-phrase").to_owned(),
    };
    Some(notice::info(text))
}

/// How a price in the query was understood.
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

/// Pages of the shop and guides named in the query.
fn help(list: &Listing) -> impl IntoView + use<> {
    let pages = list.shop_pages.iter().map(titles::of_shop_page);
    let pages = pages.map(|Link { href, text }| (href, text));
    let guides = list.guides.iter().map(|guide| (guide.href.clone(), guide.text.clone()));
    let links: Vec<_> = pages
        .chain(guides)
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

/// Filters, sort order, cards and pager, which change in place.
pub(super) fn results(shown: ShownList) -> impl IntoView {
    let list = ListState::new(shown, Folds::default());
    view! {
        <div id="results" class="results-place" tabindex="-1">{view::contents(list)}</div>
        <ProductList />
    }
}
