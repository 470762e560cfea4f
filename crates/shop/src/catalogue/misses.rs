//! Counts searches without a result for the merchant: in memory by each server, and in the database
//! by a batch in the background.

use super::query::ListQuery;
use crate::{Context, InternalError};
use domain::search::countable;
use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
};
use views::catalogue::Listing;

/// How many terms a server counts between two batches, and how many the shop counts on a day.
/// Others are not counted, so that nonsense cannot fill the table.
const TERMS: usize = 1_000;
/// For how many days counts are kept.
pub(crate) const DAYS_KEPT: i64 = 90;

/// Searches without a result, by term.
#[derive(Debug, Default)]
pub(crate) struct Misses(Mutex<HashMap<String, Miss>>);

#[derive(Debug)]
struct Miss {
    /// The last copy of the catalogue that has nothing for the term.
    generation: i64,
    /// Searches since the last batch.
    count: u32,
}

impl Misses {
    /// Each change leaves the counts valid.
    fn terms(&self) -> MutexGuard<'_, HashMap<String, Miss>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers a term for which this copy of the catalogue has nothing. Pages are cached, so this
    /// is known once, and counted for every request.
    fn note(&self, generation: i64, term: String) {
        let mut terms = self.terms();
        if terms.len() >= TERMS {
            terms.retain(|_, miss| miss.count > 0 || miss.generation == generation);
        }
        if terms.len() < TERMS || terms.contains_key(&term) {
            terms.entry(term).or_insert(Miss { generation, count: 0 }).generation = generation;
        }
    }

    /// Counts a search if its term is known to have no result.
    fn count(&self, generation: i64, term: &str) {
        if let Some(miss) = self.terms().get_mut(term)
            && miss.generation == generation
        {
            miss.count = miss.count.saturating_add(1);
        }
    }

    /// What was counted; the terms stay known.
    fn take(&self) -> Vec<(String, u32)> {
        let mut terms = self.terms();
        let counted = terms.iter_mut().filter(|(_, miss)| miss.count > 0);
        counted.map(|(term, miss)| (term.clone(), std::mem::take(&mut miss.count))).collect()
    }
}

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
        ctx.misses().note(ctx.snapshot().generation, term);
    }
}

/// Counts a request for a search page if the search has no result. Other pages and filters of the
/// same search do not count again.
pub fn count_search(ctx: &Context, query: &ListQuery) {
    if query.page == 1
        && query.filters.is_empty()
        && let Some(term) = countable(&query.text)
    {
        ctx.misses().count(ctx.snapshot().generation, &term);
    }
}

/// Adds what this process has counted since the last time to the counts of the day.
///
/// # Errors
/// If the database fails. What was counted is then lost.
pub async fn store_misses(ctx: &Context) -> Result<(), InternalError> {
    let mut counts = ctx.misses().take();
    if counts.is_empty() {
        return Ok(());
    }
    // Always in the same order, so that two servers do not wait for each other.
    counts.sort_unstable();
    let (day, _) = ctx.local();
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
