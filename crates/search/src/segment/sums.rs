//! Adds up the scores of documents for the words of a query.

use super::bits::join;
use crate::{Document, Hit};
use std::ops::Range;

/// Words of the index with the documents that have them, over all segments.
#[derive(Default)]
pub(super) struct Words {
    pub(super) words: Vec<Word>,
    /// The words of each segment, by segment.
    pub(super) entries: Vec<Entry>,
    /// A document's number in its segment, and the weight of the word in it.
    pub(super) postings: Vec<(u16, u8)>,
}

pub(super) struct Word {
    pub(super) text: String,
    /// In how many documents it occurs.
    pub(super) count: usize,
}

/// A word in a segment.
pub(super) struct Entry {
    pub(super) part: usize,
    pub(super) word: usize,
    /// Where its postings are.
    pub(super) range: Range<usize>,
    /// In how many documents it occurs.
    pub(super) count: usize,
}

/// How well a word of the index fits a word of a query.
pub(super) type Factor = fn(&str, &str) -> f32;

impl Words {
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The words of a segment.
    fn entries(&self, part: usize) -> &[Entry] {
        let from = self.entries.partition_point(|entry| entry.part < part);
        let to = self.entries.partition_point(|entry| entry.part <= part);
        self.entries.get(from..to).unwrap_or_default()
    }

    fn postings(&self, entry: &Entry) -> &[(u16, u8)] {
        self.postings.get(entry.range.clone()).unwrap_or_default()
    }

    /// The documents that have any of the words.
    pub(super) fn documents(&self) -> impl Iterator<Item = Document> {
        self.entries.iter().flat_map(|entry| {
            self.postings(entry).iter().map(|(number, _)| join(entry.part, *number))
        })
    }
}

/// What a term of a query may mean, with the factor and the rarity of each word.
pub(super) struct Meaning {
    pub(super) words: Words,
    pub(super) factors: Vec<(f32, f32)>,
}

/// Adds up the scores of a segment's documents. Its lists are used for one segment after the other,
/// so that they stay in the processor's cache.
pub(super) struct Sums {
    /// The best score for the current term.
    best: Vec<f32>,
    /// The sum of scores, and for how many terms.
    sums: Vec<(f32, u32)>,
    touched: Vec<u16>,
}

impl Sums {
    pub(super) fn new(documents: usize) -> Self {
        Self { best: vec![0.0; documents], sums: vec![(0.0, 0); documents], touched: Vec::new() }
    }

    pub(super) fn add_term(&mut self, meanings: &[Meaning], part: usize) {
        let entries = || {
            meanings.iter().flat_map(move |meaning| {
                meaning.words.entries(part).iter().map(move |entry| (meaning, entry))
            })
        };
        let scale = |meaning: &Meaning, entry: &Entry| {
            meaning.factors.get(entry.word).copied().unwrap_or_default()
        };
        let mut all = entries();
        if let (Some((meaning, entry)), None) = (all.next(), all.next()) {
            // A word has each document once.
            let (factor, rarity) = scale(meaning, entry);
            for &(number, weight) in meaning.words.postings(entry) {
                self.take(number, f32::from(weight) * rarity * factor);
            }
            return;
        }
        for (meaning, entry) in entries() {
            let (factor, rarity) = scale(meaning, entry);
            for &(number, weight) in meaning.words.postings(entry) {
                let score = f32::from(weight) * rarity * factor;
                if let Some(best) = self.best.get_mut(usize::from(number)) {
                    *best = best.max(score);
                }
            }
        }
        for (meaning, entry) in entries() {
            for &(number, _) in meaning.words.postings(entry) {
                let best = self.best.get_mut(usize::from(number)).filter(|best| **best > 0.0);
                if let Some(score) = best.map(std::mem::take) {
                    self.take(number, score);
                }
            }
        }
    }

    #[inline]
    fn take(&mut self, number: u16, score: f32) {
        if let Some((sum, terms)) = self.sums.get_mut(usize::from(number)) {
            if *terms == 0 {
                self.touched.push(number);
            }
            *sum += score;
            *terms += 1;
        }
    }

    /// Adds the documents with the most words of all so far to `hits`.
    pub(super) fn finish(&mut self, part: usize, hits: &mut Vec<Hit>, max: &mut u32) {
        hits.reserve(self.touched.len());
        for number in self.touched.drain(..) {
            let Some(slot) = self.sums.get_mut(usize::from(number)) else { continue };
            let (score, terms) = std::mem::take(slot);
            if terms > *max {
                *max = terms;
                hits.clear();
            }
            if terms == *max {
                hits.push(Hit { document: join(part, number), score });
            }
        }
    }
}
