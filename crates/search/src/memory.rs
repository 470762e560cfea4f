//! The in-memory index.

use crate::{
    Builder, Complement, Document, Documents, FacetIndex, Filter, Hit, Hits, Index, QuantityIndex,
    Selection, Vocabulary, WordIndex,
    normalise::{phrases, words},
    select::select,
};
use domain::catalogue::NONE;
use std::sync::Arc;

/// An in-memory index. A copy with one facet or the words of one document replaced shares
/// everything else.
#[derive(Clone, Debug)]
pub struct MemoryIndex {
    /// Number of documents.
    documents: usize,
    words: Arc<WordIndex>,
    vocabulary: Arc<Vocabulary>,
    facets: Vec<Arc<FacetIndex>>,
    quantities: Arc<Vec<QuantityIndex>>,
}

impl MemoryIndex {
    /// Creates an index of this many documents.
    #[must_use]
    pub fn new(
        documents: usize,
        words: WordIndex,
        vocabulary: Vocabulary,
        facets: impl IntoIterator<Item = FacetIndex>,
    ) -> Self {
        Self {
            documents,
            words: Arc::new(words),
            vocabulary: Arc::new(vocabulary),
            facets: facets.into_iter().map(Arc::new).collect(),
            quantities: Arc::default(),
        }
    }

    /// The same with the quantities of its documents.
    #[must_use]
    pub fn with_quantities(self, quantities: Vec<QuantityIndex>) -> Self {
        Self { quantities: Arc::new(quantities), ..self }
    }

    /// The merchant's answer if there is one, otherwise documents with the words.
    fn find_as_typed(&self, query: &str, documents: &dyn Documents) -> Hits {
        let meant = self.vocabulary.understand(query);
        let answered = !meant.show.is_empty() || !meant.note.is_empty();
        let mut hits = if meant.text.is_empty() {
            Hits::default()
        } else {
            self.find_words(query, &meant.text, documents)
        };
        if answered {
            // The rest of the query narrows the answer, if it matches anything.
            let narrowed: Vec<Document> = meant
                .show
                .iter()
                .copied()
                .filter(|i| hits.found.iter().any(|hit| hit.document == *i))
                .collect();
            let shown = if narrowed.is_empty() { meant.show } else { narrowed };
            let found = shown.into_iter().map(|document| Hit { document, score: 1.0 }).collect();
            return Hits { found, note: meant.note, complete: true, ..Hits::default() };
        }
        let phrases = phrases(query);
        if !phrases.is_empty() {
            let has = |hit: &&Hit| {
                let texts: Vec<Vec<String>> =
                    documents.texts(hit.document).into_iter().map(words).collect();
                phrases.iter().all(|phrase| says(&texts, phrase))
            };
            let exact: Vec<Hit> = hits.found.iter().filter(has).copied().collect();
            if exact.is_empty() {
                hits.phrase_missed = !hits.found.is_empty();
            } else {
                hits.found = exact;
            }
        }
        hits
    }

    fn find_words(&self, query: &str, text: &str, documents: &dyn Documents) -> Hits {
        let mut hits = self.words.search(text, self.documents, &self.vocabulary);
        if let Some(factor) = documents.factor(query) {
            for hit in &mut hits.found {
                hit.score *= factor(hit.document);
            }
            hits.found.sort_by(Hit::best_first);
        }
        hits
    }
}

/// Whether one of the texts contains these words in sequence.
fn says(texts: &[Vec<String>], phrase: &[String]) -> bool {
    texts.iter().any(|text| text.windows(phrase.len()).any(|part| part == phrase))
}

impl Index for MemoryIndex {
    fn find(&self, query: &str, documents: &dyn Documents) -> Hits {
        let typed = self.find_as_typed(query, documents);
        let Some(meant) = typed.corrected.clone() else { return typed };
        let better = self.find_as_typed(&meant, documents);
        let finds = better.corrected.is_none()
            && (better.complete && !better.found.is_empty() || !better.note.is_empty());
        if finds {
            Hits { corrected: Some(meant), ..better }
        } else {
            Hits { corrected: None, ..typed }
        }
    }

    fn find_unfinished(&self, query: &str, documents: &dyn Documents) -> Option<Hits> {
        let (before, last) = query.rsplit_once(' ').unwrap_or(("", query));
        let meant = self.words.similar_beginning(&last.to_lowercase(), &self.vocabulary)?;
        let hits = self.find(format!("{before} {meant}").trim(), documents);
        (hits.complete && !hits.found.is_empty()).then_some(hits)
    }

    fn occurrences(&self, word: &str) -> Option<usize> {
        self.words.occurrences(word, &self.vocabulary)
    }

    fn respelt(&self, query: &str) -> Option<String> {
        let mut changed = false;
        let mut respell = |word: &str| {
            let plain = word.to_lowercase();
            let known = self.words.has(&plain) || self.vocabulary.knows(&plain);
            let meant = if known { None } else { self.vocabulary.meant(&plain) };
            changed |= meant.is_some();
            meant.map_or_else(|| word.to_owned(), ToOwned::to_owned)
        };
        let words: Vec<String> = query.split_whitespace().map(&mut respell).collect();
        changed.then(|| words.join(" "))
    }

    fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    fn facets(&self) -> &[Arc<FacetIndex>] {
        &self.facets
    }

    fn quantities(&self) -> &[QuantityIndex] {
        &self.quantities
    }

    fn select<'a>(&'a self, filter: Filter<'a>) -> Selection<'a> {
        select(&self.facets, filter)
    }

    fn common(&self, one: Document, other: Document, complements: &[Complement]) -> u32 {
        let shares = |a: &str, b: &str| {
            let (mine, theirs) = (self.labels(a, one), self.labels(b, other));
            // A value that neither has counts as nothing in common.
            mine.iter()
                .filter(|a| **a != NONE)
                .any(|a| theirs.iter().any(|b| a.contains(b) || b.contains(a)))
        };
        let common = complements.iter().filter(|complement| {
            let Complement { facet, other, .. } = complement;
            shares(facet, other) || shares(other, facet)
        });
        common.map(|complement| complement.weight).sum()
    }

    fn with_facet(&self, facet: FacetIndex) -> Arc<dyn Index> {
        let mut fresh = self.clone();
        if let Some(slot) = fresh.facets.iter_mut().find(|own| own.key == facet.key) {
            *slot = Arc::new(facet);
        }
        Arc::new(fresh)
    }

    fn with_words(
        &self,
        document: Document,
        before: Option<&Builder>,
        after: &Builder,
    ) -> Arc<dyn Index> {
        let words = Arc::new(self.words.with_document(document, before, after));
        Arc::new(Self { words, ..self.clone() })
    }

    fn with_measures(&self, quantities: Vec<QuantityIndex>) -> Arc<dyn Index> {
        Arc::new(self.clone().with_quantities(quantities))
    }

    fn changed_words(&self) -> usize {
        self.words.changed_words()
    }
}
