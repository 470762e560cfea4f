//! A document as it is given to an index.

use super::codec::{Cursor, put_bytes};
use crate::{QuantityIndex, normalise::words};
use domain::catalogue::Value;

/// The key of a document: it stays the same when the document changes.
pub type Key = u128;

/// A value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldValue {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// The value of an attribute, for conditions.
    Attribute(Value),
}

/// A number as bytes, equal for equal numbers.
fn number_bytes(number: f64) -> [u8; 8] {
    // Zero has one form only.
    let number = if number == 0.0 { 0.0 } else { number };
    number.to_bits().to_be_bytes()
}

fn number_of(bytes: &[u8]) -> Option<f64> {
    Some(f64::from_bits(u64::from_be_bytes(bytes.try_into().ok()?)))
}

impl FieldValue {
    /// As bytes, equal for equal values.
    pub(super) fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => [b"t", text.as_bytes()].concat(),
            Self::Number(number) => [b"n".as_slice(), &number_bytes(*number)].concat(),
            Self::Attribute(Value::Flag(flag)) => vec![b'f', u8::from(*flag)],
            Self::Attribute(Value::Number(number)) => {
                [b"N".as_slice(), &number_bytes(*number)].concat()
            }
            Self::Attribute(Value::Text(text)) => [b"T", text.as_bytes()].concat(),
            Self::Attribute(Value::List(list)) => {
                let mut bytes = vec![b'L'];
                list.iter().for_each(|text| put_bytes(&mut bytes, text.as_bytes()));
                bytes
            }
        }
    }

    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (kind, rest) = bytes.split_first()?;
        let text = || Some(std::str::from_utf8(rest).ok()?.to_owned());
        Some(match kind {
            b't' => Self::Text(text()?),
            b'n' => Self::Number(number_of(rest)?),
            b'f' => Self::Attribute(Value::Flag(rest == [1])),
            b'N' => Self::Attribute(Value::Number(number_of(rest)?)),
            b'T' => Self::Attribute(Value::Text(text()?)),
            b'L' => {
                let mut cursor = Cursor::new(rest, "fields");
                let mut list = Vec::new();
                while !cursor.is_empty() {
                    list.push(cursor.text().ok()?.to_owned());
                }
                Self::Attribute(Value::List(list))
            }
            _ => return None,
        })
    }
}

/// A word of a document.
#[derive(Clone, Debug)]
pub(super) struct RecordWord {
    pub(super) text: String,
    pub(super) weight: u8,
    /// Whether it is of a name.
    pub(super) named: bool,
}

/// A document to index.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub(super) key: Key,
    /// Once each after [`Record::tidy`].
    pub(super) words: Vec<RecordWord>,
    /// By which it is found exactly.
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
        let named = |text| RecordWord { text, weight, named: true };
        self.words.extend(words(text).into_iter().map(named));
    }

    /// Adds the words of a sentence.
    pub fn add_prose(&mut self, text: &str, weight: u8) {
        let prose = |text| RecordWord { text, weight, named: false };
        self.words.extend(words(text).into_iter().map(prose));
    }

    /// Adds a name by which the document is found exactly, such as its slug.
    pub fn add_name(&mut self, name: &str) {
        self.names.push(name.to_owned());
    }

    /// Adds a value of a field: of a facet, a category it is in, an attribute.
    pub fn add_field(&mut self, field: &str, value: FieldValue) {
        self.fields.push((field.to_owned(), value));
    }

    /// Adds the value of an attribute, for conditions.
    pub fn add_attribute(&mut self, key: &str, value: &Value) {
        self.fields.push((attribute_field(key), FieldValue::Attribute(value.clone())));
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

    /// Puts it among the first of each list.
    pub fn make_available(&mut self) {
        self.available = true;
    }

    /// Sets what the index returns with it and does not read.
    pub fn set_card(&mut self, card: Vec<u8>) {
        self.card = card;
    }

    /// The words once each, with the sums of their weights.
    pub(super) fn tidy(&mut self) {
        self.words.sort_unstable_by(|a, b| a.text.cmp(&b.text));
        self.words.dedup_by(|other, first| {
            let same = other.text == first.text;
            if same {
                first.weight = first.weight.saturating_add(other.weight);
                first.named |= other.named;
            }
            same
        });
    }
}

/// The field of an attribute's quantities.
pub(super) fn quantity_field(key: &str) -> String {
    format!("quantity:{key}")
}

/// The field of an attribute's values.
pub(super) fn attribute_field(key: &str) -> String {
    format!("attribute:{key}")
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
