//! A segment that is open.

use super::{
    IndexError,
    bits::{Bits, MAX_DOCUMENTS, words_of},
    codec::Cursor,
    column::Column,
    dictionary::{Dictionary, Posting, Terms},
    file::{Sections, Source},
    record::Key,
    section,
};
use std::{
    borrow::Cow,
    sync::{Arc, Mutex, PoisonError},
};

/// A field whose values are in memory.
#[derive(Debug)]
pub(super) struct Resident {
    pub(super) name: String,
    /// By value, ascending.
    pub(super) values: Vec<(Box<[u8]>, Bits)>,
    /// The documents that have any value.
    pub(super) having: Box<[u64]>,
}

impl Resident {
    pub(super) fn place(&self, value: &[u8]) -> Option<usize> {
        self.values.binary_search_by(|(own, _)| (**own).cmp(value)).ok()
    }

    pub(super) fn value(&self, value: &[u8]) -> Option<&Bits> {
        self.values.get(self.place(value)?).map(|(_, bits)| bits)
    }
}

/// Where a field is.
#[derive(Debug)]
struct FieldPlace {
    name: String,
    at: u64,
    /// The lengths of its values and of their sets.
    table: usize,
    sets: usize,
}

/// Up to 65,536 documents that never change.
#[derive(Debug)]
pub(super) struct Segment {
    sections: Sections,
    documents: usize,
    /// Ascending: documents are numbered in the order of their keys.
    keys: Vec<Key>,
    available: Box<[u64]>,
    dictionary: Dictionary,
    fields: Vec<FieldPlace>,
    resident: Vec<Resident>,
    orders: Vec<Box<[u16]>>,
    /// Where the keys of each order begin.
    sort_keys: Vec<u64>,
    number_names: Vec<String>,
    blob_ends: Vec<u32>,
    /// Columns computed from its numbers, the last used at the end.
    columns: Mutex<Vec<(u64, Arc<Column>)>>,
}

/// The keys of an order.
pub(super) struct SortKeys<'a> {
    ends: Vec<u32>,
    bytes: Cow<'a, [u8]>,
}

impl SortKeys<'_> {
    pub(super) fn at(&self, number: usize) -> &[u8] {
        let end = |i: usize| self.ends.get(i).copied().unwrap_or(0) as usize;
        let start = number.checked_sub(1).map_or(0, end);
        self.bytes.get(start..end(number)).unwrap_or_default()
    }
}

fn u32s(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|chunk| Some(u32::from_le_bytes(chunk.try_into().ok()?)))
}

impl Segment {
    /// Opens a segment with some fields in memory. Checks what is kept in memory; the rest is
    /// checked by [`Segment::verify`].
    pub(super) fn open(source: Source, resident: &[String]) -> Result<Self, IndexError> {
        let sections = Sections::open(source)?;
        let meta = sections.whole(section::META)?;
        let mut cursor = Cursor::new(&meta, "head of a segment");
        let (documents, orders) = (cursor.size()?, cursor.size()?);
        let count = cursor.size()?;
        if documents > MAX_DOCUMENTS || orders > 64 || count > 4096 {
            return Err(cursor.corrupt());
        }
        let mut number_names = Vec::with_capacity(count);
        for _ in 0..count {
            number_names.push(cursor.text()?.to_owned());
        }
        let keys = sections.whole(section::KEYS)?;
        let keys: Vec<Key> = keys
            .chunks_exact(16)
            .filter_map(|chunk| Some(Key::from_le_bytes(chunk.try_into().ok()?)))
            .collect();
        let available = sections.whole(section::AVAILABLE)?;
        let available: Box<[u64]> = available
            .chunks_exact(8)
            .filter_map(|chunk| Some(u64::from_le_bytes(chunk.try_into().ok()?)))
            .collect();
        let all_orders = sections.whole(section::ORDERS)?;
        let blob_ends: Vec<u32> = u32s(&sections.whole(section::BLOB_ENDS)?).collect();
        let is_whole = keys.len() == documents
            && available.len() == words_of(documents)
            && all_orders.len() == orders * documents * 2
            && blob_ends.len() == documents;
        if !is_whole {
            return Err(IndexError::Corrupt("lengths of a segment"));
        }
        let mut numbers = all_orders
            .chunks_exact(2)
            .filter_map(|chunk| Some(u16::from_le_bytes(chunk.try_into().ok()?)));
        let orders: Vec<Box<[u16]>> =
            (0..orders).map(|_| numbers.by_ref().take(documents).collect()).collect();
        let dictionary = Dictionary::open(
            &sections.whole(section::BLOCK_INDEX)?,
            sections.section(section::BLOCKS)?,
            sections.section(section::POSTINGS)?,
        )?;
        let mut segment = Self {
            fields: field_places(&sections.whole(section::FIELD_INDEX)?)?,
            sort_keys: Vec::with_capacity(orders.len()),
            documents,
            keys,
            available,
            dictionary,
            resident: Vec::new(),
            orders,
            number_names,
            blob_ends,
            columns: Mutex::default(),
            sections,
        };
        segment.place_sort_keys()?;
        for name in resident {
            let field = segment.read_resident(name)?;
            segment.resident.push(field);
        }
        Ok(segment)
    }

