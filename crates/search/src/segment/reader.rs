//! An index at one moment: what a request reads. It never changes, so that a page is of one piece.

use super::{
    IndexError,
    bits::{DocumentSet, has, join, set, split, words_of},
    build::NO_NUMBER,
    codec::Cursor,
    column::Column,
    config::{Config, FacetValues},
    part::Part,
    record::{FieldValue, Key, name_term, quantity_field},
    spelling::Spelling,
};
use crate::{
    Document, FacetChoice, FacetIndex, QuantityIndex,
    facets::{flag_choice, text_choice},
};
use domain::search::intent::Quantity;
use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

/// What the index returns with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What the shop stored with it.
    pub bytes: Vec<u8>,
    /// What the shop has noted since, such as its stock.
    pub note: Option<Arc<[u8]>>,
    /// Whether it is among the first of a list.
    pub available: bool,
}

/// A facet as it is shown, and where its choices are in each segment.
#[derive(Debug)]
pub(super) struct FacetView {
    pub(super) facet: Arc<FacetIndex>,
    /// For each segment, the choice of each of its values; `u32::MAX` for a value that no document
    /// has any more.
    pub(super) choices: Vec<Vec<u32>>,
}

/// Numbers of all documents: see [`Reader::numbers`].
#[derive(Clone, Debug)]
pub struct Numbers {
    pub(super) parts: Vec<Arc<Column>>,
}

/// How numbers are computed.
#[derive(Clone, Copy)]
pub struct NumbersOf<'a> {
    /// Different for different computations.
    pub id: u64,
    /// The names of the stored numbers.
    pub names: &'a [&'a str],
    /// Where bands begin, ascending.
    pub cuts: &'a [i64],
    /// The number of a document, from its stored numbers in the order of the names.
    pub compute: &'a dyn Fn(&[Option<i64>]) -> i64,
}

/// An index at one moment.
#[derive(Clone, Debug)]
pub struct Reader {
    pub(super) parts: Vec<Arc<Part>>,
    pub(super) config: Arc<Config>,
    /// Sorted words; one list may have words of another.
    pub(super) spelling: Vec<Arc<Spelling>>,
    facets: Arc<OnceLock<Vec<FacetView>>>,
}

impl Reader {
    pub(super) fn new(
        parts: Vec<Arc<Part>>,
        config: Arc<Config>,
        spelling: Vec<Arc<Spelling>>,
    ) -> Self {
        Self { parts, config, spelling, facets: Arc::default() }
    }

    /// The same documents with the same words and values: only their state has changed, or where
    /// they are stored.
    pub(super) fn with_same_words(&self, parts: Vec<Arc<Part>>) -> Self {
        Self { parts, ..self.clone() }
    }

    /// The same documents with other words of the merchant, and other texts of facets. Its fields
    /// and orders must be the same.
    #[must_use]
    pub fn with_config(&self, config: Arc<Config>) -> Self {
        Self::new(self.parts.clone(), config, self.spelling.clone())
    }

    /// What it was opened with.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// How many documents there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.live).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many segments there are, for measurements.
    #[must_use]
    pub fn segments(&self) -> usize {
        self.parts.len()
    }

    /// All documents.
    #[must_use]
    pub fn all(&self) -> DocumentSet {
        let parts = self.parts.iter().map(|part| (part.live > 0).then(|| part.all()));
        DocumentSet { parts: parts.collect() }
    }

    /// The documents that are among the first of a list.
    #[must_use]
    pub fn available(&self) -> DocumentSet {
        let parts = self.parts.iter().map(|part| Some(part.available.as_ref().into()));
        DocumentSet { parts: parts.collect() }
    }

    pub(super) fn part(&self, document: Document) -> Option<(&Part, u16)> {
        let (part, number) = split(document);
        let part = self.parts.get(part)?;
        part.is_live(number).then_some((part, number))
    }

    /// The document with a key.
    #[must_use]
    pub fn document(&self, key: Key) -> Option<Document> {
        self.parts.iter().enumerate().find_map(|(at, part)| {
            let number = part.segment.number_of(key).filter(|number| part.is_live(*number))?;
            Some(join(at, number))
        })
    }

    /// The key of a document.
    #[must_use]
    pub fn key(&self, document: Document) -> Option<Key> {
        let (part, number) = self.part(document)?;
        part.segment.key(number)
    }

