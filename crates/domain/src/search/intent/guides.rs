//! Buying guides.

use super::{
    english::{AGE, CHILD, FILLER_WORDS},
    filler::{is_filler, of_a_child},
    words::words,
};

/// The searches that lead to a buying guide.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GuideSearches {
    /// The significant words of each search, in lower case.
    phrases: Vec<Vec<String>>,
}

impl GuideSearches {
    /// Searches, one on each line.
    #[must_use]
    pub fn new(searches: &str) -> Self {
        let phrases = searches.lines().map(|line| significant(line).collect::<Vec<_>>());
        Self { phrases: phrases.filter(|words| !words.is_empty()).collect() }
    }

    /// Their significant words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.phrases.iter().flatten().map(String::as_str)
    }

    /// The words of the searches that a query contains as a whole.
    fn found(&self, requested: &[String]) -> Vec<&str> {
        let whole =
            self.phrases.iter().filter(|words| words.iter().all(|word| requested.contains(word)));
        whole.flatten().map(String::as_str).collect()
    }

    /// Whether this word begins one of theirs, from three letters on.
    fn is_begun(&self, word: &str) -> bool {
        word.chars().count() >= 3 && self.words().any(|known| known.starts_with(word))
    }
}

/// The words of a query that may name a guide.
fn significant(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text).filter(|word| !is_filler(word))
}

/// The guides that a query names; none unless every word belongs to a search for one of them or
/// carries no meaning. "T2 ring" does not mean Saturn.
#[must_use]
pub fn guides<'a, G: AsRef<GuideSearches>>(query: &str, known: &'a [G]) -> Vec<&'a G> {
    let mut requested: Vec<String> = significant(query).collect();
    // "For an 8-year-old", "aged 9", "for ages 6 to 10".
    if of_a_child(query) {
        requested.retain(|word| !AGE.contains(&word.as_str()));
        requested.push(CHILD.to_owned());
    }
    let found: Vec<(&G, Vec<&str>)> =
        known.iter().map(|guide| (guide, guide.as_ref().found(&requested))).collect();
    let named = |word: &String| found.iter().any(|(_, words)| words.contains(&word.as_str()));
    if !requested.iter().all(named) {
        return Vec::new();
    }
    found.into_iter().filter(|(_, words)| !words.is_empty()).map(|(guide, _)| guide).collect()
}

/// The guides that an unfinished query may be about to name: by the beginning of a word, from three
/// letters on, and only if every other word matches too or carries no meaning.
#[must_use]
pub fn guides_by_prefix<'a, G: AsRef<GuideSearches>>(text: &str, known: &'a [G]) -> Vec<&'a G> {
    let requested: Vec<String> = significant(text).collect();
    let last = requested.last().filter(|_| !text.ends_with(' '));
    let beside = |word: &String| {
        Some(word) == last
            && requested.len() > 1
            && word.chars().count() >= 2
            && FILLER_WORDS.iter().any(|known| known.starts_with(word.as_str()))
    };
    let named = |word: &String| known.iter().any(|guide| guide.as_ref().is_begun(word));
    if !requested.iter().all(|word| beside(word) || named(word)) {
        return Vec::new();
    }
    known
        .iter()
        .filter(|guide| requested.iter().any(|word| guide.as_ref().is_begun(word)))
        .collect()
}
