//! Search pages.

use super::{
    budget::limits,
    cards::root_cards,
    list::{ListRequest, PastEnd, list},
    misses,
    narrow::{self, Matches},
    query::ListQuery,
    snapshot::{guides::GuideMembers, reads},
    typed_filters::{typed_filters, without_typed_filters},
};
use crate::Context;
use domain::{Currency, search::intent};
use search::ParsedQuery;
use views::{
    catalogue::{Listing, Missing, Sort},
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
    let ParsedQuery { budget, text: requested } = ParsedQuery::of(&query.text);
    let vocabulary = snapshot.index.vocabulary();
    let other_brand =
        vocabulary.other_brand(&requested).filter(|(name, ..)| !snapshot.carries(name));
    let text = other_brand.as_ref().map_or(requested.as_str(), |(.., rest)| rest.as_str());
    let (text, cheap) = vocabulary.plain(text);
    let text = text.as_str();
    // A query for the shop's own pages does not ask for products that merely contain the word or a
    // similar one.
    let asks_for_a_page = !snapshot.content.requested(text).is_empty();
    let mut found = snapshot.compute(|| narrow::find(&snapshot, text));
    // In "Unter 200", a misspelt word may be part of a price limit.
    if let Some(meant) = found
        .hits
        .corrected
        .clone()
        .filter(|meant| budget.is_none() && intent::budget(meant).is_some())
    {
        return search_instead(ctx, query, meant, currency);
    }
    if asks_for_a_page {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let named =
            |name: &str| words.iter().any(|word| name.to_lowercase().contains(word.as_str()));
        found.hits.found.retain(|hit| snapshot.at(hit.document).is_some_and(|p| named(&p.name)));
        found.hits.corrected = None;
        found.members = narrow::relevant(&found.hits);
        found.quantities.clear();
    }
    let missed_phrase = found.hits.phrase_missed;
    let is_whole = found.complete || missed_phrase;
    let may_relax = !is_whole && other_brand.is_none() && !cheap && !asks_for_a_page;
    let mut left_out = None;
    if may_relax && let Some(relaxed) = snapshot.compute(|| narrow::relax(&snapshot, text)) {
        left_out = Some(relaxed.left_out);
        found = relaxed.found;
    }
    let Matches { mut members, quantities, hits, .. } = found;
    // The table may name a category that was deleted since; then nothing is shown instead.
    if let Some((_, category, _)) = other_brand.as_ref().filter(|_| members.is_empty()) {
        members = snapshot.category(category).map(|c| c.members.clone()).unwrap_or_default();
    }
    let priced = snapshot.prices(currency);
    if cheap && text.is_empty() {
        members = snapshot.cheapest(currency).to_vec();
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
    if !members.is_empty() {
        let price = limits.filter(|_| !missed);
        let mut applied = typed_filters(query, &quantities, price);
        applied.append(&mut listing.applied);
        listing.applied = applied;
        listing.clear = without_typed_filters(query, &quantities, price);
        let missing = left_out.map(Missing::Part);
        let missing = missing.or_else(|| missed_phrase.then_some(Missing::Phrase));
        // The page says that the list shows the rest.
        listing.missing = missing.filter(|_| listing.total > 0);
    }
    if listing.total == 0 {
        listing.children = root_cards(ctx);
    }
    misses::note(ctx, query, &listing);
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
