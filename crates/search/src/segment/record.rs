//! A document as it is given to an index.

use crate::{QuantityIndex, normalise::words};

/// The key of a document: it stays the same when the document changes.
pub type Key = u128;

/// A value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
}

impl FieldValue {
    /// As bytes, equal for equal values.
    pub(super) fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => [b"t", text.as_bytes()].concat(),
            Self::Number(number) => {
                // Zero has one form only.
                let number = if *number == 0.0 { 0.0 } else { *number };
                [b"n".as_slice(), &number.to_bits().to_be_bytes()].concat()
            }
        }
    }

    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes.split_first()? {
            (b't', text) => Some(Self::Text(std::str::from_utf8(text).ok()?.to_owned())),
            (b'n', number) => {
                Some(Self::Number(f64::from_bits(u64::from_be_bytes(number.try_into().ok()?))))
            }
            _ => None,
        }
    }
}

/// A document to index.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub(super) key: Key,
    /// Word, weight, and whether it is of a name; a word may occur more than once.
    pub(super) words: Vec<(String, u8, bool)>,
    /// The same words once each, sorted: see [`Record::tidy`].
    pub(super) names: Vec<String>,
    pub(super) fields: Vec<(String, FieldValue)>,
    pub(super) numbers: Vec<(String, i64)>,
    pub(super) sorts: Vec<Vec<u8>>,
    pub(super) texts: Vec<String>,
    pub(super) available: bool,
    pub(super) card: Vec<u8>,
}

impl Record {
    /// A document that nothing is known of.
    #[must_use]
    pub fn new(key: Key) -> Self {
        Self { key, ..Self::default() }
    }

    /// Adds the words of a name or value.
    pub fn add(&mut self, text: &str, weight: u8) {
        self.words.extend(words(text).into_iter().map(|word| (word, weight, true)));
    }

    /// Adds the words of a sentence.
    pub fn add_prose(&mut self, text: &str, weight: u8) {
        self.words.extend(words(text).into_iter().map(|word| (word, weight, false)));
    }

    /// Adds a name by which the document is found exactly, such as its slug.
    pub fn add_name(&mut self, name: &str) {
        self.names.push(name.to_owned());
    }

    /// Adds a value of a field: of a facet, a category it is in, an attribute.
    pub fn add_field(&mut self, field: &str, value: FieldValue) {
        self.fields.push((field.to_owned(), value));
    }

    /// Adds what an index of quantities has of this document, as its document 0.
    pub fn add_quantities(&mut self, quantities: &[QuantityIndex]) {
        for index in quantities {
            let field = quantity_field(&index.key);
            for number in index.numbers() {
                self.fields.push((field.clone(), FieldValue::Number(f64::from(number))));
            }
        }
    }

    /// Sets a number, such as the lowest price in a currency.
    pub fn set_number(&mut self, name: &str, number: i64) {
        self.numbers.push((name.to_owned(), number));
    }

    /// Sets the keys of the index's orders: documents are sorted by their bytes.
    pub fn set_sorts(&mut self, sorts: Vec<Vec<u8>>) {
        self.sorts = sorts;
    }

    /// Adds a short text that a quoted phrase is searched for in.
    pub fn add_text(&mut self, text: &str) {
        self.texts.push(text.to_owned());
    }

    /// Sets whether it is among the first of a list.
    pub fn set_available(&mut self, available: bool) {
        self.available = available;
    }

    /// Sets what the index returns with it and does not read.
    pub fn set_card(&mut self, card: Vec<u8>) {
        self.card = card;
    }

    /// The words once each, with the sums of their weights.
    pub(super) fn tidy(&mut self) {
        self.words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        self.words.dedup_by(|other, first| {
            let same = other.0 == first.0;
            if same {
                first.1 = first.1.saturating_add(other.1);
                first.2 |= other.2;
            }
            same
        });
    }
}

/// The field of an attribute's quantities.
pub(super) fn quantity_field(key: &str) -> String {
    format!("quantity:{key}")
}

/// The term for a name.
pub(super) fn name_term(name: &str) -> String {
    // No word begins with this.
    format!("\u{0}{name}")
}

/// The term for two words in sequence.
pub(super) fn pair_term(one: &str, other: &str) -> String {
    format!("\u{1}{one} {other}")
}

/// The pairs of neighbouring words of texts.
pub(super) fn pairs(texts: &[String]) -> Vec<String> {
    let mut pairs = Vec::new();
    for text in texts {
        let words = words(text);
        pairs.extend(words.windows(2).filter_map(|pair| match pair {
            [one, other] => Some(pair_term(one, other)),
            _ => None,
        }));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
