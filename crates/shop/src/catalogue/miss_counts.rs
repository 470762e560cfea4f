//! Searches without a result since the last batch, in memory.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// How many terms a server counts between two batches, and how many the shop counts on a day.
/// Others are not counted, so that nonsense cannot fill the table.
pub(super) const TERMS: usize = 1_000;
/// Searches without a result, by term.
#[derive(Debug, Default)]
pub(crate) struct Misses(Mutex<HashMap<String, Miss>>);

#[derive(Debug)]
struct Miss {
    /// The `base` of the last copy of the catalogue that has nothing for the term: stock does not
    /// change what a search finds.
    base: i64,
    /// Searches since the last batch.
    count: u32,
}

impl Misses {
    /// Each change leaves the counts valid.
    fn terms(&self) -> MutexGuard<'_, HashMap<String, Miss>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers a term for which copies of the catalogue with this base have nothing. Pages are
    /// cached, so this is known once, and counted for every request.
    pub fn note(&self, base: i64, term: String) {
        let mut terms = self.terms();
        if terms.len() >= TERMS {
            terms.retain(|_, miss| miss.count > 0 || miss.base == base);
        }
        if terms.len() < TERMS || terms.contains_key(&term) {
            terms.entry(term).or_insert(Miss { base, count: 0 }).base = base;
        }
    }

    /// Counts a search if its term is known to have no result.
    pub fn count(&self, base: i64, term: &str) {
        if let Some(miss) = self.terms().get_mut(term)
            && miss.base == base
        {
            miss.count = miss.count.saturating_add(1);
        }
    }

    /// What was counted; the terms stay known.
    pub fn take(&self) -> Vec<(String, u32)> {
        let mut terms = self.terms();
        let counted = terms.iter_mut().filter(|(_, miss)| miss.count > 0);
        counted.map(|(term, miss)| (term.clone(), std::mem::take(&mut miss.count))).collect()
    }
}
