//! Finds documents by words: exact, by prefix, and by similarity if a word occurs nowhere.

use crate::{
    Hit, Hits, Vocabulary,
    nearest::{Extent, nearest, slips},
    normalise::{is_connecting, query_words, typed_words, words},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Bound,
    sync::Arc,
};

/// A word of the catalogue.
#[derive(Clone, Debug)]
struct Word {
    text: Box<str>,
    /// The products that contain it, in ascending order.
    postings: Vec<Posting>,
    /// In how many products it occurs in a name or value. Only such words are used for
    /// corrections: prose has too many similar ones.
    names: u32,
}

/// A product that contains a word.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Posting {
    product: u32,
    weight: u8,
    /// Whether it occurs in a name or value.
    named: bool,
}

impl Word {
    /// A word with these postings.
    fn new(text: &str, postings: Vec<Posting>) -> Self {
        let names = postings.iter().filter(|posting| posting.named).count();
        Self { text: text.into(), postings, names: u32::try_from(names).unwrap_or(u32::MAX) }
    }

    fn place(&self, product: u32) -> Result<usize, usize> {
        self.postings.binary_search_by_key(&product, |posting| posting.product)
    }

    fn of(&self, product: u32) -> Option<Posting> {
        self.place(product).ok().and_then(|at| self.postings.get(at)).copied()
    }
}

/// The documents that contain each word. A copy in which a document has other words shares the
/// rest.
#[derive(Clone, Debug, Default)]
pub struct WordIndex {
    /// Sorted by word.
    words: Arc<Vec<Word>>,
    /// Words that are in the place of those above, or none if no document contains one any more.
    changed: BTreeMap<Box<str>, Option<Arc<Word>>>,
}

/// Where a word occurs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WordSource {
    /// In a name or value.
    Name,
    /// In a sentence.
    Prose,
}

/// Collects the words of products for an index.
#[derive(Debug, Default)]
pub struct Builder(HashMap<String, Vec<Posting>>);

impl Builder {
    /// Adds the words of a name or value.
    pub fn add(&mut self, product: u32, text: &str, weight: u8) {
        self.note(product, text, weight, WordSource::Name);
    }

    /// Adds the words of a sentence.
    pub fn add_prose(&mut self, product: u32, text: &str, weight: u8) {
        self.note(product, text, weight, WordSource::Prose);
    }

    fn note(&mut self, product: u32, text: &str, weight: u8, source: WordSource) {
        for word in words(text) {
            let postings = self.0.entry(word).or_default();
            let named = source == WordSource::Name;
            match postings.last_mut() {
                Some(last) if last.product == product => {
                    last.weight = last.weight.saturating_add(weight);
                    last.named |= named;
                }
                _ => postings.push(Posting { product, weight, named }),
            }
        }
    }

    /// Creates the index.
    #[must_use]
    pub fn build(self) -> WordIndex {
        let words = self.0.into_iter().map(|(text, postings)| Word::new(&text, postings));
        let mut words: Vec<Word> = words.collect();
        words.sort_by(|a, b| a.text.cmp(&b.text));
        WordIndex { words: Arc::new(words), changed: BTreeMap::new() }
    }
}

/// The best score of each product for one word of a query.
struct Best {
    scores: HashMap<u32, f32>,
    products: usize,
}

impl Best {
    /// Rare words weigh more than common ones.
    fn take(&mut self, postings: &[Posting], factor: f32) {
        let rarity = (1.0 + self.products as f32 / postings.len().max(1) as f32).ln();
        for &Posting { product, weight, .. } in postings {
            let score = self.scores.entry(product).or_default();
            *score = score.max(f32::from(weight) * rarity * factor);
        }
    }
}

/// Splits a word that consists of letters followed by digits.
pub(crate) fn parted(word: &str) -> Option<(&str, &str)> {
    let (name, number) = word.split_at_checked(word.find(|c: char| c.is_ascii_digit())?)?;
    (name.chars().count() > 1 && number.bytes().all(|b| b.is_ascii_digit()))
        .then_some((name, number))
}

impl WordIndex {
    /// A copy in which a document has other words. The builders have this document alone; without
    /// `before`, the words that it has are looked for among all.
    #[must_use]
    pub fn with_document(&self, document: u32, before: Option<&Builder>, after: &Builder) -> Self {
        let mut texts: BTreeSet<&str> = after.0.keys().map(String::as_str).collect();
        match before {
            Some(before) => texts.extend(before.0.keys().map(String::as_str)),
            None => texts.extend(self.texts_of(document)),
        }
        let mut fresh = self.clone();
        for text in texts {
            let new = after.0.get(text).and_then(|postings| postings.first()).copied();
            let known = self.word(text);
            if known.and_then(|word| word.of(document)) == new {
                continue;
            }
            let mut postings = known.map(|word| word.postings.clone()).unwrap_or_default();
            match (known.map_or(Err(0), |word| word.place(document)), new) {
                (Ok(at), Some(new)) => {
                    if let Some(posting) = postings.get_mut(at) {
                        *posting = new;
                    }
                }
                (Ok(at), None) => {
                    postings.remove(at);
                }
                (Err(at), Some(new)) => postings.insert(at, new),
                (Err(_), None) => {}
            }
            let kept = (!postings.is_empty()).then(|| Arc::new(Word::new(text, postings)));
            fresh.changed.insert(text.into(), kept);
        }
        fresh
    }

