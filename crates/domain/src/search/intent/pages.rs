//! The shop's own pages.

use super::{english::STOP_WORDS, words::words};

/// A page of the shop with the searches that lead to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SearchedPage<T> {
    /// The page.
    pub page: T,
    /// The significant words of each search, in lower case.
    phrases: Vec<Vec<String>>,
}

impl<T> SearchedPage<T> {
    /// A page with its searches, one on each line.
    #[must_use]
    pub fn new(page: T, searches: &str) -> Self {
        let phrases = searches.lines().map(|line| significant(line).collect::<Vec<_>>());
        Self { page, phrases: phrases.filter(|words| !words.is_empty()).collect() }
    }

    /// The significant words of its searches.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.phrases.iter().flatten().map(String::as_str)
    }

    /// The words of its searches that a query contains as a whole.
    fn found(&self, requested: &[String]) -> Vec<&str> {
        let whole =
            self.phrases.iter().filter(|words| words.iter().all(|word| requested.contains(word)));
        whole.flatten().map(String::as_str).collect()
    }

    /// Whether this word begins one of its words.
    fn is_begun(&self, word: &str) -> bool {
        self.words().any(|known| known.starts_with(word))
    }
}

/// The words of a text that mean something.
fn significant(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text).filter(|word| !STOP_WORDS.contains(&word.as_str()))
}

/// The pages that a query asks for; none unless every significant word belongs to a search for one
/// of them.
#[must_use]
pub fn pages<'a, T>(query: &str, known: &'a [SearchedPage<T>]) -> Vec<&'a T> {
    let requested: Vec<String> = significant(query).collect();
    let found: Vec<(&T, Vec<&str>)> =
        known.iter().map(|searched| (&searched.page, searched.found(&requested))).collect();
    let named = |word: &String| found.iter().any(|(_, words)| words.contains(&word.as_str()));
    if requested.is_empty() || !requested.iter().all(named) {
        return Vec::new();
    }
    found.into_iter().filter(|(_, words)| !words.is_empty()).map(|(page, _)| page).collect()
}

/// The pages that an unfinished query may be about to ask for: every significant word begins one of
/// the words of their searches, and the longest has at least four letters.
#[must_use]
pub fn pages_by_prefix<'a, T>(text: &str, known: &'a [SearchedPage<T>]) -> Vec<&'a T> {
    let requested: Vec<String> = significant(text).collect();
    let long_enough = requested.iter().any(|word| word.chars().count() >= 4);
    let named = |word: &String| known.iter().any(|searched| searched.is_begun(word));
    if !long_enough || !requested.iter().all(named) {
        return Vec::new();
    }
    known
        .iter()
        .filter(|searched| requested.iter().any(|word| searched.is_begun(word)))
        .map(|searched| &searched.page)
        .collect()
}
