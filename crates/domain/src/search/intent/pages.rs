//! The shop's own pages.

use super::words::{STOP_WORDS, words};

/// The shop's own pages by slug, and order tracking, with the words of a query that mean them.
const PAGES: [(&str, &[&str]); 9] = [
    (
        "delivery",
        &["delivery", "deliver", "shipping", "ship", "shipment", "postage", "customs", "parcel"],
    ),
    (
        "returns",
        &["return", "returns", "refund", "refunds", "warranty", "guarantee", "exchange", "repair"],
    ),
    ("withdrawal", &["withdraw", "withdrawal", "revocation", "widerruf"]),
    (
        "contact",
        &[
            "contact",
            "email",
            "telephone",
            "phone",
            "help",
            "support",
            "opening",
            "hours",
            "chat",
            "advice",
        ],
    ),
    ("imprint", &["imprint", "impressum", "register"]),
    ("about", &["about", "company", "who"]),
    ("privacy", &["privacy", "cookies", "data"]),
    ("terms", &["terms", "conditions", "payment", "invoice", "vat"]),
    // Not "tracking", which mounts do.
    ("track", &["track", "order", "orders", "status", "parcel", "package"]),
];

/// All words that mean one of the shop's own pages.
pub fn page_words() -> impl Iterator<Item = &'static str> {
    PAGES.iter().flat_map(|(_, words)| words.iter().copied())
}

/// The shop's own pages that a query asks for; none unless every significant word asks for the same
/// page.
#[must_use]
pub fn pages(query: &str) -> Vec<&'static str> {
    let asked: Vec<String> =
        words(query).filter(|word| !STOP_WORDS.contains(&word.as_str())).collect();
    let fits = |known: &[&str]| asked.iter().any(|word| known.contains(&word.as_str()));
    let named = |word: &String| PAGES.iter().any(|(_, known)| known.contains(&word.as_str()));
    if asked.is_empty() || !asked.iter().all(named) {
        return Vec::new();
    }
    PAGES.iter().filter(|(_, known)| fits(known)).map(|(slug, _)| *slug).collect()
}

/// The shop's own pages that an unfinished query may be about to ask for: every significant word
/// begins one of the page's words, and the longest has at least four letters.
#[must_use]
pub fn pages_by_prefix(text: &str) -> Vec<&'static str> {
    let significant: Vec<String> =
        words(text).filter(|word| !STOP_WORDS.contains(&word.as_str())).collect();
    let begins =
        |word: &String, known: &[&str]| known.iter().any(|known| known.starts_with(word.as_str()));
    let long_enough = significant.iter().any(|word| word.chars().count() >= 4);
    if !long_enough
        || !significant.iter().all(|word| PAGES.iter().any(|(_, known)| begins(word, known)))
    {
        return Vec::new();
    }
    PAGES
        .iter()
        .filter(|(_, known)| significant.iter().any(|word| begins(word, known)))
        .map(|(slug, _)| *slug)
        .collect()
}
