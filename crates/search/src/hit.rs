//! The result of a search.

use crate::Document;
use std::cmp::Ordering;

/// The result of a search.
#[derive(Debug, Default)]
pub struct Hits {
    /// Best first.
    pub found: Vec<Hit>,
    /// The query with corrected spelling, if some word occurs in no document.
    pub corrected: Option<String>,
    /// Whether the documents contain all words of the query.
    pub complete: bool,
    /// Whether a quoted phrase is in none of them, so that its words count alone.
    pub phrase_missed: bool,
    /// The merchant's note on what was searched for; may be empty.
    pub note: String,
}

/// A document that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Its number in the index, which is that of the product in the copy of the catalogue.
    pub document: Document,
    /// How well it matches, compared with others of the same search.
    pub score: f32,
}

impl Hit {
    /// The order of a result: best first, then by number.
    pub(crate) fn best_first(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then(self.document.cmp(&other.document))
    }
}
