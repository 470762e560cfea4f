//! Sets of documents: of one segment, and of a whole index.

use super::{
    IndexError,
    codec::{Cursor, put},
};
use crate::Document;

/// How many documents a segment has at most, so that their numbers in it have 16 bits.
pub(super) const MAX_DOCUMENTS: usize = 1 << 16;
/// A set of at most this many is a list: testing its members takes as long as comparing two bit
/// sets of a full segment.
const SPARSE: usize = 1024;

/// The number of words that hold so many bits.
pub(super) fn words_of(documents: usize) -> usize {
    documents.div_ceil(64)
}

/// Whether a bit is set.
#[inline]
pub(super) fn has(words: &[u64], bit: u16) -> bool {
    words.get(usize::from(bit) / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
}

#[inline]
pub(super) fn set(words: &mut [u64], bit: u16) {
    if let Some(word) = words.get_mut(usize::from(bit) / 64) {
        *word |= 1 << (bit % 64);
    }
}

#[inline]
pub(super) fn clear(words: &mut [u64], bit: u16) {
    if let Some(word) = words.get_mut(usize::from(bit) / 64) {
        *word &= !(1 << (bit % 64));
    }
}

pub(super) fn count(words: &[u64]) -> usize {
    words.iter().map(|word| word.count_ones() as usize).sum()
}

/// The bits that are set, ascending.
pub(super) fn ones(words: &[u64]) -> impl Iterator<Item = u16> {
    words.iter().enumerate().flat_map(|(place, &word)| {
        let mut rest = word;
        std::iter::from_fn(move || {
            let bit = (rest != 0).then(|| rest.trailing_zeros())?;
            rest &= rest - 1;
            u16::try_from(place * 64 + bit as usize).ok()
        })
    })
}

/// A set of documents of a segment that does not change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bits {
    /// Ascending.
    Sparse(Box<[u16]>),
    Dense(Box<[u64]>),
}

impl Bits {
    /// A set of ascending numbers in a segment of so many documents.
    pub(super) fn new(numbers: &[u16], documents: usize) -> Self {
        if numbers.len() <= SPARSE.min(documents / 16) {
            return Self::Sparse(numbers.into());
        }
        let mut words = vec![0; words_of(documents)];
        for &number in numbers {
            set(&mut words, number);
        }
        Self::Dense(words.into())
    }

    pub(super) fn contains(&self, number: u16) -> bool {
        match self {
            Self::Sparse(numbers) => numbers.binary_search(&number).is_ok(),
            Self::Dense(words) => has(words, number),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Sparse(numbers) => numbers.len(),
            Self::Dense(words) => count(words),
        }
    }

    /// How many of these are in the other set.
    pub(super) fn common(&self, other: &[u64]) -> usize {
        match self {
            Self::Sparse(numbers) => {
                numbers.iter().map(|&number| usize::from(has(other, number))).sum()
            }
            Self::Dense(words) => {
                words.iter().zip(other).map(|(a, b)| (a & b).count_ones() as usize).sum()
            }
        }
    }

    /// How many of these are in the other set, of which these are the members.
    pub(super) fn common_few(&self, other: &[u64], members: &[u16]) -> usize {
        match self {
            Self::Dense(words) => {
                members.iter().map(|&number| usize::from(has(words, number))).sum()
            }
            Self::Sparse(_) => self.common(other),
        }
    }

    /// Adds these to another set.
    pub(super) fn add_to(&self, other: &mut [u64]) {
        match self {
            Self::Sparse(numbers) => numbers.iter().for_each(|&number| set(other, number)),
            Self::Dense(words) => other.iter_mut().zip(words).for_each(|(a, b)| *a |= b),
        }
    }

    pub(super) fn to_vec(&self) -> Vec<u16> {
        match self {
            Self::Sparse(numbers) => numbers.to_vec(),
            Self::Dense(words) => ones(words).collect(),
        }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Sparse(numbers) => {
                put(out, 2 * numbers.len() as u64);
                let mut before = 0;
                for &number in numbers {
                    put(out, u64::from(number - before));
                    before = number;
                }
            }
            Self::Dense(words) => {
                put(out, 2 * words.len() as u64 + 1);
                words.iter().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
            }
        }
    }

    pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Self, IndexError> {
        let head = cursor.size()?;
        let length = head / 2;
        if length > MAX_DOCUMENTS {
            return Err(cursor.corrupt());
        }
        if head % 2 == 1 {
            let bytes = cursor.take(length * 8)?.chunks_exact(8);
            let words = bytes.filter_map(|chunk| Some(u64::from_le_bytes(chunk.try_into().ok()?)));
            return Ok(Self::Dense(words.collect()));
        }
        let mut numbers = Vec::with_capacity(length);
        let mut before = 0_u64;
        for _ in 0..length {
            before += cursor.number()?;
            numbers.push(u16::try_from(before).map_err(|_| cursor.corrupt())?);
        }
        Ok(Self::Sparse(numbers.into()))
    }
}

/// A set of documents of an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSet {
    /// By segment; none if it has no member there.
    pub(super) parts: Vec<Option<Box<[u64]>>>,
}

/// The segment of a document, and its number there.
#[inline]
pub(super) fn split(document: Document) -> (usize, u16) {
    ((document >> 16) as usize, document as u16)
}

#[inline]
pub(super) fn join(part: usize, number: u16) -> Document {
    (part as u32) << 16 | u32::from(number)
}

impl DocumentSet {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.iter().flatten().map(|words| count(words)).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.iter().flatten().all(|words| words.iter().all(|word| *word == 0))
    }

    /// Whether a document is one of them.
    #[must_use]
    pub fn contains(&self, document: Document) -> bool {
        let (part, number) = split(document);
        self.part(part).is_some_and(|words| has(words, number))
    }

    /// All of them, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = Document> {
        self.parts.iter().enumerate().flat_map(|(part, words)| {
            words.iter().flat_map(move |words| ones(words).map(move |number| join(part, number)))
        })
    }

    /// Those that are in both sets.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        self.with(other, |a, b| a & b)
    }

    /// Those that are not in the other set.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        self.with(other, |a, b| a & !b)
    }

    /// Those that are in either set.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        let longest = self.parts.len().max(other.parts.len());
        let parts = (0..longest).map(|part| match (self.part(part), other.part(part)) {
            (Some(a), Some(b)) => Some(a.iter().zip(b).map(|(a, b)| a | b).collect()),
            (one, other) => one.or(other).map(Into::into),
        });
        Self { parts: parts.collect() }
    }

    pub(super) fn part(&self, part: usize) -> Option<&[u64]> {
        self.parts.get(part).and_then(Option::as_deref)
    }

    fn with(&self, other: &Self, join: impl Fn(u64, u64) -> u64) -> Self {
        let parts = self.parts.iter().enumerate().map(|(part, own)| {
            let own = own.as_deref()?;
            let words: Box<[u64]> = match other.part(part) {
                Some(other) => own.iter().zip(other).map(|(a, b)| join(*a, *b)).collect(),
                None => own.iter().map(|a| join(*a, 0)).collect(),
            };
            words.iter().any(|word| *word != 0).then_some(words)
        });
        Self { parts: parts.collect() }
    }
}
