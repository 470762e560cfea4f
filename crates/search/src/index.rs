//! The interface of an index.

use crate::{Builder, Document, FacetIndex, Filter, Hits, QuantityIndex, Selection, Vocabulary};
use std::{fmt::Debug, sync::Arc};

/// Access to the documents, so that the index need not copy them.
pub trait Documents {
    /// The short texts that a quoted phrase is searched for in.
    fn texts(&self, document: Document) -> Vec<&str>;

    /// A factor for the score of each document, given a query; `None` if there is none.
    fn factor(&self, query: &str) -> Option<Box<dyn Fn(Document) -> f32 + '_>>;
}

/// Two facets of which a common value makes documents complementary, such as a thread.
#[derive(Clone, Copy, Debug)]
pub struct Complement {
    /// Key of one document's facet.
    pub facet: &'static str,
    /// Key of the other document's facet.
    pub other: &'static str,
    /// How much a common value counts.
    pub weight: u32,
}

/// An index of documents by words, facets and similarity.
pub trait Index: Debug + Send + Sync {
    /// Finds documents by words, best first. A word that occurs in none is corrected if the
    /// correction finds documents with all words.
    fn find(&self, query: &str, documents: &dyn Documents) -> Hits;

    /// If the last word of an unfinished query is mistyped and finds nothing, searches with a
    /// correction of it.
    fn find_unfinished(&self, query: &str, documents: &dyn Documents) -> Option<Hits>;

    /// How often a word of a query occurs in the documents: 0 if nothing matches it, `None` if it
    /// does not count beside others.
    fn occurrences(&self, word: &str) -> Option<usize>;

    /// Corrects brands that the shop does not carry, and words for the shop's own pages, that are
    /// mistyped or unfinished.
    fn respelt(&self, query: &str) -> Option<String>;

    /// The merchant's vocabulary.
    fn vocabulary(&self) -> &Vocabulary;

    /// The facets, in display order.
    fn facets(&self) -> &[Arc<FacetIndex>];

    /// The quantities of documents, by attribute.
    fn quantities(&self) -> &[QuantityIndex];

    /// Filters a list, and counts how many members each choice would leave.
    fn select<'a>(&'a self, filter: Filter<'a>) -> Selection<'a>;

    /// How much two documents have in common, by their facets.
    fn common(&self, one: Document, other: Document, complements: &[Complement]) -> u32;

    /// A copy of the index with one facet replaced, found by its key.
    fn with_facet(&self, facet: FacetIndex) -> Arc<dyn Index>;

    /// A copy of the index in which a document has other words. The builders have this document
    /// alone; without `before`, the words that it has are looked for among all.
    fn with_words(
        &self,
        document: Document,
        before: Option<&Builder>,
        after: &Builder,
    ) -> Arc<dyn Index>;

    /// A copy of the index with other quantities.
    fn with_measures(&self, quantities: Vec<QuantityIndex>) -> Arc<dyn Index>;

    /// How many words such copies have changed since the index was built.
    fn changed_words(&self) -> usize;

    /// The facet with this key.
    fn facet(&self, key: &str) -> Option<&FacetIndex> {
        self.facets().iter().find(|facet| facet.key == key).map(AsRef::as_ref)
    }

    /// The values of a facet that a document has.
    fn labels(&self, key: &str, document: Document) -> Vec<&str> {
        self.facet(key).map_or_else(Vec::new, |facet| facet.labels(document))
    }
}