    /// The document with a name such as its slug. If several have it, the one with the lowest key.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn named(&self, name: &str) -> Result<Option<Document>, IndexError> {
        let term = name_term(name);
        let mut found: Option<(Key, Document)> = None;
        for (at, part) in self.parts.iter().enumerate() {
            let Some(terms) = part.segment.exactly(&term)? else { continue };
            for (_, _, range) in &terms.entries {
                terms.postings(range, |posting| {
                    let key = part.segment.key(posting.number);
                    let Some(key) = key.filter(|_| part.is_live(posting.number)) else { return };
                    if found.is_none_or(|(other, _)| key < other) {
                        found = Some((key, join(at, posting.number)));
                    }
                })?;
            }
        }
        Ok(found.map(|(_, document)| document))
    }

    /// What is stored with a document; none if it is gone.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn card(&self, document: Document) -> Result<Option<Card>, IndexError> {
        let Some((part, number)) = self.part(document) else { return Ok(None) };
        let blob = part.segment.blob(number)?;
        let mut cursor = Cursor::new(&blob, "cards");
        for _ in 0..cursor.size()? {
            cursor.bytes()?;
        }
        let (note, available) = (part.notes.get(number).cloned(), has(&part.available, number));
        Ok(Some(Card { bytes: cursor.rest().to_vec(), note, available }))
    }

    /// The texts of a document that phrases are searched for in.
    pub(super) fn texts(&self, document: Document) -> Result<Vec<String>, IndexError> {
        let Some((part, number)) = self.part(document) else { return Ok(Vec::new()) };
        let blob = part.segment.blob(number)?;
        let mut cursor = Cursor::new(&blob, "cards");
        (0..cursor.size()?).map(|_| cursor.text().map(str::to_owned)).collect()
    }

    /// The documents that have a value of a field.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn having(&self, field: &str, value: &FieldValue) -> Result<DocumentSet, IndexError> {
        let bytes = value.bytes();
        self.collect(|part, words| {
            if let Some(resident) = part.segment.field(field) {
                resident.value(&bytes).into_iter().for_each(|bits| bits.add_to(words));
                return Ok(());
            }
            let is_same = |own: &[u8]| own == bytes;
            part.segment.some_values_of(field, is_same, &mut |_, bits| bits.add_to(words))
        })
    }

    /// The values that a document has of a field that is in memory.
    #[must_use]
    pub fn values(&self, field: &str, document: Document) -> Vec<FieldValue> {
        let Some((part, number)) = self.part(document) else { return Vec::new() };
        let values = part.segment.field(field).map(|field| field.values.as_slice());
        let own = values.unwrap_or_default().iter().filter(|(_, bits)| bits.contains(number));
        own.filter_map(|(value, _)| FieldValue::of_bytes(value)).collect()
    }

    /// The documents of which any value of a field fits.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn having_any(
        &self,
        field: &str,
        fits: impl Fn(&FieldValue) -> bool,
    ) -> Result<DocumentSet, IndexError> {
        let fits = |value: &[u8]| FieldValue::of_bytes(value).is_some_and(|value| fits(&value));
        self.collect(|part, words| {
            if let Some(resident) = part.segment.field(field) {
                let fitting = resident.values.iter().filter(|(value, _)| fits(value));
                fitting.for_each(|(_, bits)| bits.add_to(words));
                return Ok(());
            }
            part.segment.some_values_of(field, fits, &mut |_, bits| bits.add_to(words))
        })
    }

    /// The documents that have a quantity in an attribute.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn measuring(
        &self,
        index: &QuantityIndex,
        quantity: &Quantity,
    ) -> Result<DocumentSet, IndexError> {
        if !index.measures(quantity) {
            return Ok(DocumentSet::default());
        }
        let fits = |value: &FieldValue| match value {
            FieldValue::Number(number) => index.fits(*number, quantity),
            _ => false,
        };
        self.having_any(&quantity_field(&index.key), fits)
    }

    /// The documents that have any value in an attribute of quantities.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn measured(&self, index: &QuantityIndex) -> Result<DocumentSet, IndexError> {
        self.having_any(&quantity_field(&index.key), |_| true)
    }

    fn collect(
        &self,
        mut add: impl FnMut(&Part, &mut [u64]) -> Result<(), IndexError>,
    ) -> Result<DocumentSet, IndexError> {
        let mut parts = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let mut words = vec![0; words_of(part.segment.documents())].into_boxed_slice();
            add(part, &mut words)?;
            words.iter_mut().zip(part.deleted.iter()).for_each(|(word, gone)| *word &= !gone);
            parts.push(words.iter().any(|word| *word != 0).then_some(words));
        }
        Ok(DocumentSet { parts })
    }

    /// A set of these documents.
    #[must_use]
    pub fn set_of(&self, documents: impl IntoIterator<Item = Document>) -> DocumentSet {
        let mut parts: Vec<Option<Box<[u64]>>> = vec![None; self.parts.len()];
        for document in documents {
            let (at, number) = split(document);
            let Some(part) = self.parts.get(at) else { continue };
            let Some(slot) = parts.get_mut(at) else { continue };
            let words = slot.get_or_insert_with(|| {
                vec![0; words_of(part.segment.documents())].into_boxed_slice()
            });
            set(words, number);
        }
        DocumentSet { parts }
    }

    /// Numbers computed from those that are stored, such as the lowest price in a currency. They
    /// are computed once per segment and kept; a few are kept at a time.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn numbers(&self, of: NumbersOf<'_>) -> Result<Numbers, IndexError> {
        let column = |part: &Arc<Part>| {
            let segment = &part.segment;
            segment.column(of.id, || {
                let stored: Vec<Vec<i64>> =
                    of.names.iter().map(|name| segment.numbers(name)).collect::<Result<_, _>>()?;
                let mut own: Vec<Option<i64>> = vec![None; stored.len()];
                let mut values = Vec::with_capacity(segment.documents());
                for number in 0..segment.documents() {
                    for (slot, stored) in own.iter_mut().zip(&stored) {
                        *slot = stored.get(number).copied().filter(|value| *value != NO_NUMBER);
                    }
                    values.push((of.compute)(&own));
                }
                Ok(Column::new(values, segment.order(0), of.cuts))
            })
        };
        Ok(Numbers { parts: self.parts.iter().map(column).collect::<Result<_, _>>()? })
    }

    /// The facets, in display order, with the choices that any document has.
    pub(super) fn views(&self) -> &[FacetView] {
        self.facets.get_or_init(|| self.config.facets.iter().map(|one| self.view(one)).collect())
    }

    fn view(&self, spec: &super::config::FacetSpec) -> FacetView {
        let describe = |choices| {
            Arc::new(FacetIndex::empty(&spec.key, &spec.label, &spec.explanation, choices))
        };
        let fields = || {
            self.parts.iter().map(|part| {
                let place = part.segment.resident().iter().position(|own| own.name == spec.key);
                place.and_then(|place| {
                    Some((part.segment.resident().get(place)?, part.counts().get(place)?))
                })
            })
        };
        let choice: fn(&str) -> FacetChoice = match &spec.values {
            FacetValues::Available(choices) => {
                return FacetView { facet: describe(choices.to_vec()), choices: Vec::new() };
            }
            FacetValues::Fixed(choices) => {
                // The value of a document is the number of its choice.
                let number = |value: &[u8]| match FieldValue::of_bytes(value) {
                    Some(FieldValue::Number(number)) => number as u32,
                    _ => u32::MAX,
                };
                let places = fields().map(|field| {
                    let values = field.map(|(field, _)| field.values.as_slice());
                    values.unwrap_or_default().iter().map(|(value, _)| number(value)).collect()
                });
                return FacetView { choices: places.collect(), facet: describe(choices.clone()) };
            }
            FacetValues::Flags => flag_choice,
            FacetValues::Texts => text_choice,
        };
        let mut sums: HashMap<&[u8], u32> = HashMap::new();
        for (field, counts) in fields().flatten() {
            for ((value, _), count) in field.values.iter().zip(counts).filter(|(_, n)| **n > 0) {
                *sums.entry(value).or_default() += count;
            }
        }
        let mut values: Vec<(&[u8], u32)> = sums.into_iter().collect();
        // The most frequent first, then by name: the bytes of a text are the text.
        values.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let places: HashMap<&[u8], u32> = values.iter().map(|(value, _)| *value).zip(0..).collect();
        let place = |value: &[u8]| places.get(value).copied().unwrap_or(u32::MAX);
        let choices = fields().map(|field| {
            let values = field.map(|(field, _)| field.values.as_slice());
            values.unwrap_or_default().iter().map(|(value, _)| place(value)).collect()
        });
        let choices = choices.collect();
        let texts = values.iter().filter_map(|(value, _)| match FieldValue::of_bytes(value)? {
            FieldValue::Text(text) => Some(choice(&text)),
            _ => None,
        });
        FacetView { facet: describe(texts.collect()), choices }
    }

    /// The facet with this key.
    #[must_use]
    pub fn facet(&self, key: &str) -> Option<&FacetIndex> {
        self.views().iter().find(|view| view.facet.key == key).map(|view| &*view.facet)
    }

    /// The facets, in display order, without counts.
    pub fn facets(&self) -> impl Iterator<Item = &FacetIndex> {
        self.views().iter().map(|view| &*view.facet)
    }

    /// Reads all files and compares their checksums. Takes as long as the disk needs.
    ///
    /// # Errors
    /// If a file is damaged or cannot be read.
    pub fn verify(&self) -> Result<(), IndexError> {
        self.parts.iter().try_for_each(|part| part.segment.verify())
    }
}

impl Numbers {
    /// The number of a document.
    #[must_use]
    pub fn of(&self, document: Document) -> i64 {
        let (part, number) = split(document);
        self.parts.get(part).map_or(i64::MAX, |column| column.value(number))
    }

    /// Those of some documents that are within limits, both included.
    #[must_use]
    pub fn between(&self, set: &DocumentSet, from: Option<i64>, to: Option<i64>) -> DocumentSet {
        let limits = self.parts.iter().map(|column| Some(column.between(from, to)));
        set.and(&DocumentSet { parts: limits.collect() })
    }
}
