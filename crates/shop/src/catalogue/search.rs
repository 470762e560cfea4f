//! Finding products by words: exact, by beginning, and by likeness when a word is not in the catalogue at all.

use super::fold::{distance, query_words, words};
use domain::guide;
use std::collections::HashMap;

/// A word, the products that it stands in, and how much that weighs in each.
type Word = (Box<str>, Vec<(u32, u8)>);

/// Which products a word stands in.
#[derive(Debug, Default)]
pub(super) struct TextIndex {
    /// Sorted by word.
    words: Vec<Word>,
}

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// Product index and score, best first.
    pub found: Vec<(u32, f32)>,
    /// The query as it was understood, when a word had to be guessed.
    pub corrected: Option<String>,
}

/// Collects the words of products, then becomes an index.
#[derive(Debug, Default)]
pub(super) struct Builder(HashMap<String, Vec<(u32, u8)>>);

impl Builder {
    pub fn add(&mut self, product: u32, text: &str, weight: u8) {
        for word in words(text) {
            let postings = self.0.entry(word).or_default();
            match postings.last_mut() {
                Some((last, sum)) if *last == product => *sum = sum.saturating_add(weight),
                _ => postings.push((product, weight)),
            }
        }
    }

    pub fn build(self) -> TextIndex {
        let mut words: Vec<_> = self.0.into_iter().map(|(word, postings)| (word.into_boxed_str(), postings)).collect();
        words.sort_by(|a, b| a.0.cmp(&b.0));
        TextIndex { words }
    }
}

/// The best score of each product for one word of a query.
struct Best {
    scores: HashMap<u32, f32>,
    products: usize,
}

impl Best {
    /// A rare word weighs more than a common one.
    fn take(&mut self, postings: &[(u32, u8)], factor: f32) {
        let rarity = (1.0 + self.products as f32 / postings.len().max(1) as f32).ln();
        for &(product, weight) in postings {
            let score = self.scores.entry(product).or_default();
            *score = score.max(f32::from(weight) * rarity * factor);
        }
    }
}

/// Letters and the digits after them, where a word is nothing else.
fn parted(word: &str) -> Option<(&str, &str)> {
    let (name, number) = word.split_at_checked(word.find(|c: char| c.is_ascii_digit())?)?;
    (name.chars().count() > 1 && number.bytes().all(|b| b.is_ascii_digit())).then_some((name, number))
}

impl TextIndex {
    /// Words that begin with `prefix`.
    fn beginning(&self, prefix: &str) -> &[Word] {
        let start = self.words.partition_point(|(word, _)| word.as_ref() < prefix);
        let rest = self.words.get(start..).unwrap_or_default();
        let length = rest.partition_point(|(word, _)| word.starts_with(prefix));
        rest.get(..length).unwrap_or_default()
    }

    /// Words that are most like `word`: one slip from four letters on, two from eight.
    fn alike(&self, word: &str) -> Vec<&Word> {
        let length = word.chars().count();
        let most = match length {
            0..=3 => return Vec::new(),
            4..=7 => 1,
            _ => 2,
        };
        if word.bytes().any(|b| b.is_ascii_digit()) {
            return Vec::new();
        }
        let mut near: Vec<_> = self.words.iter().filter_map(|entry| Some((distance(word, &entry.0, most)?, entry))).collect();
        let Some(least) = near.iter().map(|(d, _)| *d).min() else { return Vec::new() };
        near.retain(|(d, _)| *d == least);
        near.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Products that hold all words of `query`; when none does, those that hold the most of them.
    pub fn search(&self, query: &str, products: usize) -> Hits {
        let terms = query_words(query);
        if terms.is_empty() {
            return Hits::default();
        }
        let mut corrected = false;
        let mut understood = Vec::with_capacity(terms.len());
        let mut scores: HashMap<u32, (u32, f32)> = HashMap::new();
        for term in &terms {
            let mut best = Best { scores: HashMap::new(), products };
            for (word, postings) in self.beginning(term) {
                let factor = match word.strip_prefix(term.as_str()) {
                    Some("") => 1.0,
                    Some("s") => 0.9,
                    _ => 0.4,
                };
                best.take(postings, factor);
            }
            if let Some(stem) = term.strip_suffix('s').filter(|stem| stem.len() > 3) {
                for (_, postings) in self.beginning(stem).iter().filter(|(word, _)| word.len() <= stem.len() + 1) {
                    best.take(postings, 0.8);
                }
            }
            for other in guide::same(term) {
                for (_, postings) in self.beginning(other) {
                    best.take(postings, 0.8);
                }
            }
            if best.scores.is_empty() {
                // "halden102": what is written together and stands apart in the catalogue.
                if let Some((name, number)) =
                    parted(term).filter(|(name, number)| !self.beginning(name).is_empty() && !self.beginning(number).is_empty())
                {
                    corrected = true;
                    understood.push(format!("{name} {number}"));
                    continue;
                }
                let alike = self.alike(term);
                for (_, postings) in &alike {
                    best.take(postings, 0.6);
                }
                corrected |= !alike.is_empty();
                understood.push(alike.first().map_or_else(|| term.clone(), |(word, _)| word.to_string()));
            } else {
                understood.push(term.clone());
            }
            for (product, score) in best.scores {
                let entry = scores.entry(product).or_default();
                entry.0 += 1;
                entry.1 += score;
            }
        }
        if corrected {
            // As if it had been typed so: the same products in the same order.
            let query = understood.join(" ");
            return Hits { corrected: Some(query.clone()), ..self.search(&query, products) };
        }
        let most = scores.values().map(|(terms, _)| *terms).max().unwrap_or(0);
        // Half of the words at least, so that a sentence of which one word fits does not fill the page.
        if (most as usize) * 2 < terms.len() {
            return Hits::default();
        }
        let mut found: Vec<(u32, f32)> = scores.into_iter().filter(|(_, (n, _))| *n == most).map(|(p, (_, score))| (p, score)).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Hits { found, corrected: None }
    }
}
