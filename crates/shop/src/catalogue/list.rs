//! Lists of products: filtered, counted, sorted.

use super::{
    cards::cards,
    price_filter,
    query::ListQuery,
    snapshot::{Snapshot, prices::PriceIndex, reads},
};
use crate::Context;
use domain::{
    Currency,
    content::{PageRole, TextSlot},
};
use search::{CountedChoice, CountedFacet, Filter, Selection};
use std::sync::Arc;
use views::catalogue::{Applied, AppliedFilter, Facet, FacetValue, Listing, PAGE_SIZE, Sort};

/// A facet is shown beside a list if at least one in this many of its products has it.
const COMMON: usize = 12;

/// The page is past the end; contains the URL of the last page.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the last page is {0}")]
pub struct PastEnd(pub String);

/// A list and its query.
#[derive(Clone, Copy)]
pub(super) struct ListRequest<'a> {
    /// The products, in the list's order.
    pub members: &'a [u32],
    pub query: &'a ListQuery,
    /// The list's URL without a query.
    pub path: &'a str,
}

/// The filters that exist in the catalogue.
fn known_filters(
    priced: &PriceIndex,
    snapshot: &Snapshot,
    filters: &[(String, String)],
) -> Vec<(String, String)> {
    let facets =
        || std::iter::once(&priced.facet).chain(snapshot.index.facets().iter().map(AsRef::as_ref));
    let known =
        |key: &str, value: &str| facets().any(|f| f.key == key && f.choice(value).is_some());
    filters.iter().filter(|(key, value)| known(key, value)).cloned().collect()
}

/// The canonical URL of a list: only parameters that matter, in a fixed order (existing filters,
/// words, sort order and page). All URLs of the same page have this one in common.
#[must_use]
pub fn list_address(ctx: &Context, path: &str, query: &ListQuery, currency: Currency) -> String {
    let snapshot = ctx.snapshot();
    let priced = snapshot.prices(currency);
    let filters = known_filters(&priced, &snapshot, &query.filters);
    ListQuery { filters, ..query.clone() }.href(path)
}

/// A page of the `members` that match the query.
pub(super) fn list(
    ctx: &Context,
    snapshot: &Snapshot,
    request: ListRequest<'_>,
    currency: Currency,
) -> Result<Listing, PastEnd> {
    snapshot.compute(|| count_and_list(ctx, snapshot, request, currency))
}

