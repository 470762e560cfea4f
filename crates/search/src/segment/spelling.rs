//! The words that a mistyped word may mean: those of names, once each over all segments.
//!
//! A mask of the letters of each word rules nearly all of them out, so that a million are compared
//! in a few milliseconds.

use std::ops::Range;

/// Whether a word can be the correction of one. A typed word with a digit is never corrected, and
/// a correction has at most two letters that were not typed.
pub(super) fn is_candidate(word: &str) -> bool {
    let is_digit = |c: &char| c.is_ascii_digit();
    // The beginning of a word with one error has at most one digit in its first four letters.
    let in_beginning = word.chars().take(4).filter(is_digit).count();
    in_beginning <= 1 || word.chars().filter(is_digit).count() <= 2
}

/// The letters that a word has, a bit each; several letters share one.
pub(super) fn mask(word: &str) -> u32 {
    word.chars().fold(0, |mask, c| mask | 1 << (u32::from(c) % 32))
}

/// Sorted words.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    text: String,
    ends: Vec<u32>,
    masks: Vec<u32>,
    /// How many letters each has.
    letters: Vec<u8>,
}

impl Spelling {
    /// Words in any order.
    pub(super) fn new(mut words: Vec<String>) -> Self {
        words.sort();
        words.dedup();
        let mut spelling = Self::default();
        for word in &words {
            let Ok(end) = u32::try_from(spelling.text.len() + word.len()) else { break };
            spelling.text.push_str(word);
            spelling.ends.push(end);
            spelling.masks.push(mask(word));
            spelling.letters.push(u8::try_from(word.chars().count()).unwrap_or(u8::MAX));
        }
        spelling.text.shrink_to_fit();
        spelling.ends.shrink_to_fit();
        spelling.masks.shrink_to_fit();
        spelling.letters.shrink_to_fit();
        spelling
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.word(place))
    }

    pub(super) fn has(&self, word: &str) -> bool {
        let from = self.from(word);
        from < self.len() && self.word(from) == word
    }

    fn word(&self, place: usize) -> &str {
        let end = |i: usize| self.ends.get(i).copied().unwrap_or(0) as usize;
        let start = place.checked_sub(1).map_or(0, end);
        self.text.get(start..end(place)).unwrap_or_default()
    }

    /// The place of the first word that is not before a text.
    fn from(&self, text: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.word(middle) < text {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Words that may be a whole word with at most so many errors.
    pub(super) fn near(&self, typed: &str, slips: usize) -> impl Iterator<Item = &str> {
        let (own, letters) = (mask(typed), typed.chars().count());
        let fits = move |mask: u32, other: u8| {
            // An error changes at most one letter for another.
            (mask ^ own).count_ones() as usize <= 2 * slips
                && letters.abs_diff(usize::from(other)) <= slips
        };
        self.filtered(0..self.len(), fits)
    }

    /// Words with the same first letter of which the beginning may be meant.
    pub(super) fn near_beginning(&self, typed: &str) -> impl Iterator<Item = &str> {
        let own = mask(typed);
        let first = typed.chars().next();
        let from = first.map_or(self.len(), |first| self.from(first.to_string().as_str()));
        let after = first.and_then(|first| char::from_u32(u32::from(first) + 1));
        let to = after.map_or(self.len(), |after| self.from(after.to_string().as_str()));
        self.filtered(from..to, move |mask, _| (own & !mask).count_ones() <= 1)
    }

    fn filtered(
        &self,
        places: Range<usize>,
        fits: impl Fn(u32, u8) -> bool,
    ) -> impl Iterator<Item = &str> {
        let masks = self.masks.get(places.clone()).unwrap_or_default();
        let letters = self.letters.get(places.clone()).unwrap_or_default();
        let all = masks.iter().zip(letters).zip(places);
        all.filter(move |((mask, letters), _)| fits(**mask, **letters))
            .map(|(_, place)| self.word(place))
    }
}
