//! Finds documents by words, with the same results as [`MemoryIndex`](crate::MemoryIndex): exact,
//! by prefix, and by similarity if a word occurs nowhere.

use super::{
    IndexError,
    bits::{DocumentSet, has},
    found::Found,
    reader::Reader,
    record::pair_term,
    sums::{Entry, Factor, Meaning, Sums, Word, Words},
};
use crate::{
    Document, Hit,
    nearest::{Extent, distance, slips},
    normalise::{is_connecting, phrases, query_words, typed_words, words},
    words::parted,
};

/// If a phrase of more than two words may be in more documents than this, those count in which
/// each two of its words are neighbours.
const VERIFIED: usize = 2_000;

/// What the meanings of a word are for.
#[derive(Clone, Copy)]
enum Purpose<'a> {
    /// How often they occur.
    Count,
    /// The scores of documents: those in a set, if there is one.
    Score(Option<&'a DocumentSet>),
}

impl Reader {
    /// The words that begin with a text and fit, with their documents: those in a set, if there is
    /// one, though all are counted.
    fn beginning(
        &self,
        prefix: &str,
        within: Option<&DocumentSet>,
        fits: impl Fn(&str) -> bool,
    ) -> Result<Words, IndexError> {
        let mut found = Words::default();
        let mut texts: Vec<String> = Vec::new();
        for (at, part) in self.parts.iter().enumerate() {
            let Some(mut terms) = part.segment.beginning(prefix)? else { continue };
            let is_whole = part.live == part.segment.documents();
            let within = within.map(|set| set.part(at).unwrap_or_default());
            let entries = std::mem::take(&mut terms.entries);
            found.postings.reserve(entries.iter().map(|(_, count, _)| count).sum());
            for (text, _, range) in entries.into_iter().filter(|(text, ..)| fits(text)) {
                let start = found.postings.len();
                let mut count = 0;
                if is_whole && within.is_none() {
                    terms.postings(&range, |posting| {
                        found.postings.push((posting.number, posting.weight()));
                    })?;
                    count = found.postings.len() - start;
                } else {
                    terms.postings(&range, |posting| {
                        if part.is_live(posting.number) {
                            count += 1;
                            if within.is_none_or(|words| has(words, posting.number)) {
                                found.postings.push((posting.number, posting.weight()));
                            }
                        }
                    })?;
                }
                let range = start..found.postings.len();
                // A word of documents that are gone does not occur.
                if count > 0 {
                    found.entries.push(Entry { part: at, word: 0, range, count });
                    texts.push(text);
                }
            }
        }
        // Each segment has its words in order.
        let text = |at: &usize| texts.get(*at).map(String::as_str).unwrap_or_default();
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by(|a, b| text(a).cmp(text(b)));
        for group in order.chunk_by(|a, b| text(a) == text(b)) {
            let mut count = 0;
            for at in group {
                if let Some(entry) = found.entries.get_mut(*at) {
                    count += entry.count;
                    entry.word = found.words.len();
                }
            }
            let text = group.first().map(text).unwrap_or_default().to_owned();
            found.words.push(Word { text, count });
        }
        Ok(found)
    }

