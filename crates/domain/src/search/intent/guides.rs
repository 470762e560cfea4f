//! Buying guides.

use super::{
    english::{AGE, CHILD, FILLER_WORDS},
    filler::of_a_child,
    searches::{Searches, named, words_for_guides},
};

/// The guides that a query names; none unless every word belongs to a search for one of them or
/// carries no meaning. "T2 ring" does not mean Saturn.
#[must_use]
pub fn guides<'a, G: AsRef<Searches>>(query: &str, known: &'a [G]) -> Vec<&'a G> {
    let mut requested: Vec<String> = words_for_guides(query).collect();
    // "For an 8-year-old", "aged 9", "for ages 6 to 10".
    if of_a_child(query) {
        requested.retain(|word| !AGE.contains(&word.as_str()));
        requested.push(CHILD.to_owned());
    }
    named(&requested, known)
}

/// The guides that an unfinished query may be about to name: by the beginning of a word, from three
/// letters on, and only if every other word matches too or carries no meaning.
#[must_use]
pub fn guides_by_prefix<'a, G: AsRef<Searches>>(text: &str, known: &'a [G]) -> Vec<&'a G> {
    let requested: Vec<String> = words_for_guides(text).collect();
    let last = requested.last().filter(|_| !text.ends_with(' '));
    let beside = |word: &String| {
        Some(word) == last
            && requested.len() > 1
            && word.chars().count() >= 2
            && FILLER_WORDS.iter().any(|known| known.starts_with(word.as_str()))
    };
    let begins =
        |guide: &G, word: &str| word.chars().count() >= 3 && guide.as_ref().have_prefix(word);
    let named = |word: &String| known.iter().any(|guide| begins(guide, word));
    if !requested.iter().all(|word| beside(word) || named(word)) {
        return Vec::new();
    }
    known.iter().filter(|guide| requested.iter().any(|word| begins(guide, word))).collect()
}
