//! A segment, which never changes, with what has changed since: documents that are gone, their
//! availability, and notes on them.

use super::{
    bits::{clear, count, has, set, words_of},
    open::Segment,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

/// How many documents share a page of notes: a note copies one page.
const PAGE: u16 = 256;

/// The notes on neighbouring documents.
type Page = BTreeMap<u16, Arc<[u8]>>;

/// What the shop has noted on documents since they were indexed, such as their stock.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    pages: BTreeMap<u16, Arc<Page>>,
}

impl Notes {
    pub(super) fn get(&self, number: u16) -> Option<&Arc<[u8]>> {
        self.pages.get(&(number / PAGE))?.get(&number)
    }

    pub(super) fn put(&mut self, number: u16, note: Arc<[u8]>) {
        let page = self.pages.entry(number / PAGE).or_default();
        Arc::make_mut(page).insert(number, note);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u16, &Arc<[u8]>)> {
        self.pages.values().flat_map(|page| page.iter().map(|(number, note)| (*number, note)))
    }
}

/// A segment and what has changed.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) segment: Arc<Segment>,
    pub(super) deleted: Arc<[u64]>,
    /// Deleted ones are not.
    pub(super) available: Arc<[u64]>,
    /// How many documents are left.
    pub(super) live: usize,
    pub(super) notes: Notes,
    /// The number of its file, if it is saved.
    pub(super) file: Option<u64>,
    /// How many documents have each value of each resident field; computed when first needed.
    counts: Arc<OnceLock<Vec<Vec<u32>>>>,
}

impl Part {
    pub(super) fn new(segment: Arc<Segment>) -> Self {
        let documents = segment.documents();
        let available = Arc::from(segment.available());
        Self {
            segment,
            deleted: vec![0; words_of(documents)].into(),
            available,
            live: documents,
            notes: Notes::default(),
            file: None,
            counts: Arc::default(),
        }
    }

    /// The state that was saved with the segment.
    pub(super) fn saved(
        segment: Arc<Segment>,
        deleted: Arc<[u64]>,
        available: Arc<[u64]>,
        notes: Notes,
    ) -> Self {
        let live = segment.documents().saturating_sub(count(&deleted));
        Self { segment, deleted, available, live, notes, file: None, counts: Arc::default() }
    }

    /// The same in a file.
    pub(super) fn in_file(self, file: u64) -> Self {
        Self { file: Some(file), ..self }
    }

    pub(super) fn is_live(&self, number: u16) -> bool {
        !has(&self.deleted, number)
    }

    pub(super) fn delete(&mut self, number: u16) {
        if !self.is_live(number) {
            return;
        }
        set(Arc::make_mut(&mut self.deleted), number);
        self.make_unavailable(number);
        self.live = self.live.saturating_sub(1);
        self.counts = Arc::default();
    }

    pub(super) fn make_available(&mut self, number: u16) {
        if !has(&self.available, number) && self.is_live(number) {
            set(Arc::make_mut(&mut self.available), number);
        }
    }

    pub(super) fn make_unavailable(&mut self, number: u16) {
        if has(&self.available, number) {
            clear(Arc::make_mut(&mut self.available), number);
        }
    }

    /// The documents that are left.
    pub(super) fn all(&self) -> Box<[u64]> {
        let documents = self.segment.documents();
        let mut words: Box<[u64]> = self.deleted.iter().map(|word| !word).collect();
        if let Some(last) = words.last_mut()
            && !documents.is_multiple_of(64)
        {
            *last &= (1 << (documents % 64)) - 1;
        }
        words
    }

    /// How many documents have each value of each resident field, in the segment's order.
    pub(super) fn counts(&self) -> &[Vec<u32>] {
        self.counts.get_or_init(|| {
            let is_whole = self.live == self.segment.documents();
            let fields = self.segment.resident().iter();
            let counts = fields.map(|field| {
                let sets = field.values.iter().map(|(_, bits)| {
                    let gone = if is_whole { 0 } else { bits.common(&self.deleted) };
                    (bits.len() - gone) as u32
                });
                sets.collect()
            });
            counts.collect()
        })
    }
}
