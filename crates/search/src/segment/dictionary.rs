//! The words of a segment, sorted, and the documents that have each.
//!
//! Words are in blocks of 64, each with what it shares with the one before. Only the first word of
//! each block is in memory; a block and the documents of its words are read where they are needed.
//! The documents of neighbouring words are neighbours too, so that a beginning is one read.

use super::{
    IndexError,
    codec::{Cursor, put, put_bytes},
    file::{Section, Sections},
    record::RecordWord,
};
use std::ops::Range;

const BLOCK: usize = 64;

/// A word in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) number: u16,
    /// Its weight, and whether it is of a name.
    pub(super) packed: u16,
}

impl Posting {
    pub(super) fn packed(word: &RecordWord) -> u16 {
        u16::from(word.weight) << 1 | u16::from(word.named)
    }

    pub(super) fn weight(self) -> u8 {
        (self.packed >> 1) as u8
    }

    pub(super) fn is_named(self) -> bool {
        self.packed & 1 == 1
    }
}

/// A dictionary as bytes.
pub(super) struct Written {
    pub(super) blocks: Vec<u8>,
    pub(super) index: Vec<u8>,
    pub(super) postings: Vec<u8>,
    /// The ranks of words that occur in a name.
    pub(super) names: Vec<u32>,
}

/// Writes terms in their order; `packed` has their postings in order: rank, document, rest.
pub(super) fn write(terms: &[(&str, u32)], packed: &[u64]) -> Written {
    let (mut blocks, mut index, mut postings) = (Vec::new(), Vec::new(), Vec::new());
    let mut names = Vec::new();
    let mut by_term = packed.chunk_by(|a, b| a >> 32 == b >> 32);
    let mut rank = 0_u32;
    for block in terms.chunks(BLOCK) {
        let (block_start, postings_start) = (blocks.len(), postings.len());
        let mut before = "";
        for (text, _) in block {
            let start = postings.len();
            let (mut last, mut count, mut named) = (0, 0_u64, false);
            for posting in by_term.next().unwrap_or_default() {
                let number = posting >> 16 & 0xffff;
                put(&mut postings, number - last);
                put(&mut postings, posting & 0xffff);
                named |= posting & 1 == 1;
                last = number;
                count += 1;
            }
            if named {
                names.push(rank);
            }
            rank += 1;
            let shared = before.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
            put(&mut blocks, shared as u64);
            put_bytes(&mut blocks, text.as_bytes().get(shared..).unwrap_or_default());
            put(&mut blocks, count);
            put(&mut blocks, (postings.len() - start) as u64);
            before = text;
        }
        let first = block.first().map(|(text, _)| *text).unwrap_or_default();
        put_bytes(&mut index, first.as_bytes());
        put(&mut index, (blocks.len() - block_start) as u64);
        put(&mut index, (postings.len() - postings_start) as u64);
    }
    Written { blocks, index, postings, names }
}

/// Where each block begins.
#[derive(Debug)]
pub(super) struct Dictionary {
    /// The first words, one after the other.
    firsts: String,
    ends: Vec<u32>,
    /// Where each block and its postings end.
    block_ends: Vec<u32>,
    posting_ends: Vec<u32>,
    blocks: Section,
    postings: Section,
}

/// Words of a block or of several.
pub(super) struct Terms<'a> {
    /// In order: text, number of documents, and where its postings are in `postings`.
    pub(super) entries: Vec<(String, usize, Range<usize>)>,
    pub(super) postings: std::borrow::Cow<'a, [u8]>,
}

impl Terms<'_> {
    /// The documents of a word.
    pub(super) fn postings(
        &self,
        range: &Range<usize>,
        mut take: impl FnMut(Posting),
    ) -> Result<(), IndexError> {
        let bytes = self.postings.get(range.clone()).unwrap_or_default();
        let mut cursor = Cursor::new(bytes, "postings");
        let mut number = 0_u64;
        while !cursor.is_empty() {
            // Mostly a byte each.
            let (gap, packed) = match cursor.two_bytes() {
                Some(pair) => pair,
                None => (cursor.number()?, cursor.number()?),
            };
            number += gap;
            let number = u16::try_from(number).map_err(|_| cursor.corrupt())?;
            take(Posting { number, packed: packed as u16 });
        }
        Ok(())
    }
}

