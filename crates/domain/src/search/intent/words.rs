//! The words of a query.

/// The words in lower case.
pub fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Words without meaning for a query.
pub const STOP_WORDS: [&str; 34] = [
    "a",
    "the",
    "my",
    "and",
    "of",
    "to",
    "us",
    "are",
    "you",
    "your",
    "i",
    "do",
    "can",
    "is",
    "will",
    "how",
    "when",
    "where",
    "what",
    "long",
    "much",
    "for",
    "on",
    "an",
    "policy",
    "cost",
    "costs",
    "time",
    "times",
    "free",
    "options",
    "information",
    "methods",
    "fee",
];
