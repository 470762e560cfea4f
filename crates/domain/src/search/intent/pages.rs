//! The shop's own pages.

use super::searches::{Searches, named, words_for_pages};

/// The pages that a query asks for; none unless every significant word belongs to a search for one
/// of them.
#[must_use]
pub fn pages<'a, P: AsRef<Searches>>(query: &str, known: &'a [P]) -> Vec<&'a P> {
    named(&words_for_pages(query).collect::<Vec<_>>(), known)
}

/// The pages that an unfinished query may be about to ask for: every significant word begins one of
/// the words of their searches, and the longest has at least four letters.
#[must_use]
pub fn pages_by_prefix<'a, P: AsRef<Searches>>(text: &str, known: &'a [P]) -> Vec<&'a P> {
    let requested: Vec<String> = words_for_pages(text).collect();
    let long_enough = requested.iter().any(|word| word.chars().count() >= 4);
    let begins = |page: &P, word: &str| page.as_ref().have_prefix(word);
    let named = |word: &String| known.iter().any(|page| begins(page, word));
    if !long_enough || !requested.iter().all(named) {
        return Vec::new();
    }
    known.iter().filter(|page| requested.iter().any(|word| begins(page, word))).collect()
}