impl Dictionary {
    pub(super) fn open(
        index: &[u8],
        blocks: Section,
        postings: Section,
    ) -> Result<Self, IndexError> {
        let mut cursor = Cursor::new(index, "dictionary");
        let (mut firsts, mut ends) = (String::new(), Vec::new());
        let (mut block_ends, mut posting_ends) = (Vec::new(), Vec::new());
        let (mut block_end, mut posting_end) = (0_u64, 0_u64);
        while !cursor.is_empty() {
            firsts.push_str(cursor.text()?);
            block_end += cursor.number()?;
            posting_end += cursor.number()?;
            for (list, end) in [
                (&mut ends, firsts.len() as u64),
                (&mut block_ends, block_end),
                (&mut posting_ends, posting_end),
            ] {
                list.push(u32::try_from(end).map_err(|_| cursor.corrupt())?);
            }
        }
        if block_end != blocks.length() || posting_end != postings.length() {
            return Err(cursor.corrupt());
        }
        firsts.shrink_to_fit();
        for list in [&mut ends, &mut block_ends, &mut posting_ends] {
            list.shrink_to_fit();
        }
        Ok(Self { firsts, ends, block_ends, posting_ends, blocks, postings })
    }

    fn first(&self, block: usize) -> &str {
        let range = range(&self.ends, block..block + 1);
        self.firsts.get(range).unwrap_or_default()
    }

    /// The number of the first block whose first word is not before a text.
    fn block_from(&self, fits: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = (low + high) / 2;
            if fits(self.first(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The words that begin with a text.
    pub(super) fn beginning<'a>(
        &self,
        sections: &'a Sections,
        prefix: &str,
    ) -> Result<Option<Terms<'a>>, IndexError> {
        let from = self.block_from(|first| first < prefix).saturating_sub(1);
        let to = self.block_from(|first| first < prefix || first.starts_with(prefix));
        self.read(sections, from..to, |text| text.starts_with(prefix))
    }

    /// One word.
    pub(super) fn exactly<'a>(
        &self,
        sections: &'a Sections,
        text: &str,
    ) -> Result<Option<Terms<'a>>, IndexError> {
        let after = self.block_from(|first| first <= text);
        self.read(sections, after.saturating_sub(1)..after, |other| other == text)
    }

    /// All words of a block.
    pub(super) fn block<'a>(
        &self,
        sections: &'a Sections,
        block: usize,
    ) -> Result<Option<Terms<'a>>, IndexError> {
        self.read(sections, block..block + 1, |_| true)
    }

    pub(super) fn blocks(&self) -> usize {
        self.ends.len()
    }

    /// The words of some blocks that fit, which are neighbours.
    fn read<'a>(
        &self,
        sections: &'a Sections,
        blocks: Range<usize>,
        fits: impl Fn(&str) -> bool,
    ) -> Result<Option<Terms<'a>>, IndexError> {
        let bytes = range(&self.block_ends, blocks.clone());
        if bytes.is_empty() {
            return Ok(None);
        }
        let read = sections.part(self.blocks, bytes.start as u64, bytes.len())?;
        let mut entries = Vec::new();
        let postings = range(&self.posting_ends, blocks.clone());
        let mut at = postings.start;
        let mut span: Option<Range<usize>> = None;
        for block in blocks {
            let part = range(&self.block_ends, block..block + 1);
            let part = part.start - bytes.start..part.end - bytes.start;
            let mut cursor = Cursor::new(read.get(part).unwrap_or_default(), "dictionary");
            let mut text: Vec<u8> = Vec::new();
            while !cursor.is_empty() {
                let shared = cursor.size()?;
                text.truncate(shared);
                text.extend_from_slice(cursor.bytes()?);
                let count = cursor.size()?;
                let length = cursor.size()?;
                let range = at..at + length;
                at = range.end;
                let word = std::str::from_utf8(&text).map_err(|_| cursor.corrupt())?;
                if fits(word) {
                    let start = span.as_ref().map_or(range.start, |span| span.start);
                    span = Some(start..range.end);
                    entries.push((word.to_owned(), count, range.start - start..range.end - start));
                }
            }
        }
        let Some(span) = span else { return Ok(None) };
        let postings = sections.part(self.postings, span.start as u64, span.len())?;
        Ok(Some(Terms { entries, postings }))
    }
}

/// The bytes of some items, given where each ends.
fn range(ends: &[u32], items: Range<usize>) -> Range<usize> {
    let end = |item: usize| ends.get(item).copied().unwrap_or(0) as usize;
    if items.is_empty() {
        return 0..0;
    }
    let start = items.start.checked_sub(1).map_or(0, end);
    start..end(items.end - 1).max(start)
}
