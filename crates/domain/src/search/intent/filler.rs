//! What a query says beside its subject: praise, a low price, the age of a child.

use super::{
    english::{
        AGE, AGES_TO, CHEAP, CHILD, FILLER_WORDS, MONEY, OLD, OPENING, PLEASE, PRAISE, QUESTION,
        STOP_WORDS, SUN, YEARS,
    },
    words::words,
};

/// Removes praise, the words of a question and the request for a low price from a query, and
/// returns whether there was such a request. A question begins with a word of one or ends with a
/// question mark. Words that `named` knows as part of a name stay ("table top"), and so do praise
/// and question if nothing else is asked for.
#[must_use]
pub fn plainly(query: &str, named: impl Fn(&str) -> bool) -> (String, bool) {
    // A quoted phrase is searched for as it is.
    if query.contains(['"', '“', '”', '„', '«', '»']) {
        return (query.to_owned(), false);
    }
    let is = |list: &[&str], word: &str| {
        let word = word.to_lowercase();
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        list.contains(&word) && !named(word)
    };
    let cheap = query.split_whitespace().any(|word| is(&CHEAP, word));
    let rest: Vec<&str> =
        query.split_whitespace().filter(|word| !is(&PRAISE, word) && !is(&CHEAP, word)).collect();
    let asked = rest.iter().any(|word| word.chars().any(char::is_alphanumeric));
    let opens = |word: &str| words(word).any(|word| begins_question(&word));
    let is_question =
        query.trim_end().ends_with('?') || query.split_whitespace().next().is_some_and(opens);
    let is_empty = |word: &str| is(&[PLEASE], word) || is_question && is(&QUESTION, word);
    let subject: Vec<&str> = rest.iter().copied().filter(|word| !is_empty(word)).collect();
    let says = |word: String| !STOP_WORDS.contains(&word.as_str());
    let has_subject = subject.iter().any(|word| words(word).any(says));
    match (asked, cheap) {
        (true, _) if has_subject => (subject.join(" "), cheap),
        (true, _) => (rest.join(" "), cheap),
        // The cheapest of everything.
        (false, true) => (String::new(), true),
        (false, false) => (query.to_owned(), false),
    }
}

fn begins_question(word: &str) -> bool {
    QUESTION.contains(&word) || OPENING.contains(&word)
}

/// Of two neighbouring words, the one that belongs to questions, if the other is a subject: "can"
/// of "watering can".
#[must_use]
pub fn question_word_beside<'a>(one: &'a str, other: &'a str) -> Option<&'a str> {
    let says = |word: &str| !STOP_WORDS.contains(&word);
    match (QUESTION.contains(&one), QUESTION.contains(&other)) {
        (true, false) if says(other) => Some(one),
        (false, true) if says(one) => Some(other),
        _ => None,
    }
}

/// Whether a word adds nothing that a guide would not cover.
pub fn is_filler(word: &str) -> bool {
    STOP_WORDS.contains(&word)
        || FILLER_WORDS.contains(&word)
        || MONEY.contains(&word)
        || word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a query mentions a child's age.
pub fn of_a_child(query: &str) -> bool {
    let words: Vec<String> = words(query).collect();
    let age = |at: usize| {
        words
            .get(at)
            .and_then(|word| word.parse::<u8>().ok())
            .is_some_and(|years| (3..=13).contains(&years))
    };
    let is = |at: usize, known: &[&str]| {
        words.get(at).is_some_and(|word| known.contains(&word.as_str()))
    };
    (0..words.len())
        .any(|at| age(at) && is(at + 1, &YEARS) && is(at + 2, &OLD) || is(at, &AGE) && age(at + 1))
}

/// Rewrites a query with a child's age by its meaning: "telescope for 8 year old" becomes one for a
/// child, so that 8 is not taken for a size.
#[must_use]
pub fn ages_read(query: &str) -> String {
    if !of_a_child(query) {
        return query.to_owned();
    }
    let is_age = |word: &str| word.parse::<u8>().is_ok_and(|years| (3..=13).contains(&years));
    let about = [&YEARS[..], &OLD, &AGE].concat();
    let kept = query
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–'))
        .filter(|word| !word.is_empty());
    let words: Vec<&str> = kept.collect();
    let is_about = |word: Option<&&str>| {
        word.is_some_and(|word| about.contains(&word.to_lowercase().as_str()))
    };
    // A number elsewhere is a size.
    let age = |at: usize, word: &str| {
        let range = at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .is_some_and(|before| AGES_TO.contains(before));
        is_age(word)
            && (range
                || is_about(words.get(at + 1))
                || is_about(at.checked_sub(1).and_then(|before| words.get(before))))
    };
    let kept =
        words.iter().enumerate().filter(|(at, word)| !age(*at, word) && !is_about(Some(word)));
    let kept: Vec<&str> = kept.map(|(_, word)| *word).collect();
    format!("{} {CHILD}", kept.join(" "))
}

/// Whether a query is about the Sun.
#[must_use]
pub fn of_the_sun(query: &str) -> bool {
    words(query).any(|word| SUN.contains(&word.as_str()))
}