    /// The words of a document, found by looking through all.
    fn texts_of(&self, document: u32) -> impl Iterator<Item = &str> {
        let has = move |word: &&Word| word.of(document).is_some();
        let base = self.words.iter().filter(move |word| !self.changed.contains_key(&*word.text));
        let changed = self.changed.values().filter_map(|word| word.as_deref());
        base.chain(changed).filter(has).map(|word| &*word.text)
    }

    /// How many words are in the place of others.
    #[must_use]
    pub fn changed_words(&self) -> usize {
        self.changed.len()
    }

    fn word(&self, text: &str) -> Option<&Word> {
        if let Some(changed) = self.changed.get(text) {
            return changed.as_deref();
        }
        let at = self.words.binary_search_by(|word| (*word.text).cmp(text)).ok()?;
        self.words.get(at)
    }

    /// Words that begin with `prefix`, in order.
    fn beginning(&self, prefix: &str) -> Vec<&Word> {
        let start = self.words.partition_point(|word| word.text.as_ref() < prefix);
        let rest = self.words.get(start..).unwrap_or_default();
        let length = rest.partition_point(|word| word.text.starts_with(prefix));
        let base = rest.get(..length).unwrap_or_default().iter();
        if self.changed.is_empty() {
            return base.collect();
        }
        let base = base.filter(|word| !self.changed.contains_key(&*word.text));
        let from = (Bound::Included(prefix), Bound::Unbounded);
        let changed = self.changed.range::<str, _>(from);
        let changed = changed.take_while(|(text, _)| text.starts_with(prefix));
        let mut all: Vec<&Word> =
            base.chain(changed.filter_map(|(_, word)| word.as_deref())).collect();
        all.sort_by(|a, b| a.text.cmp(&b.text));
        all
    }

    /// The words that match a term as typed. A short term that is a word itself does not match by
    /// prefix: "ED" does not mean "edge".
    fn as_typed(&self, term: &str) -> Vec<&Word> {
        let mut all = self.beginning(term);
        let short = term.chars().count() <= 3 && term.chars().all(char::is_alphabetic);
        let whole = all.first().is_some_and(|word| *word.text == *term);
        match (short && whole, term.chars().count()) {
            (true, _) => {
                all.truncate(1);
                all
            }
            (false, 1) if short => Vec::new(),
            _ => all,
        }
    }

    /// Whether a word is in the catalogue, or the beginning of one that is.
    pub fn has(&self, word: &str) -> bool {
        !self.as_typed(word).is_empty()
    }

    /// The name in the catalogue or the vocabulary that is most similar to `word`; none if the word
    /// is in the vocabulary itself.
    fn alike(&self, word: &str, vocabulary: &Vocabulary) -> Option<String> {
        if vocabulary.knows(word) {
            return None;
        }
        let all = self.beginning("");
        let own = all.iter().filter(|word| word.names > 0).map(|word| &*word.text);
        // An abbreviation resembles too many words: nobody who typed "shoe" meant SHO.
        let long = |other: &&str| other.chars().nth(3).is_some();
        let names = own.chain(vocabulary.all_words()).filter(long).map(|other| (other, ()));
        nearest(word, names, Extent::Whole, slips(word.chars().count())).map(ToOwned::to_owned)
    }

    /// The name with a mistyped beginning: one typing error from five letters on, never in the
    /// first letter. Of several, the one that occurs in the most documents.
    pub fn similar_beginning(&self, typed: &str, vocabulary: &Vocabulary) -> Option<&str> {
        if typed.chars().count() < 5 || vocabulary.knows(typed) {
            return None;
        }
        let first = typed.get(..typed.chars().next()?.len_utf8())?;
        let names = self.beginning(first).into_iter().filter(|word| word.names > 0);
        let ranked = names.map(|word| (&*word.text, Reverse(word.postings.len())));
        nearest(typed, ranked, Extent::Beginning, 1)
    }

