//! A page of a list in an order.

use super::{
    IndexError,
    bits::{DocumentSet, count, has, join},
    reader::{Numbers, Reader},
};
use crate::Document;
use std::{cmp::Reverse, collections::BinaryHeap, ops::Range};

/// An order of a list. Equal ones: available first, then in the index's first order.
#[derive(Clone, Copy, Debug)]
pub enum ListOrder<'a> {
    /// The index's own: available first.
    Own,
    /// By the keys of this order.
    Sorted(usize),
    /// By numbers.
    Up(&'a Numbers),
    /// By numbers, highest first.
    Down(&'a Numbers),
}

impl Reader {
    /// A page of a list in an order.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn page(
        &self,
        list: &DocumentSet,
        order: ListOrder<'_>,
        range: Range<usize>,
    ) -> Result<Vec<Document>, IndexError> {
        /// Up to here, only the documents before the page are looked at.
        const FEW: usize = 512;
        let mut streams = Stream::all(self, list, order);
        let mut skip = range.start;
        if range.end > FEW {
            streams.iter_mut().for_each(Stream::list_all);
            skip = skip_most(&mut streams, skip)?;
        }
        let mut heap = BinaryHeap::with_capacity(streams.len());
        for (at, stream) in streams.iter_mut().enumerate() {
            if let Some(number) = stream.next() {
                heap.push(Reverse((stream.head(number)?, at, number)));
            }
        }
        let mut page = Vec::with_capacity(range.len());
        while page.len() < range.len()
            && let Some(Reverse((_, at, number))) = heap.pop()
        {
            let Some(stream) = streams.get_mut(at) else { break };
            if skip > 0 {
                skip -= 1;
            } else {
                page.push(join(stream.part, number));
            }
            if let Some(number) = stream.next() {
                heap.push(Reverse((stream.head(number)?, at, number)));
            }
        }
        Ok(page)
    }
}

/// Skips so many documents of all streams together but for a few, which are returned.
fn skip_most(streams: &mut [Stream<'_>], mut skip: usize) -> Result<usize, IndexError> {
    loop {
        let open = streams.iter().filter(|stream| !stream.rest().is_empty()).count();
        if open == 0 {
            return Ok(skip);
        }
        let step = skip / (2 * open);
        if step < 2 {
            return Ok(skip);
        }
        // The last one of the next `step` of each stream. Up to the lowest of these there are at
        // most `step` of each stream, so as long as so many are to be skipped, its are.
        let mut heap = BinaryHeap::with_capacity(streams.len());
        let last = |stream: &Stream<'_>| -> Result<_, IndexError> {
            let rest = stream.rest();
            let length = step.min(rest.len());
            let number = length.checked_sub(1).and_then(|last| rest.get(last));
            number.map(|number| Ok((stream.head(*number)?, length))).transpose()
        };
        for (at, stream) in streams.iter().enumerate() {
            heap.extend(last(stream)?.map(|(head, length)| Reverse((head, at, length))));
        }
        while skip >= step * open
            && let Some(Reverse((_, at, length))) = heap.pop()
        {
            let Some(stream) = streams.get_mut(at) else { break };
            stream.at += length;
            skip -= length;
            heap.extend(last(stream)?.map(|(head, length)| Reverse((head, at, length))));
        }
    }
}

/// What documents are sorted by.
#[derive(PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Head {
    number: i64,
    key: Vec<u8>,
    unavailable: bool,
    own: Vec<u8>,
}

/// The documents of a list in one segment that are all available, or all not, in order.
struct Stream<'a> {
    reader: &'a Reader,
    part: usize,
    words: Box<[u64]>,
    is_available: bool,
    order: ListOrder<'a>,
    /// The segment's documents in the order.
    documents: &'a [u16],
    at: usize,
    /// For the reverse order, the group of equal ones that is read.
    group: Range<usize>,
    /// All documents, if they are needed.
    listed: Option<Vec<u16>>,
}

impl<'a> Stream<'a> {
    /// The streams of a list.
    fn all(reader: &'a Reader, list: &DocumentSet, order: ListOrder<'a>) -> Vec<Self> {
        let mut streams = Vec::new();
        for (at, part) in reader.parts.iter().enumerate() {
            let Some(words) = list.part(at) else { continue };
            let segment = &part.segment;
            let documents: &[u16] = match order {
                ListOrder::Own => segment.order(0),
                ListOrder::Sorted(at) => segment.order(at),
                ListOrder::Up(numbers) | ListOrder::Down(numbers) => {
                    numbers.parts.get(at).map(|column| &*column.order).unwrap_or_default()
                }
            };
            let end = documents.len();
            let first = if matches!(order, ListOrder::Down(_)) { end } else { 0 };
            let available = part.available.iter();
            let kinds: [Box<[u64]>; 2] = [
                words.iter().zip(available.clone()).map(|(a, b)| a & b).collect(),
                words.iter().zip(available).map(|(a, b)| a & !b).collect(),
            ];
            for (words, is_available) in kinds.into_iter().zip([true, false]) {
                if words.iter().any(|word| *word != 0) {
                    streams.push(Self {
                        reader,
                        part: at,
                        words,
                        is_available,
                        order,
                        documents,
                        at: first,
                        group: end..end,
                        listed: None,
                    });
                }
            }
        }
        streams
    }

    /// The next document.
    fn next(&mut self) -> Option<u16> {
        if let Some(listed) = &self.listed {
            let number = listed.get(self.at).copied();
            self.at += 1;
            return number;
        }
        loop {
            let number = self.following()?;
            if has(&self.words, number) {
                return Some(number);
            }
        }
    }

    /// The segment's next document.
    fn following(&mut self) -> Option<u16> {
        let ListOrder::Down(numbers) = self.order else {
            let number = self.documents.get(self.at).copied();
            self.at += 1;
            return number;
        };
        // Groups of equal ones from the last to the first, each from its first to its last.
        if self.at >= self.group.end {
            let end = self.group.start;
            let column = numbers.parts.get(self.part)?;
            let value = column.value(*self.documents.get(end.checked_sub(1)?)?);
            let start = self.documents.partition_point(|number| column.value(*number) < value);
            self.group = start..end;
            self.at = start;
        }
        let number = self.documents.get(self.at).copied();
        self.at += 1;
        number
    }

    fn list_all(&mut self) {
        let mut all = Vec::with_capacity(count(&self.words));
        // There may be many more after the last one that is in the list.
        while all.len() < all.capacity()
            && let Some(number) = self.next()
        {
            all.push(number);
        }
        self.at = 0;
        self.listed = Some(all);
    }

    /// What is left of all documents.
    fn rest(&self) -> &[u16] {
        let listed = self.listed.as_deref().unwrap_or_default();
        listed.get(self.at..).unwrap_or_default()
    }

    fn head(&self, number: u16) -> Result<Head, IndexError> {
        let part = self.reader.parts.get(self.part).ok_or(IndexError::Corrupt("parts"))?;
        let own = part.segment.sort_key(0, number)?.into_owned();
        let value = |numbers: &Numbers| numbers.of(join(self.part, number));
        let (number, key) = match self.order {
            ListOrder::Own => (i64::from(!self.is_available), Vec::new()),
            ListOrder::Sorted(at) => (0, part.segment.sort_key(at, number)?.into_owned()),
            ListOrder::Up(numbers) => (value(numbers), Vec::new()),
            ListOrder::Down(numbers) => (!value(numbers), Vec::new()),
        };
        Ok(Head { number, key, unavailable: !self.is_available, own })
    }
}