fn count_and_list(
    ctx: &Context,
    snapshot: &Snapshot,
    request: ListRequest<'_>,
    currency: Currency,
) -> Result<Listing, PastEnd> {
    let ListRequest { members, query, path } = request;
    reads::list(&snapshot.categories, members);
    let priced = snapshot.prices(currency);
    let (price, low, high) = price_filter::read(&query.price.0, &query.price.1, currency);
    let within = |product: &u32| {
        low.is_none_or(|low| priced.lowest(*product) >= low.minor)
            && high.is_none_or(|high| priced.lowest(*product) <= high.minor)
    };
    let members: Vec<u32> = members.iter().copied().filter(within).collect();
    let filter = Filter { members: &members, first: &priced.facet, choices: &query.filters };
    let Selection { mut found, facets } = snapshot.index.select(filter);
    // Links only keep what is actually applied.
    let query =
        ListQuery { filters: known_filters(&priced, snapshot, &query.filters), ..query.clone() };

    let entry = |i: &u32| snapshot.at(*i);
    match query.sort {
        Sort::Relevance => {}
        Sort::PriceUp => found.sort_by_key(|i| priced.lowest(*i)),
        Sort::PriceDown => found.sort_by_key(|i| std::cmp::Reverse(priced.lowest(*i))),
        Sort::Newest => found.sort_by_key(|i| entry(i).map(|p| std::cmp::Reverse(p.published_at))),
        Sort::Name => {
            found.sort_by(|a, b| entry(a).map(|p| &p.name).cmp(&entry(b).map(|p| &p.name)))
        }
    }
    let pages = found.len().div_ceil(PAGE_SIZE).max(1);
    if query.page > pages {
        return Err(PastEnd(query.with_page(pages).href(path)));
    }
    let shown = found.iter().skip((query.page - 1) * PAGE_SIZE).take(PAGE_SIZE).filter_map(entry);

    let promoted_keys: Vec<&str> = snapshot
        .definitions
        .iter()
        .filter_map(|one| one.promoted.map(|_| one.key.as_str()))
        .collect();
    let link = |facet: &str, choice: &str, chosen: bool| {
        let linked = chosen || promoted_keys.contains(&facet);
        linked.then(|| query.toggled(facet, choice).href(path))
    };
    let (facets, mut applied) = shown_facets(&facets, members.len(), &link);
    if let Some(filter) = price_filter::applied(low, high) {
        applied.push(Applied {
            filter,
            href: ListQuery { price: <(String, String)>::default(), ..query.with_page(1) }
                .href(path),
        });
    }
    Ok(Listing {
        path: path.to_owned(),
        price,
        query: None,
        title: String::new(),
        intro: String::new(),
        guide: String::new(),
        breadcrumbs: Vec::new(),
        children: Vec::new(),
        guides: Vec::new(),
        total: found.len(),
        cards: cards(ctx, shown, currency).into_iter().map(Arc::new).collect(),
        shortcut: promoted(snapshot, &facets),
        facets,
        applied,
        clear: ListQuery {
            filters: Vec::new(),
            price: <(String, String)>::default(),
            page: 1,
            ..query.clone()
        }
        .href(path),
        sort: query.sort,
        page: query.page,
        pages,
        previous: (query.page > 1).then(|| query.with_page(query.page - 1).href(path)),
        next: (query.page < pages).then(|| query.with_page(query.page + 1).href(path)),
        shop_pages: Vec::new(),
        contact: snapshot.content.links().page(PageRole::Contact).map(ToOwned::to_owned),
        tips: tips(snapshot, found.len()),
        corrected: None,
        not_carried: None,
        note: None,
        cheapest_first: false,
        budget_missed: false,
        budget: None,
        missing: None,
    })
}

/// The merchant's tips for a list without products.
fn tips(snapshot: &Snapshot, found: usize) -> Option<String> {
    let tips = snapshot.content.texts().get(TextSlot::SearchTips).filter(|_| found == 0);
    tips.map(ToOwned::to_owned)
}

/// The key of the facet that the merchant promotes most.
fn promoted(snapshot: &Snapshot, facets: &[Facet]) -> Option<String> {
    let ranked = snapshot.definitions.iter().filter_map(|one| Some((one.promoted?, &one.key)));
    let shown = ranked.filter(|(_, key)| facets.iter().any(|facet| facet.key == **key));
    shown.min().map(|(_, key)| key.clone())
}

/// The facets beside a list, and a filter for each selected value.
fn shown_facets(
    counted: &[CountedFacet<'_>],
    members: usize,
    link: &dyn Fn(&str, &str, bool) -> Option<String>,
) -> (Vec<Facet>, Vec<Applied>) {
    let (mut facets, mut applied) = (Vec::new(), Vec::new());
    for counted in counted {
        let facet = counted.facet;
        let offered = || counted.choices.iter().filter(|one| one.count > 0 || one.chosen);
        let common = counted.having * COMMON >= members && offered().nth(1).is_some();
        if !common && !counted.is_applied() {
            continue;
        }
        let mut values = Vec::with_capacity(counted.choices.len());
        for &CountedChoice { choice, count, chosen } in offered() {
            let label = choice.label.clone();
            let href = link(&facet.key, &choice.key, chosen);
            if let Some(href) = href.as_ref().filter(|_| chosen) {
                applied.push(Applied {
                    filter: AppliedFilter::Choice {
                        facet: facet.key.clone(),
                        name: facet.label.clone(),
                        value: label.clone(),
                    },
                    href: href.clone(),
                });
            }
            values.push(FacetValue {
                key: choice.key.clone(),
                label,
                count: count as usize,
                chosen,
                href,
            });
        }
        facets.push(Facet {
            key: facet.key.clone(),
            label: facet.label.clone(),
            explanation: facet.explanation.clone(),
            values,
        });
    }
    (facets, applied)
}
