//! The meaning of a query beyond its words.

use domain::search::intent::{self, Budget};

/// A parsed query.
#[derive(Clone, Debug, PartialEq)]
pub struct ParsedQuery {
    /// The price range in it.
    pub budget: Option<Budget>,
    /// The rest of the query, with children's ages in one notation.
    pub text: String,
}

impl ParsedQuery {
    /// Parses a query.
    #[must_use]
    pub fn of(query: &str) -> Self {
        match intent::budget(query) {
            Some((budget, rest)) => Self { budget: Some(budget), text: intent::ages_read(&rest) },
            None => Self { budget: None, text: intent::ages_read(query) },
        }
    }
}
