//! Counts searches without a result for the merchant: in memory by each server, and in the database
//! by a batch in the background.

use super::{miss_counts::TERMS, query::ListQuery};
use crate::{Context, InternalError};
use domain::search::countable;
use std::collections::HashSet;
use views::catalogue::Listing;

/// For how many days counts are kept.
pub(crate) const DAYS_KEPT: i64 = 90;

/// Remembers that a search has no result, or only without one of its parts. Nothing is remembered
/// of a search that the shop answers otherwise.
pub(super) fn note(ctx: &Context, query: &ListQuery, listing: &Listing) {
    let is_plain = query.filters.is_empty() && query.price == <(String, String)>::default();
    let is_answered = listing.note.is_some()
        || listing.not_carried.is_some()
        || !listing.shop_pages.is_empty()
        || !listing.guides.is_empty();
    let is_missed = listing.total == 0 || listing.missing.is_some();
    if is_plain
        && is_missed
        && !is_answered
        && let Some(term) = countable(&query.text)
    {
        ctx.misses().note(ctx.snapshot().base(), term);
    }
}

/// Counts a request for a search page if the search has no result. Other pages and filters of the
/// same search do not count again.
pub fn count_search(ctx: &Context, query: &ListQuery) {
    if query.page == 1
        && query.filters.is_empty()
        && let Some(term) = countable(&query.text)
    {
        ctx.misses().count(ctx.snapshot().base(), &term);
    }
}

/// Adds what this process has counted since the last time to the counts of the day.
///
/// # Errors
/// If the database fails. What was counted is then lost.
pub async fn store_misses(ctx: &Context) -> Result<(), InternalError> {
    let (day, _) = ctx.local();
    let mut counts = ctx.misses().take(day);
    if counts.is_empty() {
        return Ok(());
    }
    // Always in the same order, so that two servers do not wait for each other.
    counts.sort_unstable();
    let mut tx = ctx.db().begin().await?;
    let known: HashSet<String> =
        store::search_misses::terms(&mut tx, day).await?.into_iter().collect();
    let mut room = TERMS.saturating_sub(known.len());
    counts.retain(|(term, _)| {
        let is_new = !known.contains(term);
        let fits = !is_new || room > 0;
        room -= usize::from(is_new && fits);
        fits
    });
    store::search_misses::add(&mut tx, day, &counts).await?;
    tx.commit().await?;
    Ok(())
}
