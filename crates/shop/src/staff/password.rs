//! The rules of new passwords that need more than the text itself.

use crate::{text::composed, threads::block_in_place};
use domain::staff::{PasswordProblem, password_length};
use std::{collections::HashSet, sync::LazyLock};
use zxcvbn::{Score, zxcvbn};

/// Passwords that attackers try first, in lower case, one on each line.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../data/common-passwords.txt").lines().collect());

/// A password in Unicode normal form C, so that it is the same from every keyboard. Nothing else is
/// changed: spaces count.
pub(super) fn normalised(password: &str) -> String {
    composed(password.to_owned())
}

/// What is wrong with a new, normalised password, if anything. `known` are texts that others know
/// about the person, such as name and email address.
pub(super) fn problem(password: &str, known: &[&str]) -> Option<PasswordProblem> {
    if let Some(problem) = password_length(password) {
        return Some(problem);
    }
    if COMMON.contains(password.to_lowercase().as_str()) {
        return Some(PasswordProblem::Common);
    }
    let known: Vec<&str> = known
        .iter()
        .flat_map(|text| std::iter::once(*text).chain(text.split(['@', '.', ' ', '-'])))
        .filter(|text| !text.is_empty())
        .collect();
    let guessable = is_made_of(password, &known)
        || block_in_place(|| zxcvbn(password, &known).score() < Score::Three);
    guessable.then_some(PasswordProblem::Guessable)
}

/// Whether little is left of a password without what others know about the person.
fn is_made_of(password: &str, known: &[&str]) -> bool {
    let mut rest = password.to_lowercase();
    for text in known.iter().filter(|text| text.chars().count() >= 3) {
        rest = rest.replace(&text.to_lowercase(), "");
    }
    rest.chars().filter(|c| c.is_alphanumeric()).count() < 6 && rest.len() < password.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_and_guessable_passwords_are_refused() {
        let known = ["Mara Lindqvist", "mara.lindqvist@shop.example", "Perigee"];
        for (password, expected) in [
            ("short", Some(PasswordProblem::TooShort)),
            ("password123", Some(PasswordProblem::Common)),
            ("PassWord123", Some(PasswordProblem::Common)),
            ("qwertyuiop", Some(PasswordProblem::Common)),
            ("summer2026", Some(PasswordProblem::Common)),
            ("aaaaaaaaaaaa", Some(PasswordProblem::Common)),
            ("lindqvist7", Some(PasswordProblem::Guessable)),
            ("perigee perigee", Some(PasswordProblem::Guessable)),
            ("violet anchor drifts northward", None),
            ("tZ7#qLw9!mXk2", None),
        ] {
            assert_eq!(problem(password, &known), expected, "{password}");
        }
    }

    #[test]
    fn the_list_is_in_lower_case_and_has_only_what_is_long_enough() {
        assert!(COMMON.len() > 500, "{}", COMMON.len());
        for password in COMMON.iter() {
            assert_eq!(*password, password.to_lowercase());
            assert_eq!(password_length(password), None, "{password}");
        }
    }

    #[test]
    fn one_password_however_it_is_typed() {
        assert_eq!(normalised("cafe\u{301} noir"), normalised("caf\u{e9} noir"));
        assert_eq!(normalised(" two  spaces "), " two  spaces ");
    }
}
