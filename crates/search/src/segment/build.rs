//! Builds a segment from documents, or from what is left of other segments.

use super::{
    IndexError,
    bits::{Bits, has, set, words_of},
    codec::{put, put_bytes},
    dictionary::{self, Posting},
    file::SectionWriter,
    part::Part,
    record::{Key, Record, name_term, pairs},
    spelling::is_candidate,
};
use std::{collections::HashMap, io::Write};

/// A document without a number has this one.
pub(super) const NO_NUMBER: i64 = i64::MIN;

/// Byte strings one after the other.
#[derive(Debug, Default)]
struct Strings {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Strings {
    fn push(&mut self, bytes: &[u8]) -> Result<(), IndexError> {
        self.bytes.extend_from_slice(bytes);
        self.ends.push(u32::try_from(self.bytes.len()).map_err(|_| IndexError::Full)?);
        Ok(())
    }

    fn at(&self, i: usize) -> &[u8] {
        let end = |i: usize| self.ends.get(i).copied().unwrap_or(0) as usize;
        let start = i.checked_sub(1).map_or(0, end);
        self.bytes.get(start..end(i)).unwrap_or_default()
    }
}

/// Documents by value.
type Values = HashMap<Box<[u8]>, Vec<u16>>;

/// Collects the documents of one segment.
#[derive(Debug, Default)]
pub(super) struct SegmentBuilder {
    keys: Vec<Key>,
    terms: HashMap<Box<str>, u32>,
    /// Term, document, and its weight and source (see [`Posting`]), from the highest bits on.
    postings: Vec<u64>,
    fields: HashMap<Box<str>, Values>,
    /// By order.
    sorts: Vec<Strings>,
    numbers: HashMap<Box<str>, Vec<(u16, i64)>>,
    blobs: Strings,
    available: Vec<bool>,
}

impl SegmentBuilder {
    pub(super) fn new(orders: usize) -> Self {
        Self { sorts: (0..orders).map(|_| Strings::default()).collect(), ..Self::default() }
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    fn next(&self) -> Result<u16, IndexError> {
        u16::try_from(self.keys.len()).map_err(|_| IndexError::Full)
    }

    pub(super) fn add(&mut self, mut record: Record) -> Result<(), IndexError> {
        let number = self.next()?;
        record.tidy();
        for word in &record.words {
            self.post(&word.text, number, Posting::packed(word));
        }
        for name in &record.names {
            self.post(&name_term(name), number, 0);
        }
        for pair in pairs(&record.texts) {
            self.post(&pair, number, 0);
        }
        for (field, value) in &record.fields {
            self.value(field, &value.bytes(), number);
        }
        for (name, value) in &record.numbers {
            self.number(name, number, *value);
        }
        for (at, sort) in self.sorts.iter_mut().enumerate() {
            sort.push(record.sorts.get(at).map(Vec::as_slice).unwrap_or_default())?;
        }
        let mut blob = Vec::with_capacity(record.card.len() + 256);
        put(&mut blob, record.texts.len() as u64);
        record.texts.iter().for_each(|text| put_bytes(&mut blob, text.as_bytes()));
        blob.extend_from_slice(&record.card);
        self.blob(&blob)?;
        self.available.push(record.available);
        self.keys.push(record.key);
        Ok(())
    }

    fn post(&mut self, term: &str, number: u16, packed: u16) {
        let term = match self.terms.get(term) {
            Some(term) => *term,
            None => {
                let fresh = self.terms.len() as u32;
                self.terms.insert(term.into(), fresh);
                fresh
            }
        };
        let packed = u64::from(term) << 32 | u64::from(number) << 16 | u64::from(packed);
        self.postings.push(packed);
    }

    fn value(&mut self, field: &str, value: &[u8], number: u16) {
        if !self.fields.contains_key(field) {
            self.fields.insert(field.into(), HashMap::new());
        }
        let Some(values) = self.fields.get_mut(field) else { return };
        match values.get_mut(value) {
            Some(numbers) if numbers.last() == Some(&number) => {}
            Some(numbers) => numbers.push(number),
            None => {
                values.insert(value.into(), vec![number]);
            }
        }
    }

    fn number(&mut self, name: &str, number: u16, value: i64) {
        match self.numbers.get_mut(name) {
            Some(numbers) => numbers.push((number, value)),
            None => {
                self.numbers.insert(name.into(), vec![(number, value)]);
            }
        }
    }

    fn blob(&mut self, blob: &[u8]) -> Result<(), IndexError> {
        self.blobs.bytes.extend_from_slice(&crc32fast::hash(blob).to_le_bytes());
        self.blobs.push(blob)
    }

    /// Adds what is left of another segment.
    pub(super) fn merge(&mut self, part: &Part) -> Result<(), IndexError> {
        if part.live == 0 {
            return Ok(());
        }
        let segment = &part.segment;
        let mut places: Vec<Option<u16>> = Vec::with_capacity(segment.documents());
        for (number, key) in (0_u16..=u16::MAX).zip(segment.keys()) {
            if has(&part.deleted, number) {
                places.push(None);
                continue;
            }
            places.push(Some(self.next()?));
            self.keys.push(*key);
            self.available.push(has(&part.available, number));
            self.blob(&segment.blob(number)?)?;
        }
        let place = |number: u16| places.get(usize::from(number)).copied().flatten();
        segment.each_term(|term, postings| {
            let live = |posting: &Posting| Some((place(posting.number)?, posting.packed));
            let mut live = postings.iter().filter_map(live).peekable();
            if live.peek().is_some() {
                live.for_each(|(number, packed)| self.post(term, number, packed));
            }
        })?;
        segment.each_value(|field, value, numbers| {
            for number in numbers.to_vec().into_iter().filter_map(place) {
                self.value(field, value, number);
            }
        })?;
        for at in 0..self.sorts.len() {
            let keys = segment.sort_keys(at)?;
            for (number, _) in places.iter().enumerate().filter(|(_, place)| place.is_some()) {
                if let Some(sort) = self.sorts.get_mut(at) {
                    sort.push(keys.at(number))?;
                }
            }
        }
        for name in segment.number_names() {
            for (number, value) in segment.numbers(name)?.into_iter().enumerate() {
                let place = places.get(number).copied().flatten();
                if let Some(place) = place.filter(|_| value != NO_NUMBER) {
                    self.number(name, place, value);
                }
            }
        }
        Ok(())
    }

    /// Writes the segment: documents in the order of their keys.
    pub(super) fn finish<W: Write>(mut self, out: W) -> Result<W, IndexError> {
        let layout = Layout::new(&self.keys);
        let mut out = SectionWriter::new(out)?;
        let mut number_names: Vec<Box<str>> = self.numbers.keys().cloned().collect();
        number_names.sort_unstable();
        let mut meta = Vec::new();
        put(&mut meta, self.keys.len() as u64);
        put(&mut meta, self.sorts.len() as u64);
        put(&mut meta, number_names.len() as u64);
        number_names.iter().for_each(|name| put_bytes(&mut meta, name.as_bytes()));
        out.section(&meta)?;
        let keys = layout.in_order().filter_map(|number| self.keys.get(number));
        out.section(&keys.flat_map(|key| key.to_le_bytes()).collect::<Vec<u8>>())?;
        out.section(&self.available(&layout))?;
        self.write_terms(&layout, &mut out)?;
        self.write_fields(&layout, &mut out)?;
        self.write_orders(&layout, &mut out)?;
        let mut numbers = Vec::new();
        for name in &number_names {
            let mut column = vec![NO_NUMBER; self.keys.len()];
            for (number, value) in self.numbers.get(name).into_iter().flatten() {
                if let Some(slot) = column.get_mut(usize::from(layout.place(*number))) {
                    *slot = *value;
                }
            }
            numbers.extend(column.iter().flat_map(|number| number.to_le_bytes()));
        }
        out.section(&numbers)?;
        let (ends, blobs) = strings(layout.in_order().map(|number| self.blobs.at(number)))?;
        out.section(&ends)?;
        out.section(&blobs)?;
        Ok(out.finish()?)
    }

    fn available(&self, layout: &Layout) -> Vec<u8> {
        let mut available = vec![0_u64; words_of(self.keys.len())];
        for (number, is_available) in (0..=u16::MAX).zip(&self.available) {
            if *is_available {
                set(&mut available, layout.place(number));
            }
        }
        available.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// Writes the words, and forgets them: they are most of the memory.
    fn write_terms<W: Write>(
        &mut self,
        layout: &Layout,
        out: &mut SectionWriter<W>,
    ) -> Result<(), IndexError> {
        let (all, mut packed) =
            (std::mem::take(&mut self.terms), std::mem::take(&mut self.postings));
        let mut terms: Vec<(&str, u32)> = all.iter().map(|(text, term)| (&**text, *term)).collect();
        terms.sort_unstable();
        let mut ranks = vec![0_u32; terms.len()];
        for (rank, (_, term)) in (0_u32..).zip(&terms) {
            if let Some(slot) = ranks.get_mut(*term as usize) {
                *slot = rank;
            }
        }
        for posting in &mut packed {
            let rank = ranks.get((*posting >> 32) as usize).copied().unwrap_or(0);
            let number = layout.place((*posting >> 16) as u16);
            *posting = u64::from(rank) << 32 | u64::from(number) << 16 | (*posting & 0xffff);
        }
        packed.sort_unstable();
        let written = dictionary::write(&terms, &packed);
        drop(packed);
        out.section(&written.blocks)?;
        out.section(&written.index)?;
        out.section(&written.postings)?;
        let mut spelling = Vec::new();
        let names = written.names.iter().filter_map(|rank| terms.get(*rank as usize));
        for (text, _) in names.filter(|(text, _)| is_candidate(text)) {
            put_bytes(&mut spelling, text.as_bytes());
        }
        Ok(out.section(&spelling)?)
    }

    fn write_fields<W: Write>(
        &self,
        layout: &Layout,
        out: &mut SectionWriter<W>,
    ) -> Result<(), IndexError> {
        let (mut index, mut data) = (Vec::new(), Vec::new());
        let mut fields: Vec<(&Box<str>, &Values)> = self.fields.iter().collect();
        fields.sort_unstable_by_key(|(name, _)| *name);
        for (name, values) in fields {
            let mut values: Vec<(&Box<[u8]>, &Vec<u16>)> = values.iter().collect();
            values.sort_unstable_by_key(|(value, _)| *value);
            let (mut table, mut sets) = (Vec::new(), Vec::new());
            put(&mut table, values.len() as u64);
            for (value, numbers) in values {
                let before = sets.len();
                Bits::new(&layout.places_of(numbers), self.keys.len()).write(&mut sets);
                put_bytes(&mut table, value);
                put(&mut table, (sets.len() - before) as u64);
            }
            put_bytes(&mut index, name.as_bytes());
            put(&mut index, table.len() as u64);
            put(&mut index, sets.len() as u64);
            data.append(&mut table);
            data.append(&mut sets);
        }
        out.section(&index)?;
        Ok(out.section(&data)?)
    }

    fn write_orders<W: Write>(
        &self,
        layout: &Layout,
        out: &mut SectionWriter<W>,
    ) -> Result<(), IndexError> {
        let (mut orders, mut keys) = (Vec::new(), Vec::new());
        let own = self.sorts.first();
        for sort in &self.sorts {
            let mut order: Vec<u16> = layout.by_key.clone();
            // The first order decides between equal ones.
            let key = |number: u16| {
                let number = usize::from(number);
                (sort.at(number), own.map(|own| own.at(number)))
            };
            order.sort_by(|a, b| key(*a).cmp(&key(*b)));
            orders.extend(order.iter().flat_map(|number| layout.place(*number).to_le_bytes()));
            let (mut ends, mut bytes) = strings(layout.in_order().map(|number| sort.at(number)))?;
            keys.append(&mut ends);
            keys.append(&mut bytes);
        }
        out.section(&orders)?;
        Ok(out.section(&keys)?)
    }
}

/// The order of documents in a segment: that of their keys.
struct Layout {
    by_key: Vec<u16>,
    /// By number, where the document is in this order.
    places: Vec<u16>,
}

impl Layout {
    fn new(keys: &[Key]) -> Self {
        let mut by_key: Vec<u16> = (0..=u16::MAX).take(keys.len()).collect();
        by_key.sort_by_key(|number| keys.get(usize::from(*number)).copied());
        let mut places = vec![0_u16; keys.len()];
        for (place, number) in (0..=u16::MAX).zip(&by_key) {
            if let Some(slot) = places.get_mut(usize::from(*number)) {
                *slot = place;
            }
        }
        Self { by_key, places }
    }

    fn in_order(&self) -> impl Iterator<Item = usize> {
        self.by_key.iter().map(|number| usize::from(*number))
    }

    fn place(&self, number: u16) -> u16 {
        self.places.get(usize::from(number)).copied().unwrap_or(number)
    }

    fn places_of(&self, numbers: &[u16]) -> Vec<u16> {
        let mut places: Vec<u16> = numbers.iter().map(|number| self.place(*number)).collect();
        places.sort_unstable();
        places
    }
}

/// Where each string ends, counted from the first, and the strings.
fn strings<'a>(all: impl Iterator<Item = &'a [u8]>) -> Result<(Vec<u8>, Vec<u8>), IndexError> {
    let (mut ends, mut bytes) = (Vec::new(), Vec::new());
    for string in all {
        bytes.extend_from_slice(string);
        let end = u32::try_from(bytes.len()).map_err(|_| IndexError::Full)?;
        ends.extend_from_slice(&end.to_le_bytes());
    }
    Ok((ends, bytes))
}