    /// The words of the catalogue that a word of a query may mean, each with how well it fits.
    fn meanings<'a>(
        &'a self,
        term: &'a str,
        vocabulary: &'a Vocabulary,
    ) -> impl Iterator<Item = (&'a Word, f32)> {
        let typed = self.as_typed(term).into_iter().map(move |word| {
            let factor = match word.text.strip_prefix(term) {
                Some("") => 1.0,
                Some("s") => 0.9,
                _ => 0.4,
            };
            (word, factor)
        });
        let stem = term.strip_suffix('s').filter(|stem| stem.len() > 3);
        let singular = stem.into_iter().flat_map(move |stem| {
            let words = self.beginning(stem).into_iter();
            words.filter(move |word| word.text.len() <= stem.len() + 1)
        });
        let others = vocabulary.also(term).flat_map(move |other| self.beginning(other));
        typed.chain(singular.chain(others).map(|word| (word, 0.8)))
    }

    /// How often a word of a query occurs, with its synonyms: 0 if nothing matches it, `None` if it
    /// does not count beside others.
    pub fn occurrences(&self, word: &str, vocabulary: &Vocabulary) -> Option<usize> {
        let count = |term: &String| -> usize {
            let found: usize =
                self.meanings(term, vocabulary).map(|(word, _)| word.postings.len()).sum();
            // The merchant's terms have an answer.
            found.max(usize::from(vocabulary.knows(term)))
        };
        typed_words(word).iter().filter(|term| !is_connecting(term)).map(count).min()
    }

    /// Products with all words of `query`; if there are none, those with the most of them.
    pub fn search(&self, query: &str, products: usize, vocabulary: &Vocabulary) -> Hits {
        let terms = query_words(query);
        if terms.is_empty() {
            return Hits::default();
        }
        let mut corrected = false;
        let mut understood = Vec::with_capacity(terms.len());
        let mut scores: HashMap<u32, (u32, f32)> = HashMap::new();
        for term in &terms {
            let mut best = Best { scores: HashMap::new(), products };
            for (word, factor) in self.meanings(term, vocabulary) {
                best.take(&word.postings, factor);
            }
            if best.scores.is_empty() {
                // "halden102": typed as one word, but two words in the catalogue.
                let apart = parted(term).filter(|(name, number)| {
                    !self.beginning(name).is_empty() && !self.beginning(number).is_empty()
                });
                let guess = apart
                    .map(|(name, number)| format!("{name} {number}"))
                    .or_else(|| self.alike(term, vocabulary));
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
        let max = scores.values().map(|(terms, _)| *terms).max().unwrap_or(0);
        // At least half of the words, so that a sentence with one matching word does not fill the
        // page.
        if (max as usize) * 2 < terms.len() {
            return Hits { corrected, ..Hits::default() };
        }
        let mut found: Vec<Hit> = scores
            .into_iter()
            .filter(|(_, (n, _))| *n == max)
            .map(|(document, (_, score))| Hit { document, score })
            .collect();
        found.sort_by(Hit::best_first);
        Hits { found, corrected, complete: max as usize == terms.len(), ..Hits::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three documents, of which the second is called differently.
    fn builder(name: &str, prose: &str) -> Builder {
        let mut builder = Builder::default();
        builder.add(0, "Blue lantern", 8);
        add_second(&mut builder, name, prose);
        builder.add(2, "Blue rope", 8);
        builder.add_prose(2, "Holds a lantern", 2);
        builder
    }

    fn add_second(builder: &mut Builder, name: &str, prose: &str) {
        builder.add(1, name, 8);
        builder.add_prose(1, prose, 2);
        builder.add(1, "SKU-1", 9);
    }

    #[test]
    fn a_copy_with_other_words_equals_one_built_anew() {
        let names = [
            ("Red kettle", "Boils water"),
            ("Blue kettle", "Boils"),
            ("Ropes", "A rope"),
            ("", ""),
        ];
        let vocabulary = Vocabulary::default();
        let queries = [
            "blue",
            "red",
            "kettle",
            "kettel",
            "rope",
            "ropes",
            "boils",
            "water",
            "lantern",
            "lanturn",
            "sku",
            "b",
            "blue rope",
            "red rope",
        ];
        let mut stepped = builder("Red kettle", "Boils water").build();
        let mut last = ("Red kettle", "Boils water");
        for (name, prose) in names.into_iter().chain(names.into_iter().rev()) {
            let (mut before, mut after) = (Builder::default(), Builder::default());
            add_second(&mut before, last.0, last.1);
            add_second(&mut after, name, prose);
            let searched = stepped.with_document(1, None, &after);
            stepped = stepped.with_document(1, Some(&before), &after);
            assert_eq!(format!("{searched:?}"), format!("{stepped:?}"), "{name}");
            last = (name, prose);
            let fresh = builder(name, prose).build();
            for query in queries {
                let (own, other) =
                    (stepped.search(query, 3, &vocabulary), fresh.search(query, 3, &vocabulary));
                let (own, other) = ((own.found, own.corrected), (other.found, other.corrected));
                assert_eq!(own, other, "{query} in {name}");
                let occurrences = |index: &WordIndex| index.occurrences(query, &vocabulary);
                assert_eq!(occurrences(&stepped), occurrences(&fresh), "{query} in {name}");
                let similar = |index: &WordIndex| {
                    index.similar_beginning(query, &vocabulary).map(ToOwned::to_owned)
                };
                assert_eq!(similar(&stepped), similar(&fresh), "{query} in {name}");
            }
        }
        assert!(stepped.changed_words() > 0);
    }
}