    fn place_sort_keys(&mut self) -> Result<(), IndexError> {
        let ends = 4 * self.documents as u64;
        let mut at = 0;
        for _ in 0..self.orders.len() {
            self.sort_keys.push(at);
            let last = match ends.checked_sub(4) {
                Some(last) => self.u32_at(at + last)?,
                None => 0,
            };
            at += ends + u64::from(last);
        }
        Ok(())
    }

    /// A number in the section of sort keys.
    fn u32_at(&self, at: u64) -> Result<u32, IndexError> {
        let section = self.sections.section(section::SORT_KEYS)?;
        let bytes = self.sections.part(section, at, 4)?;
        u32s(&bytes).next().ok_or(IndexError::Corrupt("sort keys"))
    }

    fn read_resident(&self, name: &str) -> Result<Resident, IndexError> {
        let mut having = vec![0; words_of(self.documents)].into_boxed_slice();
        let mut values = Vec::new();
        self.values_of(name, |value, bits| {
            bits.add_to(&mut having);
            values.push((value.into(), bits));
        })?;
        Ok(Resident { name: name.to_owned(), values, having })
    }

    pub(super) fn documents(&self) -> usize {
        self.documents
    }

    pub(super) fn keys(&self) -> &[Key] {
        &self.keys
    }

    pub(super) fn number_of(&self, key: Key) -> Option<u16> {
        self.keys.binary_search(&key).ok().and_then(|number| u16::try_from(number).ok())
    }

    pub(super) fn key(&self, number: u16) -> Option<Key> {
        self.keys.get(usize::from(number)).copied()
    }

    pub(super) fn available(&self) -> &[u64] {
        &self.available
    }

    pub(super) fn resident(&self) -> &[Resident] {
        &self.resident
    }

    pub(super) fn field(&self, name: &str) -> Option<&Resident> {
        self.resident.iter().find(|field| field.name == name)
    }

    pub(super) fn orders(&self) -> usize {
        self.orders.len()
    }

    /// The documents in an order.
    pub(super) fn order(&self, at: usize) -> &[u16] {
        self.orders.get(at).map(AsRef::as_ref).unwrap_or_default()
    }

    pub(super) fn number_names(&self) -> &[String] {
        &self.number_names
    }

    pub(super) fn in_memory(&self) -> bool {
        matches!(self.sections.source, Source::Memory(_))
    }

