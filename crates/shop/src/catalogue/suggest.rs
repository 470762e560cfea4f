//! Suggestions in the search box.

use super::{
    budget::limits,
    cards::cards,
    narrow,
    query::ListQuery,
    snapshot::{Snapshot, entry::Category, guides::GuideMembers},
};
use crate::Context;
use domain::{Currency, search::intent, text::tidy};
use search::ParsedQuery;
use std::collections::BTreeMap;
use views::{catalogue::Link, routes, search::Suggestions};

/// Returns suggestions for an unfinished query.
#[must_use]
pub fn suggest(ctx: &Context, text: &str, currency: Currency) -> Suggestions {
    let snapshot = ctx.snapshot();
    let query: String = tidy(text).chars().take(100).collect();
    let search =
        ListQuery { text: query.clone(), page: 1, ..ListQuery::default() }.href(routes::SEARCH);
    let meant = snapshot.index.respelt(&query).unwrap_or_else(|| query.clone());
    let ParsedQuery { budget, text: requested } = ParsedQuery::of(&meant);
    let vocabulary = snapshot.index.vocabulary();
    let (plain, cheap) = vocabulary.plain(&requested);
    let lower = plain.trim().to_lowercase();
    let matching = |name: &str| {
        name.to_lowercase().split([' ', '-', '–']).any(|word| word.starts_with(&lower))
            || name.to_lowercase().starts_with(&lower)
    };
    let link = |c: &Category| Link { href: routes::category(&c.slug), text: c.name.clone() };
    let mut categories: Vec<Link> = if lower.chars().count() < 2 {
        Vec::new()
    } else {
        let found =
            snapshot.categories.iter().filter(|c| !c.members.is_empty() && matching(&c.name));
        found.take(3).map(link).collect()
    };
    let guides = intent::guides_by_prefix(&meant, snapshot.guides())
        .into_iter()
        .take(2)
        .map(GuideMembers::link)
        .collect();
    let mut pages = snapshot.content.requested_by_prefix(&meant);
    pages.truncate(2);
    let mut hits = snapshot.find(&plain);
    let mut narrowed = None;
    // "Refractor under 100 mm": the numbers need not be words of a product.
    if !hits.complete && hits.note.is_empty() && !intent::quantities(&plain).is_empty() {
        let found = snapshot.compute(|| narrow::by_quantities(&snapshot, &plain, hits));
        narrowed = Some(found.members).filter(|_| found.complete);
        hits = found.hits;
    }
    if narrowed.is_none() && hits.found.is_empty() && hits.note.is_empty() && pages.is_empty() {
        hits = match vocabulary.unfinished(&plain) {
            Some(name) => snapshot.find(&name),
            None => snapshot.find_unfinished(&plain).unwrap_or(hits),
        };
    }
    let mut found: Vec<u32> =
        narrowed.unwrap_or_else(|| hits.found.iter().map(|hit| hit.document).collect());
    let priced = snapshot.prices(currency);
    if cheap && plain.is_empty() {
        found = snapshot.cheapest(currency).to_vec();
    } else if cheap {
        // Also if the category is unfinished: "cheap tel" asks for telescopes, not for books about
        // them.
        if let Some(category) =
            snapshot.category_named(&plain).or_else(|| snapshot.category_by_prefix(&plain))
        {
            found.clone_from(&category.members);
        }
        found.sort_by_key(|product| priced.lowest(*product));
    }
    if let Some((from, to)) = budget.map(|budget| limits(ctx, budget, currency)) {
        found.retain(|product| {
            let price = priced.lowest(*product);
            from.is_none_or(|from| price >= from.minor) && to.is_none_or(|to| price <= to.minor)
        });
    }
    let not_carried = vocabulary
        .other_brand(&plain)
        .filter(|(name, ..)| !snapshot.carries(name))
        .map(|(name, ..)| name.to_owned());
    let answered = not_carried.is_some() || !hits.note.is_empty();
    if categories.is_empty() && !answered && lower.chars().count() >= 3 {
        categories.extend(main_category(&snapshot, &found).map(link));
    }
    let products = found.iter().take(6).filter_map(|product| snapshot.at(*product));
    Suggestions {
        categories,
        guides,
        pages,
        products: cards(ctx, products, currency),
        note: hits.note,
        not_carried,
        search,
        query,
    }
}

/// How many of the first products say which category is meant.
const JUDGED: usize = 24;

/// The category of more than half of the first products, of which there are at least three: the
/// beginning of a brand that makes binoculars leads to the binoculars.
fn main_category<'a>(snapshot: &'a Snapshot, found: &[u32]) -> Option<&'a Category> {
    let first = found.iter().take(JUDGED).filter_map(|product| snapshot.at(*product));
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for entry in first {
        *counts.entry(entry.category).or_default() += 1;
    }
    let sum: usize = counts.values().sum();
    let (category, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    snapshot.categories.get(category).filter(|_| sum >= 3 && count * 2 > sum)
}
