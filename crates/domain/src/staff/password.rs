//! What a password must have. There are no rules about kinds of characters: they make passwords
//! worse. The server also refuses common and guessable ones.

/// The shortest password, in characters.
pub const MIN_PASSWORD: usize = 8;
/// The longest password, in characters.
pub const MAX_PASSWORD: usize = 128;

/// What is wrong with a new password.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PasswordProblem {
    /// It is empty.
    Missing,
    /// It has fewer than [`MIN_PASSWORD`] characters.
    TooShort,
    /// It has more than [`MAX_PASSWORD`] characters.
    TooLong,
    /// Contains U+FFFD, the replacement for bytes that are not UTF-8.
    Unreadable,
    /// It is among those that attackers try first.
    Common,
    /// It can be guessed soon, also from the person's name and address.
    Guessable,
}

impl PasswordProblem {
    /// All.
    pub const ALL: [Self; 6] = [
        Self::Missing,
        Self::TooShort,
        Self::TooLong,
        Self::Unreadable,
        Self::Common,
        Self::Guessable,
    ];

    /// The key in the message files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooShort => "too-short",
            Self::TooLong => "too-long",
            Self::Unreadable => "unreadable",
            Self::Common => "common",
            Self::Guessable => "guessable",
        }
    }
}

/// What is wrong with the length of a password in Unicode normal form C, if anything.
#[must_use]
pub fn password_length(password: &str) -> Option<PasswordProblem> {
    let characters = password.chars().take(MAX_PASSWORD + 1).count();
    match characters {
        0 => Some(PasswordProblem::Missing),
        _ if password.contains('\u{fffd}') => Some(PasswordProblem::Unreadable),
        1..MIN_PASSWORD => Some(PasswordProblem::TooShort),
        MIN_PASSWORD..=MAX_PASSWORD => None,
        _ => Some(PasswordProblem::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_characters() {
        use PasswordProblem::{Missing, TooLong, TooShort, Unreadable};
        for (password, expected) in [
            (String::new(), Some(Missing)),
            ("seven77".to_owned(), Some(TooShort)),
            ("eight888".to_owned(), None),
            ("äöüäöüä".to_owned(), Some(TooShort)),
            ("äöüäöüäö".to_owned(), None),
            ("🔭".repeat(MAX_PASSWORD), None),
            ("a".repeat(MAX_PASSWORD + 1), Some(TooLong)),
            ("broken \u{fffd} bytes".to_owned(), Some(Unreadable)),
        ] {
            assert_eq!(password_length(&password), expected, "{password}");
        }
    }

    #[test]
    fn keys_are_unique() {
        let keys: std::collections::BTreeSet<_> =
            PasswordProblem::ALL.iter().map(|problem| problem.key()).collect();
        assert_eq!(keys.len(), PasswordProblem::ALL.len());
    }
}