    pub(super) fn bytes(&self) -> Result<Cow<'_, [u8]>, IndexError> {
        self.sections.all()
    }

    pub(super) fn verify(&self) -> Result<(), IndexError> {
        self.sections.verify()
    }

    /// What the shop has stored with a document, and the texts for phrases before it.
    pub(super) fn blob(&self, number: u16) -> Result<Cow<'_, [u8]>, IndexError> {
        const SUM: usize = 4;
        let number = usize::from(number);
        let end = |i: usize| self.blob_ends.get(i).copied().unwrap_or(0);
        let (start, end) = (number.checked_sub(1).map_or(0, end), end(number));
        let length = end.checked_sub(start).ok_or(IndexError::Corrupt("cards"))? as usize;
        let section = self.sections.section(section::BLOBS)?;
        let bytes = self.sections.part(section, u64::from(start), length)?;
        let (sum, blob) = bytes.split_at_checked(SUM).ok_or(IndexError::Corrupt("cards"))?;
        if crc32fast::hash(blob).to_le_bytes() != *sum {
            return Err(IndexError::Corrupt("checksum of a card"));
        }
        Ok(match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(SUM..).unwrap_or_default()),
            Cow::Owned(mut bytes) => {
                bytes.drain(..SUM);
                Cow::Owned(bytes)
            }
        })
    }

    pub(super) fn sort_key(&self, at: usize, number: u16) -> Result<Cow<'_, [u8]>, IndexError> {
        let base = self.sort_keys.get(at).copied().ok_or(IndexError::Foreign("orders"))?;
        let section = self.sections.section(section::SORT_KEYS)?;
        let number = u64::from(number);
        let (start, end) = if number == 0 {
            (0, self.u32_at(base)?)
        } else {
            let ends = self.sections.part(section, base + 4 * (number - 1), 8)?;
            let mut ends = u32s(&ends);
            (ends.next().unwrap_or(0), ends.next().unwrap_or(0))
        };
        let length = end.checked_sub(start).ok_or(IndexError::Corrupt("sort keys"))? as usize;
        let strings = base + 4 * self.documents as u64;
        self.sections.part(section, strings + u64::from(start), length)
    }

    /// All keys of an order.
    pub(super) fn sort_keys(&self, at: usize) -> Result<SortKeys<'_>, IndexError> {
        let base = self.sort_keys.get(at).copied().ok_or(IndexError::Foreign("orders"))?;
        let section = self.sections.section(section::SORT_KEYS)?;
        let ends = self.sections.part(section, base, 4 * self.documents)?;
        let ends: Vec<u32> = u32s(&ends).collect();
        let length = ends.last().copied().unwrap_or(0) as usize;
        let bytes = self.sections.part(section, base + 4 * self.documents as u64, length)?;
        Ok(SortKeys { ends, bytes })
    }

    /// The numbers of all documents under a name; none if no document has one.
    pub(super) fn numbers(&self, name: &str) -> Result<Vec<i64>, IndexError> {
        let Some(place) = self.number_names.iter().position(|own| own == name) else {
            return Ok(Vec::new());
        };
        let section = self.sections.section(section::NUMBERS)?;
        let length = 8 * self.documents;
        let bytes = self.sections.part(section, (place * length) as u64, length)?;
        let numbers = bytes.chunks_exact(8);
        Ok(numbers.filter_map(|chunk| Some(i64::from_le_bytes(chunk.try_into().ok()?))).collect())
    }

    /// Reads the values of a field with their documents.
    pub(super) fn values_of(
        &self,
        name: &str,
        mut take: impl FnMut(&[u8], Bits),
    ) -> Result<(), IndexError> {
        self.some_values_of(name, |_| true, &mut take)
    }

    /// Reads the values of a field that fit with their documents.
    pub(super) fn some_values_of(
        &self,
        name: &str,
        fits: impl Fn(&[u8]) -> bool,
        take: &mut impl FnMut(&[u8], Bits),
    ) -> Result<(), IndexError> {
        let place = self.fields.binary_search_by(|field| field.name.as_str().cmp(name));
        let Some(field) = place.ok().and_then(|place| self.fields.get(place)) else {
            return Ok(());
        };
        let section = self.sections.section(section::FIELDS)?;
        let table = self.sections.part(section, field.at, field.table)?;
        let mut cursor = Cursor::new(&table, "fields");
        let count = cursor.size()?;
        let (mut at, sets) = (0, field.at + field.table as u64);
        for _ in 0..count {
            let value = cursor.bytes()?;
            let length = cursor.size()?;
            if at + length > field.sets {
                return Err(cursor.corrupt());
            }
            if fits(value) {
                let bytes = self.sections.part(section, sets + at as u64, length)?;
                take(value, Bits::read(&mut Cursor::new(&bytes, "fields"))?);
            }
            at += length;
        }
        Ok(())
    }

    /// All fields, values and their documents.
    pub(super) fn each_value(
        &self,
        mut take: impl FnMut(&str, &[u8], &Bits),
    ) -> Result<(), IndexError> {
        for field in &self.fields {
            self.values_of(&field.name, |value, bits| take(&field.name, value, &bits))?;
        }
        Ok(())
    }

    /// All words in order, with their documents.
    pub(super) fn each_term(
        &self,
        mut take: impl FnMut(&str, &[Posting]),
    ) -> Result<(), IndexError> {
        let mut postings = Vec::new();
        for block in 0..self.dictionary.blocks() {
            let Some(terms) = self.dictionary.block(&self.sections, block)? else { continue };
            for (text, _, range) in &terms.entries {
                postings.clear();
                terms.postings(range, |posting| postings.push(posting))?;
                take(text, &postings);
            }
        }
        Ok(())
    }

    /// The words that begin with a text.
    pub(super) fn beginning(&self, prefix: &str) -> Result<Option<Terms<'_>>, IndexError> {
        self.dictionary.beginning(&self.sections, prefix)
    }

    pub(super) fn exactly(&self, text: &str) -> Result<Option<Terms<'_>>, IndexError> {
        self.dictionary.exactly(&self.sections, text)
    }

    /// The words of names, which mistyped words may mean.
    pub(super) fn spelling(&self) -> Result<Vec<String>, IndexError> {
        let bytes = self.sections.whole(section::SPELLING)?;
        let mut cursor = Cursor::new(&bytes, "words of names");
        let mut words = Vec::new();
        while !cursor.is_empty() {
            words.push(cursor.text()?.to_owned());
        }
        Ok(words)
    }

    /// Takes the columns of the same segment.
    pub(super) fn take_columns(&self, other: &Self) {
        let columns = other.columns.lock().unwrap_or_else(PoisonError::into_inner).clone();
        *self.columns.lock().unwrap_or_else(PoisonError::into_inner) = columns;
    }

    /// A column of its numbers, computed once.
    pub(super) fn column(
        &self,
        id: u64,
        compute: impl FnOnce() -> Result<Column, IndexError>,
    ) -> Result<Arc<Column>, IndexError> {
        /// How many are kept: the currencies that a shop offers.
        const KEPT: usize = 16;
        let mut columns = self.columns.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = columns.iter().position(|(own, _)| *own == id) {
            let found = columns.remove(at);
            let column = Arc::clone(&found.1);
            columns.push(found);
            return Ok(column);
        }
        let column = Arc::new(compute()?);
        if columns.len() >= KEPT {
            columns.remove(0);
        }
        columns.push((id, Arc::clone(&column)));
        Ok(column)
    }
}

fn field_places(bytes: &[u8]) -> Result<Vec<FieldPlace>, IndexError> {
    let mut cursor = Cursor::new(bytes, "fields");
    let (mut fields, mut at) = (Vec::new(), 0);
    while !cursor.is_empty() {
        let name = cursor.text()?.to_owned();
        let (table, sets) = (cursor.size()?, cursor.size()?);
        fields.push(FieldPlace { name, at, table, sets });
        at += (table + sets) as u64;
    }
    Ok(fields)
}