    /// Whether a word begins with a text.
    fn begins(&self, prefix: &str) -> Result<bool, IndexError> {
        for part in &self.parts {
            let Some(terms) = part.segment.beginning(prefix)? else { continue };
            if part.live == part.segment.documents() {
                return Ok(true);
            }
            for (_, _, range) in &terms.entries {
                let mut any = false;
                terms.postings(range, |posting| any |= part.is_live(posting.number))?;
                if any {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// In how many documents a word occurs, and whether it is of a name in any.
    fn count_of(&self, word: &str) -> Result<(usize, bool), IndexError> {
        let (mut count, mut named) = (0, false);
        for part in &self.parts {
            let Some(terms) = part.segment.exactly(word)? else { continue };
            for (_, _, range) in &terms.entries {
                terms.postings(range, |posting| {
                    if part.is_live(posting.number) {
                        count += 1;
                        named |= posting.is_named();
                    }
                })?;
            }
        }
        Ok((count, named))
    }

    /// The words that match a term as typed. A short term that is a word itself does not match by
    /// prefix: "ED" does not mean "edge".
    fn as_typed(&self, term: &str, within: Option<&DocumentSet>) -> Result<Words, IndexError> {
        let letters = term.chars().count();
        let short = letters <= 3 && term.chars().all(char::is_alphabetic);
        if short {
            let whole = self.beginning(term, within, |text| text == term)?;
            if !whole.is_empty() {
                return Ok(whole);
            }
            if letters == 1 {
                return Ok(Words::default());
            }
        }
        self.beginning(term, within, |_| true)
    }

    /// Whether a word is in the catalogue, or the beginning of one that is.
    fn knows(&self, word: &str) -> Result<bool, IndexError> {
        let letters = word.chars().count();
        if letters <= 1 && word.chars().all(char::is_alphabetic) {
            return Ok(!self.as_typed(word, None)?.is_empty());
        }
        self.begins(word)
    }

    /// The words of the catalogue that a word of a query may mean, with the factor for each word.
    fn meanings(
        &self,
        term: &str,
        purpose: Purpose<'_>,
    ) -> Result<Vec<(Words, Factor)>, IndexError> {
        let (within, is_scored) = match purpose {
            Purpose::Count => (None, false),
            Purpose::Score(within) => (within, true),
        };
        let typed = |word: &str, term: &str| match word.strip_prefix(term) {
            Some("") => 1.0,
            Some("s") => 0.9,
            _ => 0.4,
        };
        let mut meanings: Vec<(Words, Factor)> = vec![(self.as_typed(term, within)?, typed)];
        if let Some(stem) = term.strip_suffix('s').filter(|stem| stem.len() > 3) {
            // The word itself scores more as typed.
            let fits = |text: &str| text.len() <= stem.len() + 1 && !(is_scored && text == term);
            let singular = self.beginning(stem, within, fits)?;
            meanings.push((singular, |_, _| 0.8));
        }
        for other in self.config.vocabulary.also(term) {
            meanings.push((self.beginning(other, within, |_| true)?, |_, _| 0.8));
        }
        Ok(meanings)
    }

    /// How often a word of a query occurs in the documents: 0 if nothing matches it, `None` if it
    /// does not count beside others.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn occurrences(&self, word: &str) -> Result<Option<usize>, IndexError> {
        let mut least: Option<usize> = None;
        for term in typed_words(word).iter().filter(|term| !is_connecting(term)) {
            let meanings = self.meanings(term, Purpose::Count)?;
            let found: usize =
                meanings.iter().flat_map(|(words, _)| &words.words).map(|word| word.count).sum();
            // The merchant's terms have an answer.
            let found = found.max(usize::from(self.config.vocabulary.knows(term)));
            least = Some(least.map_or(found, |least| least.min(found)));
        }
        Ok(least)
    }

    /// The name in the catalogue or the vocabulary that is most similar to `word`.
    fn alike(&self, word: &str) -> Result<Option<String>, IndexError> {
        let vocabulary = &self.config.vocabulary;
        let slips = slips(word.chars().count());
        if vocabulary.knows(word) || slips == 0 || word.bytes().any(|b| b.is_ascii_digit()) {
            return Ok(None);
        }
        let long = |other: &&str| other.chars().nth(3).is_some();
        let near = |other: &str| distance(word, other, Extent::Whole, slips);
        let own = self.spelling.iter().flat_map(|spelling| spelling.near(word, slips));
        let own = own.filter(long).filter_map(|other| Some((near(other)?, other, false)));
        let known = vocabulary.all_words().filter(long);
        let known = known.filter_map(|other| Some((near(other)?, other, true)));
        let mut all: Vec<(usize, &str, bool)> = own.chain(known).collect();
        all.sort_unstable();
        for (_, other, is_known) in all {
            if is_known || self.count_of(other)?.1 {
                return Ok(Some(other.to_owned()));
            }
        }
        Ok(None)
    }

    /// The name with a mistyped beginning: one typing error from five letters on, never in the
    /// first letter. Of several, the one that occurs in the most documents.
    fn similar_beginning(&self, typed: &str) -> Result<Option<String>, IndexError> {
        let has_digit = typed.bytes().any(|b| b.is_ascii_digit());
        if typed.chars().count() < 5 || has_digit || self.config.vocabulary.knows(typed) {
            return Ok(None);
        }
        let near = |other: &str| distance(typed, other, Extent::Beginning, 1);
        let all = self.spelling.iter().flat_map(|spelling| spelling.near_beginning(typed));
        let mut all: Vec<(usize, &str)> =
            all.filter_map(|other| Some((near(other)?, other))).collect();
        all.sort_unstable();
        all.dedup();
        for group in all.chunk_by(|a, b| a.0 == b.0) {
            let mut best: Option<(usize, &str)> = None;
            for (_, other) in group {
                let (count, is_named) = self.count_of(other)?;
                if is_named && best.is_none_or(|(most, _)| count > most) {
                    best = Some((count, other));
                }
            }
            if let Some((_, other)) = best {
                return Ok(Some(other.to_owned()));
            }
        }
        Ok(None)
    }

    /// Documents with all words of `query`; if there are none, those with the most of them. Looks
    /// at those in a set only, if there is one.
    fn search(&self, query: &str, within: Option<&DocumentSet>) -> Result<Found, IndexError> {
        let terms = query_words(query);
        if terms.is_empty() {
            return Ok(Found::default());
        }
        let documents = self.len();
        let mut corrected = false;
        let mut understood = Vec::with_capacity(terms.len());
        let mut meant: Vec<Vec<Meaning>> = Vec::with_capacity(terms.len());
        for term in &terms {
            let meanings = self.meanings(term, Purpose::Score(within))?;
            if meanings.iter().all(|(words, _)| words.is_empty()) {
                // "halden102": typed as one word, but two words in the catalogue.
                let mut guess = None;
                if let Some((name, number)) = parted(term)
                    && self.begins(name)?
                    && self.begins(number)?
                {
                    guess = Some(format!("{name} {number}"));
                }
                if guess.is_none() {
                    guess = self.alike(term)?;
                }
                corrected |= guess.is_some();
                understood.push(guess.unwrap_or_else(|| term.clone()));
                continue;
            }
            understood.push(term.clone());
            let scale = |(words, factor): (Words, Factor)| {
                // Rare words weigh more than common ones.
                let rarity = |word: &Word| (1.0 + documents as f32 / word.count.max(1) as f32).ln();
                let scale = |word: &Word| (factor(&word.text, term), rarity(word));
                Meaning { factors: words.words.iter().map(scale).collect(), words }
            };
            meant.push(meanings.into_iter().map(scale).collect());
        }
        let largest = self.parts.iter().map(|part| part.segment.documents()).max().unwrap_or(0);
        let mut sums = Sums::new(largest);
        let (mut hits, mut max) = (Vec::new(), 0);
        for part in 0..self.parts.len() {
            meant.iter().for_each(|meanings| sums.add_term(meanings, part));
            sums.finish(part, &mut hits, &mut max);
        }
        let max = max as usize;
        let corrected = corrected.then(|| understood.join(" "));
        // At least half of the words, so that a sentence with one matching word does not fill the
        // page.
        if max * 2 < terms.len() {
            return Ok(Found { corrected, ..Found::default() });
        }
        Ok(Found { hits, corrected, complete: max == terms.len(), ..Found::default() })
    }

    fn find_words(
        &self,
        query: &str,
        text: &str,
        phrases: &[Vec<String>],
    ) -> Result<Found, IndexError> {
        let mut found = None;
        if !phrases.is_empty() {
            let within = self.having_pairs(phrases)?;
            // If some documents with the phrases have all words, others do not matter.
            found = Some(self.search(text, Some(&within))?).filter(|found| found.complete);
            let verified = match &found {
                Some(found) => self.having_phrases(found, phrases, &within)?,
                None => Vec::new(),
            };
            if verified.is_empty() {
                found = None;
            }
        }
        let mut found = match found {
            Some(found) => found,
            None => self.search(text, None)?,
        };
        if let Some(demoted) = self.config.demoted.as_ref().filter(|own| !(own.unless)(query)) {
            let lower = self.having(&demoted.field, &demoted.value)?;
            for hit in &mut found.hits {
                hit.score *= if lower.contains(hit.document) { demoted.factor } else { 1.0 };
            }
        }
        Ok(found)
    }

    /// The merchant's answer if there is one, otherwise documents with the words.
    fn find_as_typed(&self, query: &str) -> Result<Found, IndexError> {
        let shown = |place: u32| {
            let key = self.config.answers.get(place as usize).copied();
            key.and_then(|key| self.document(key))
        };
        let vocabulary = &self.config.vocabulary;
        let meant = vocabulary.understand_where(query, |place| shown(place).is_some());
        let answered = !meant.show.is_empty() || !meant.note.is_empty();
        // An answer is narrowed by words alone.
        let phrases = if answered { Vec::new() } else { phrases(query) };
        let mut found = if meant.text.is_empty() {
            Found::default()
        } else {
            self.find_words(query, &meant.text, &phrases)?
        };
        if answered {
            // The rest of the query narrows the answer, if it matches anything.
            let show: Vec<Document> = meant.show.iter().copied().filter_map(shown).collect();
            let set = found.set(self);
            let narrowed: Vec<Document> =
                show.iter().copied().filter(|document| set.contains(*document)).collect();
            let shown = if narrowed.is_empty() { show } else { narrowed };
            let hits = shown.into_iter().map(|document| Hit { document, score: 1.0 }).collect();
            let note = meant.note;
            return Ok(Found { hits, is_in_order: true, note, complete: true, ..Found::default() });
        }
        if !phrases.is_empty() {
            let pairs = self.having_pairs(&phrases)?;
            let exact = self.having_phrases(&found, &phrases, &pairs)?;
            if exact.is_empty() {
                found.phrase_missed = !found.hits.is_empty();
            } else {
                found.hits = exact;
            }
        }
        Ok(found)
    }

    /// The documents that have each two neighbouring words of phrases as neighbours.
    fn having_pairs(&self, phrases: &[Vec<String>]) -> Result<DocumentSet, IndexError> {
        let mut all: Option<DocumentSet> = None;
        for pair in phrases.iter().flat_map(|phrase| phrase.windows(2)) {
            let [one, other] = pair else { continue };
            let term = pair_term(one, other);
            let with = self.beginning(&term, None, |text| text == term)?;
            let with = self.set_of(with.documents());
            all = Some(all.map_or_else(|| with.clone(), |all| all.and(&with)));
        }
        Ok(all.unwrap_or_default())
    }

    /// The hits that have all phrases, of those that have their pairs of words.
    fn having_phrases(
        &self,
        found: &Found,
        phrases: &[Vec<String>],
        pairs: &DocumentSet,
    ) -> Result<Vec<Hit>, IndexError> {
        let mut hits = found.hits.clone();
        hits.retain(|hit| pairs.contains(hit.document));
        let is_certain = phrases.iter().all(|phrase| phrase.len() == 2);
        if is_certain || hits.len() > VERIFIED {
            return Ok(hits);
        }
        let mut exact = Vec::with_capacity(hits.len());
        for hit in hits {
            let texts: Vec<Vec<String>> =
                self.texts(hit.document)?.iter().map(|text| words(text)).collect();
            let says = |phrase: &Vec<String>| {
                texts.iter().any(|text| text.windows(phrase.len()).any(|part| part == phrase))
            };
            if phrases.iter().all(says) {
                exact.push(hit);
            }
        }
        Ok(exact)
    }

    /// Finds documents by words, best first. A word that occurs in none is corrected if the
    /// correction finds documents with all words.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn find(&self, query: &str) -> Result<Found, IndexError> {
        let typed = self.find_as_typed(query)?;
        let Some(meant) = typed.corrected.clone() else { return Ok(typed) };
        let better = self.find_as_typed(&meant)?;
        let finds = better.corrected.is_none()
            && (better.complete && !better.is_empty() || !better.note.is_empty());
        Ok(if finds {
            Found { corrected: Some(meant), ..better }
        } else {
            Found { corrected: None, ..typed }
        })
    }

    /// If the last word of an unfinished query is mistyped and finds nothing, searches with a
    /// correction of it.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn find_unfinished(&self, query: &str) -> Result<Option<Found>, IndexError> {
        let (before, last) = query.rsplit_once(' ').unwrap_or(("", query));
        let Some(meant) = self.similar_beginning(&last.to_lowercase())? else { return Ok(None) };
        let found = self.find(format!("{before} {meant}").trim())?;
        Ok((found.complete && !found.is_empty()).then_some(found))
    }

    /// Corrects brands that the shop does not carry, and words for the shop's own pages, that are
    /// mistyped or unfinished.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn respelt(&self, query: &str) -> Result<Option<String>, IndexError> {
        let vocabulary = &self.config.vocabulary;
        let mut changed = false;
        let mut words: Vec<&str> = Vec::new();
        let plain: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        for (word, plain) in query.split_whitespace().zip(&plain) {
            let meant = match vocabulary.knows(plain) {
                true => None,
                // A word that nothing is meant by need not be looked up.
                false => vocabulary.meant(plain),
            };
            match meant {
                Some(meant) if !self.knows(plain)? => {
                    changed = true;
                    words.push(meant);
                }
                _ => words.push(word),
            }
        }
        Ok(changed.then(|| words.join(" ")))
    }
}
