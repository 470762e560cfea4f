//! Search pages.

use super::{
    budget::limits,
    cards::root_cards,
    list::{ListRequest, PastEnd, list},
    query::ListQuery,
    snapshot::{guides::GuideMembers, reads},
};
use crate::Context;
use domain::{Currency, search::intent};
use search::Reading;
use views::{
    catalogue::{Listing, Sort},
    routes,
};

/// Returns a page of search results; of all products for an empty query.
///
/// # Errors
/// [`PastEnd`] for a page past the end.
pub fn search(ctx: &Context, query: &ListQuery, currency: Currency) -> Result<Listing, PastEnd> {
    let snapshot = ctx.snapshot();
    if query.text.is_empty() {
        let request = ListRequest { members: &snapshot.order, query, path: routes::SEARCH };
        let mut listing = list(ctx, &snapshot, request, currency)?;
        listing.query = Some(String::new());
        return Ok(listing);
    }
    if let Some(meant) = snapshot.index.respelt(&query.text) {
        return search_instead(ctx, query, meant, currency);
    }
    let Reading { budget, text: requested } = Reading::of(&query.text);
    let vocabulary = snapshot.index.vocabulary();
    let other_brand =
        vocabulary.other_brand(&requested).filter(|(name, ..)| !snapshot.carries(name));
    let text = other_brand.as_ref().map_or(requested.as_str(), |(.., rest)| rest.as_str());
    let (text, cheap) = vocabulary.plain(text);
    let text = text.as_str();
    let mut hits = snapshot.find(text);
    // In "Unter 200", a misspelt word may be part of a price limit.
    if let Some(meant) =
        hits.corrected.clone().filter(|meant| budget.is_none() && intent::budget(meant).is_some())
    {
        return search_instead(ctx, query, meant, currency);
    }
    // A query for the shop's own pages does not ask for products that merely contain the word or a
    // similar one.
    if !snapshot.content.requested(text).is_empty() {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let named =
            |name: &str| words.iter().any(|word| name.to_lowercase().contains(word.as_str()));
        hits.found.retain(|hit| snapshot.at(hit.document).is_some_and(|p| named(&p.name)));
        hits.corrected = None;
    }
    let best = hits.found.first().map_or(0.0, |hit| hit.score);
    let mut members: Vec<u32> =
        hits.found.iter().filter(|hit| hit.score * 12.0 >= best).map(|hit| hit.document).collect();
    // The table may name a category that was deleted since; then nothing is shown instead.
    if let Some((_, category, _)) = other_brand.as_ref().filter(|_| members.is_empty()) {
        members = snapshot.category(category).map(|c| c.members.clone()).unwrap_or_default();
    }
    let priced = snapshot.prices(currency);
    if cheap && text.is_empty() {
        members = snapshot.cheapest(&priced).to_vec();
    } else if cheap {
        // "Cheap telescopes" means telescopes, not products with the word in their text; cheapest
        // first.
        if let Some(category) = snapshot.category_named(text) {
            members.clone_from(&category.members);
        }
        members.sort_by_key(|product| priced.lowest(*product));
    }
    let limits = budget.map(|budget| limits(ctx, budget, currency));
    let mut missed = false;
    if let Some((from, to)) = limits {
        if text.is_empty() && !cheap {
            members.clone_from(&snapshot.order);
        }
        let affordable = |product: &u32| {
            let price = priced.lowest(*product);
            from.is_none_or(|from| price >= from.minor) && to.is_none_or(|to| price <= to.minor)
        };
        let all = members.clone();
        snapshot.compute(|| members.retain(affordable));
        if members.is_empty() && !text.is_empty() {
            // The nearest prices, rather than nothing.
            let off = |product: &u32| {
                let price = priced.lowest(*product);
                let below = from.map_or(0, |from| from.minor.saturating_sub(price));
                let above = to.map_or(0, |to| price.saturating_sub(to.minor));
                below.max(above)
            };
            // Of equally near ones, the first in the list are taken.
            reads::availability_of(&all);
            members = all;
            members.sort_by_key(off);
            members.truncate(6);
            missed = !members.is_empty();
        }
    }
    let request = ListRequest { members: &members, query, path: routes::SEARCH };
    let mut listing = list(ctx, &snapshot, request, currency)?;
    listing.query = Some(query.text.clone());
    listing.title.clone_from(&query.text);
    listing.corrected = hits.corrected.filter(|_| other_brand.is_none() && listing.total > 0);
    let meant = listing.corrected.as_deref().unwrap_or(&query.text);
    listing.shop_pages = snapshot.content.requested(meant);
    listing.guides =
        intent::guides(meant, snapshot.guides()).into_iter().map(GuideMembers::link).collect();
    listing.not_carried = other_brand.map(|(name, ..)| name.to_owned());
    listing.budget = limits;
    listing.budget_missed = missed;
    listing.note = Some(hits.note).filter(|note| !note.is_empty());
    listing.cheapest_first = cheap && query.sort == Sort::Relevance;
    if listing.total == 0 {
        listing.children = root_cards(ctx);
    }
    Ok(listing)
}

/// Searches for the corrected query, under the typed one.
fn search_instead(
    ctx: &Context,
    query: &ListQuery,
    meant: String,
    currency: Currency,
) -> Result<Listing, PastEnd> {
    let listing = search(ctx, &ListQuery { text: meant.clone(), ..query.clone() }, currency)?;
    let typed = query.text.clone();
    Ok(Listing { query: Some(typed.clone()), title: typed, corrected: Some(meant), ..listing })
}
