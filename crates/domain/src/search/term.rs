//! What is counted of a search without a result.

/// Maximum number of characters.
const MAX_LENGTH: usize = 60;
/// Maximum number of words.
const MAX_WORDS: usize = 8;
/// As many digits in a row may be a number of a person: of a telephone, an order, a house.
const PERSONAL_DIGITS: usize = 5;

/// A query in the form in which it is counted: in lower case, words and numbers alone. `None` if it
/// may say something about a person, or is too long to be a search for a product.
#[must_use]
pub fn countable(query: &str) -> Option<String> {
    if query.contains('@') || query.contains("://") {
        return None;
    }
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '″' | '"' | '-' | '+');
    let text: String = query
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if is_part(c) { c } else { ' ' })
        .collect();
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '"' && c != '″'))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
    // Also in groups: "0171 234 567", "49-171-23", "12.03.1984". It is better to miss "70/900".
    let mut digits = 0;
    for c in words.concat().chars().filter(|c| c.is_alphanumeric()) {
        digits = if c.is_numeric() { digits + 1 } else { 0 };
        if digits >= PERSONAL_DIGITS {
            return None;
        }
    }
    let term = words.join(" ");
    let fits = !words.is_empty() && words.len() <= MAX_WORDS && term.chars().count() <= MAX_LENGTH;
    fits.then_some(term)
}
