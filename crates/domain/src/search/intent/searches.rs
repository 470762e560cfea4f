//! The searches that lead to a buying guide or to a page of the shop.

use super::{english::STOP_WORDS, filler::is_filler, words::words};

/// The searches that lead to a buying guide or a page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Searches {
    /// The significant words of each search, in lower case.
    phrases: Vec<Vec<String>>,
}

impl Searches {
    /// Those of a guide, one on each line.
    #[must_use]
    pub fn of_guide(searches: &str) -> Self {
        Self::of(searches.lines().map(|line| words_for_guides(line).collect::<Vec<_>>()))
    }

    /// Those of a page, one on each line.
    #[must_use]
    pub fn of_page(searches: &str) -> Self {
        Self::of(searches.lines().map(|line| words_for_pages(line).collect::<Vec<_>>()))
    }

    fn of(phrases: impl Iterator<Item = Vec<String>>) -> Self {
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

    /// Whether this word begins one of theirs.
    pub(super) fn have_prefix(&self, word: &str) -> bool {
        self.words().any(|known| known.starts_with(word))
    }
}

/// The words of a query that may name a guide.
pub fn words_for_guides(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text).filter(|word| !is_filler(word))
}

/// The words of a query that may name a page.
pub fn words_for_pages(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text).filter(|word| !STOP_WORDS.contains(&word.as_str()))
}

/// Those of `known` that the words of a query name; none unless every word belongs to a search for
/// one of them.
pub fn named<'a, S: AsRef<Searches>>(requested: &[String], known: &'a [S]) -> Vec<&'a S> {
    let found: Vec<(&S, Vec<&str>)> =
        known.iter().map(|one| (one, one.as_ref().found(requested))).collect();
    let is_found = |word: &String| found.iter().any(|(_, words)| words.contains(&word.as_str()));
    if !requested.iter().all(is_found) {
        return Vec::new();
    }
    found.into_iter().filter(|(_, words)| !words.is_empty()).map(|(one, _)| one).collect()
}
