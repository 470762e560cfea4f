//! Finding products by words: exact, by beginning, and by likeness when a word is not in the
//! catalogue at all.

use super::{
    fold::{distance, query_words, words},
    trade::Trade,
};
use std::collections::HashMap;

/// A word of the catalogue.
#[derive(Debug)]
struct Word {
    text: Box<str>,
    /// The products that it stands in, and how much that weighs in each.
    postings: Vec<(u32, u8)>,
    /// Whether it names something. Only such a word is what somebody may have meant: prose has too
    /// many that are like others.
    names: bool,
}

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
    /// The query with guesses for words that are not in the catalogue, if there are any.
    pub corrected: Option<String>,
    /// Whether what was found has all words of the query.
    pub complete: bool,
    /// What the merchant says of what was asked for; empty for nothing.
    pub note: String,
}

/// Collects the words of products, then becomes an index.
#[derive(Debug, Default)]
pub(super) struct Builder(HashMap<String, (Vec<(u32, u8)>, bool)>);

impl Builder {
    /// Notes the words of a name or value.
    pub fn add(&mut self, product: u32, text: &str, weight: u8) {
        self.note(product, text, weight, true);
    }

    /// Notes the words of a sentence.
    pub fn add_prose(&mut self, product: u32, text: &str, weight: u8) {
        self.note(product, text, weight, false);
    }

    fn note(&mut self, product: u32, text: &str, weight: u8, names: bool) {
        for word in words(text) {
            let (postings, named) = self.0.entry(word).or_default();
            *named |= names;
            match postings.last_mut() {
                Some((last, sum)) if *last == product => *sum = sum.saturating_add(weight),
                _ => postings.push((product, weight)),
            }
        }
    }

    pub fn build(self) -> TextIndex {
        let mut words: Vec<_> = self
            .0
            .into_iter()
            .map(|(text, (postings, names))| Word { text: text.into_boxed_str(), postings, names })
            .collect();
        words.sort_by(|a, b| a.text.cmp(&b.text));
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
    (name.chars().count() > 1 && number.bytes().all(|b| b.is_ascii_digit()))
        .then_some((name, number))
}

impl TextIndex {
    /// Words that begin with `prefix`.
    fn beginning(&self, prefix: &str) -> &[Word] {
        let start = self.words.partition_point(|word| word.text.as_ref() < prefix);
        let rest = self.words.get(start..).unwrap_or_default();
        let length = rest.partition_point(|word| word.text.starts_with(prefix));
        rest.get(..length).unwrap_or_default()
    }

    /// The words for a term as it was typed. A short one that is a word is no beginning of others:
    /// "ED" does not mean "edge".
    fn as_typed(&self, term: &str) -> &[Word] {
        let all = self.beginning(term);
        let short = term.chars().count() <= 3 && term.chars().all(char::is_alphabetic);
        let whole = all.first().is_some_and(|word| *word.text == *term);
        match (short && whole, term.chars().count()) {
            (true, _) => all.get(..1).unwrap_or_default(),
            (false, 1) if short => &[],
            _ => all,
        }
    }

    /// Whether a word stands in the catalogue, or begins one that does.
    pub fn has(&self, word: &str) -> bool {
        !self.as_typed(word).is_empty()
    }

    /// The name that is most like `word`, of the catalogue's and the trade's: one slip from four
    /// letters on, two from eight. None where the word is one of the trade itself.
    fn alike(&self, word: &str, trade: &Trade) -> Option<String> {
        let most = match word.chars().count() {
            0..=3 => return None,
            4..=7 => 1,
            _ => 2,
        };
        if word.bytes().any(|b| b.is_ascii_digit()) || trade.knows(word) {
            return None;
        }
        let own = self.words.iter().filter(|word| word.names).map(|word| &*word.text);
        // An abbreviation is like too many words: nobody who typed "shoe" meant SHO.
        let names = own.chain(trade.all_words()).filter(|other| other.chars().nth(3).is_some());
        let near = names.filter_map(|other| Some((distance(word, other, most)?, other)));
        near.min().map(|(_, other)| other.to_owned())
    }

    /// The name of which somebody has mistyped the beginning: one slip from five letters on, never
    /// the first. Of several, the one that most products have.
    pub fn begun_alike(&self, begun: &str, trade: &Trade) -> Option<&str> {
        let typed = begun.chars().count();
        if typed < 5 || begun.bytes().any(|b| b.is_ascii_digit()) || trade.knows(begun) {
            return None;
        }
        let first = begun.get(..begun.chars().next()?.len_utf8())?;
        let slips = |word: &Word| {
            // A letter too few or too many ends the beginning one earlier or later.
            let ends = word.text.char_indices().map(|(at, _)| at).chain([word.text.len()]);
            let near = ends
                .skip(typed - 1)
                .take(3)
                .filter_map(|end| distance(begun, word.text.get(..end)?, 1));
            near.min()
        };
        let names = self.beginning(first).iter().filter(|word| word.names);
        let near = names.filter_map(|word| {
            Some((slips(word)?, std::cmp::Reverse(word.postings.len()), &*word.text))
        });
        near.min().map(|(.., word)| word)
    }

    /// Products that hold all words of `query`; when none does, those that hold the most of them.
    pub fn search(&self, query: &str, products: usize, trade: &Trade) -> Hits {
        let terms = query_words(query);
        if terms.is_empty() {
            return Hits::default();
        }
        let mut corrected = false;
        let mut understood = Vec::with_capacity(terms.len());
        let mut scores: HashMap<u32, (u32, f32)> = HashMap::new();
        for term in &terms {
            let mut best = Best { scores: HashMap::new(), products };
            for word in self.as_typed(term) {
                let factor = match word.text.strip_prefix(term.as_str()) {
                    Some("") => 1.0,
                    Some("s") => 0.9,
                    _ => 0.4,
                };
                best.take(&word.postings, factor);
            }
            if let Some(stem) = term.strip_suffix('s').filter(|stem| stem.len() > 3) {
                for word in
                    self.beginning(stem).iter().filter(|word| word.text.len() <= stem.len() + 1)
                {
                    best.take(&word.postings, 0.8);
                }
            }
            for other in trade.also(term) {
                for word in self.beginning(other) {
                    best.take(&word.postings, 0.8);
                }
            }
            if best.scores.is_empty() {
                // "halden102": what is written together and stands apart in the catalogue.
                let apart = parted(term).filter(|(name, number)| {
                    !self.beginning(name).is_empty() && !self.beginning(number).is_empty()
                });
                let guess = apart
                    .map(|(name, number)| format!("{name} {number}"))
                    .or_else(|| self.alike(term, trade));
                corrected |= guess.is_some();
                understood.push(guess.unwrap_or_else(|| term.clone()));
                continue;
            }
            understood.push(term.clone());
            for (product, score) in best.scores {
                let entry = scores.entry(product).or_default();
                entry.0 += 1;
                entry.1 += score;
            }
        }
        let corrected = corrected.then(|| understood.join(" "));
        let most = scores.values().map(|(terms, _)| *terms).max().unwrap_or(0);
        // Half of the words at least, so that a sentence of which one word fits does not fill the
        // page.
        if (most as usize) * 2 < terms.len() {
            return Hits { corrected, ..Hits::default() };
        }
        let mut found: Vec<(u32, f32)> = scores
            .into_iter()
            .filter(|(_, (n, _))| *n == most)
            .map(|(p, (_, score))| (p, score))
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Hits { found, corrected, complete: most as usize == terms.len(), note: String::new() }
    }
}
