//! What a query finds, and a page of it.

use super::{
    bits::{DocumentSet, join, ones},
    reader::Reader,
};
use crate::Hit;
use std::{cmp::Reverse, collections::BinaryHeap, ops::Range};

/// What a query finds.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// In no order unless `is_in_order`.
    pub(super) hits: Vec<Hit>,
    /// Whether the merchant has put them in order.
    pub(super) is_in_order: bool,
    /// The query with corrected spelling, if some word occurs in no document.
    pub corrected: Option<String>,
    /// Whether the documents contain all words of the query.
    pub complete: bool,
    /// Whether a quoted phrase is in none of them, so that its words count alone.
    pub phrase_missed: bool,
    /// The merchant's note on what was searched for; may be empty.
    pub note: String,
}

impl Found {
    /// How many documents were found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// Whether none was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }

    /// The documents.
    #[must_use]
    pub fn set(&self, reader: &Reader) -> DocumentSet {
        reader.set_of(self.hits.iter().map(|hit| hit.document))
    }

    /// Leaves out documents whose score is below a share of the best one.
    pub fn keep_relevant(&mut self, share: f32) {
        let best = self.hits.iter().map(|hit| hit.score).fold(0.0, f32::max);
        self.retain(|hit| hit.score * share >= best);
    }

    /// Leaves out documents that are not in a set.
    pub fn keep(&mut self, set: &DocumentSet) {
        self.retain(|hit| set.contains(hit.document));
    }

    /// As [`Vec::retain`], without a branch that the processor cannot foresee.
    fn retain(&mut self, fits: impl Fn(&Hit) -> bool) {
        let mut kept = 0;
        for at in 0..self.hits.len() {
            let Some(hit) = self.hits.get(at).copied() else { break };
            if let Some(slot) = self.hits.get_mut(kept) {
                *slot = hit;
            }
            kept += usize::from(fits(&hit));
        }
        self.hits.truncate(kept);
    }

    /// A page of what was found, best first; of equally good ones, by their keys.
    #[must_use]
    pub fn page(&self, reader: &Reader, range: Range<usize>) -> Vec<Hit> {
        let range = range.start.min(self.len())..range.end.min(self.len());
        if self.is_in_order || range.is_empty() {
            return self.hits.get(range).unwrap_or_default().to_vec();
        }
        // Those before the end of the page: all that are better than the last of them, and the
        // first of those that are as good.
        let last = self.score_at(range.end - 1);
        let mut page: Vec<Hit> =
            self.hits.iter().filter(|hit| hit.score.total_cmp(&last).is_gt()).copied().collect();
        let left = range.end - page.len();
        let equal = self.hits.iter().filter(|hit| hit.score.total_cmp(&last).is_eq());
        let equal = reader.set_of(equal.map(|hit| hit.document));
        // Documents of a segment are numbered by their keys.
        for (part, words) in equal.parts.iter().enumerate() {
            let first = words.iter().flat_map(|words| ones(words)).take(left);
            page.extend(first.map(|number| Hit { document: join(part, number), score: last }));
        }
        page.sort_by_cached_key(|hit| (Reverse(Total(hit.score)), reader.key(hit.document)));
        page.get(range).unwrap_or_default().to_vec()
    }
}

impl Found {
    /// The score at a place of the result.
    fn score_at(&self, place: usize) -> f32 {
        /// Up to here, the best ones are kept in a heap: one comparison for each of the others.
        const FEW: usize = 256;
        let scores = self.hits.iter().map(|hit| Total(hit.score));
        if place >= FEW {
            let mut scores: Vec<Reverse<Total>> = scores.map(Reverse).collect();
            return scores.select_nth_unstable(place).1.0.0;
        }
        let mut best: BinaryHeap<Reverse<Total>> = BinaryHeap::with_capacity(place + 1);
        for score in scores {
            if best.len() <= place {
                best.push(Reverse(score));
            } else if let Some(mut last) = best.peek_mut()
                && score > last.0
            {
                *last = Reverse(score);
            }
        }
        best.peek().map_or(0.0, |last| last.0.0)
    }
}

/// A score in its order.
#[derive(PartialEq)]
struct Total(f32);

impl Eq for Total {}

impl PartialOrd for Total {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Total {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}
