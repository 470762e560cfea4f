//! Searches without a result since the last batch, in memory.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use time::Date;

/// How many terms a server counts between two batches, and how many the shop counts on a day.
/// Others are not counted, so that nonsense cannot fill the table.
pub(super) const TERMS: usize = 1_000;
/// From how many searches on a day a server counts a term. What one person searches for once, such
/// as a name, never leaves its memory.
const MIN: u32 = 3;

/// Searches without a result.
#[derive(Debug, Default)]
pub(crate) struct Misses {
    terms: Mutex<HashMap<String, Miss>>,
    /// The day of the last batch.
    day: Mutex<Option<Date>>,
}

#[derive(Debug)]
struct Miss {
    /// The `base` of the last copy of the catalogue that has nothing for the term: stock does not
    /// change what a search finds.
    base: i64,
    /// Searches since the last batch, once there are enough of them.
    count: u32,
    /// Searches on this day.
    today: u32,
}

impl Misses {
    /// Each change leaves the counts valid.
    fn terms(&self) -> MutexGuard<'_, HashMap<String, Miss>> {
        self.terms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers a term for which copies of the catalogue with this base have nothing. Pages are
    /// cached, so this is known once, and counted for every request.
    pub fn note(&self, base: i64, term: String) {
        let mut terms = self.terms();
        if terms.len() >= TERMS {
            terms.retain(|_, miss| miss.count > 0 || miss.base == base);
        }
        if terms.len() < TERMS || terms.contains_key(&term) {
            terms.entry(term).or_insert(Miss { base, count: 0, today: 0 }).base = base;
        }
    }

    /// Counts a search if its term is known to have no result.
    pub fn count(&self, base: i64, term: &str) {
        if let Some(miss) = self.terms().get_mut(term)
            && miss.base == base
        {
            miss.today = miss.today.saturating_add(1);
            if miss.today >= MIN {
                // The third counts for those before it too.
                let own = if miss.today == MIN { MIN } else { 1 };
                miss.count = miss.count.saturating_add(own);
            }
        }
    }

    /// What was counted until this day; the terms stay known.
    pub fn take(&self, day: Date) -> Vec<(String, u32)> {
        let mut terms = self.terms();
        let counted = terms.iter_mut().filter(|(_, miss)| miss.count > 0);
        let taken =
            counted.map(|(term, miss)| (term.clone(), std::mem::take(&mut miss.count))).collect();
        let before = self.day.lock().unwrap_or_else(PoisonError::into_inner).replace(day);
        if before.is_some_and(|before| before != day) {
            terms.values_mut().for_each(|miss| miss.today = 0);
        }
        taken
    }
}
