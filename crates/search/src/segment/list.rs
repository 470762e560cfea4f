//! Lists: filtered, counted, and a page of them in an order.

use super::{
    IndexError,
    bits::{Bits, DocumentSet, count, has, join, ones},
    reader::{FacetView, Numbers, Reader},
};
use crate::{CountedChoice, CountedFacet, Document, FacetIndex};
use std::{cmp::Reverse, collections::BinaryHeap, ops::Range};

/// How a list is filtered.
#[derive(Clone, Copy, Debug)]
pub struct ListFilter<'a> {
    /// The list.
    pub members: &'a DocumentSet,
    /// A facet that precedes those of the index, such as prices: its choices are the bands of the
    /// numbers.
    pub first: Option<(&'a FacetIndex, &'a Numbers)>,
    /// Keys of facets and their choices. Several choices of one facet are alternatives; unknown
    /// ones are ignored.
    pub choices: &'a [(String, String)],
}

/// The filtered list.
#[derive(Debug)]
pub struct Narrowed<'a> {
    /// What is left.
    pub found: DocumentSet,
    /// All facets, with their counts.
    pub facets: Vec<CountedFacet<'a>>,
}

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

/// The values of a facet in a segment.
enum Values<'a> {
    Numbers(&'a Numbers),
    Available,
    Field(&'a FacetView),
}

/// A facet, its values, and the choices that are applied.
struct Applied<'a> {
    facet: &'a FacetIndex,
    values: Values<'a>,
    chosen: Vec<bool>,
    /// The documents that have one of them; none if no choice is applied.
    left: Option<DocumentSet>,
}

impl<'a> Applied<'a> {
    fn new(facet: &'a FacetIndex, values: Values<'a>, filter: &ListFilter<'_>) -> Self {
        let mut chosen = vec![false; facet.choices.len()];
        for (_, key) in filter.choices.iter().filter(|(key, _)| *key == facet.key) {
            let place = facet.choices.iter().position(|choice| *choice.key == **key);
            if let Some(chosen) = place.and_then(|place| chosen.get_mut(place)) {
                *chosen = true;
            }
        }
        Self { facet, values, chosen, left: None }
    }

    fn is_chosen(&self, choice: u32) -> bool {
        self.chosen.get(choice as usize) == Some(&true)
    }
}

/// Documents to count.
struct Base {
    set: DocumentSet,
    /// For segments with few of them, these.
    few: Vec<Vec<u16>>,
}

impl Base {
    fn new(set: DocumentSet) -> Self {
        /// Up to here, it is quicker to look at each than to compare two bit sets.
        const FEW: usize = 400;
        let few = set.parts.iter().map(|words| {
            let words = words.as_deref().unwrap_or_default();
            if count(words) <= FEW { ones(words).collect() } else { Vec::new() }
        });
        Self { few: few.collect(), set }
    }
}

impl Reader {
    /// Filters a list, and counts how many members each choice would leave.
    #[must_use]
    pub fn narrow<'a>(&'a self, filter: ListFilter<'a>) -> Narrowed<'a> {
        let first = filter.first.map(|(facet, numbers)| (facet, Values::Numbers(numbers)));
        let own = self.views().iter().map(|view| {
            let is_field = !view.choices.is_empty();
            (&*view.facet, if is_field { Values::Field(view) } else { Values::Available })
        });
        let mut facets: Vec<Applied<'a>> = first
            .into_iter()
            .chain(own)
            .map(|(facet, values)| Applied::new(facet, values, &filter))
            .collect();
        for facet in &mut facets {
            if facet.chosen.contains(&true) {
                facet.left = Some(self.chosen(facet));
            }
        }
        let applied = || facets.iter().filter_map(|facet| facet.left.as_ref());
        let found = applied().fold(filter.members.clone(), |found, left| found.and(left));
        let all = Base::new(found);
        let counted = facets.iter().map(|facet| match &facet.left {
            None => self.counted(facet, filter.members, &all),
            // What all other facets leave.
            Some(own) => {
                let others = applied().filter(|left| !std::ptr::eq(*left, own));
                let base = others.fold(filter.members.clone(), |base, left| base.and(left));
                self.counted(facet, filter.members, &Base::new(base))
            }
        });
        let counted = counted.collect();
        Narrowed { found: all.set, facets: counted }
    }

    /// The documents that have a chosen value.
    fn chosen(&self, facet: &Applied<'_>) -> DocumentSet {
        let parts = self.parts.iter().enumerate().map(|(at, part)| {
            let mut words = vec![0; part.deleted.len()].into_boxed_slice();
            match &facet.values {
                Values::Numbers(numbers) => {
                    let bands = numbers.parts.get(at).map(|column| column.bands.as_slice());
                    for (choice, bits) in (0..).zip(bands.unwrap_or_default()) {
                        if facet.is_chosen(choice) {
                            bits.add_to(&mut words);
                        }
                    }
                }
                Values::Available => {
                    for (word, available) in words.iter_mut().zip(part.available.iter()) {
                        *word |= if facet.is_chosen(0) { *available } else { 0 };
                        *word |= if facet.is_chosen(1) { !*available } else { 0 };
                    }
                }
                Values::Field(view) => {
                    let values = part.segment.field(&view.facet.key).map(|f| f.values.as_slice());
                    let choices = view.choices.get(at).into_iter().flatten();
                    for ((_, bits), choice) in values.unwrap_or_default().iter().zip(choices) {
                        if facet.is_chosen(*choice) {
                            bits.add_to(&mut words);
                        }
                    }
                }
            }
            Some(words)
        });
        DocumentSet { parts: parts.collect() }
    }

    fn counted<'a>(
        &self,
        facet: &Applied<'a>,
        members: &DocumentSet,
        base: &Base,
    ) -> CountedFacet<'a> {
        let Base { set: base, few } = base;
        let mut counts = vec![0_u32; facet.facet.choices.len()];
        let mut add = |choice: u32, number: usize| {
            if let Some(count) = counts.get_mut(choice as usize) {
                *count += number as u32;
            }
        };
        let mut having = 0;
        for (at, part) in self.parts.iter().enumerate() {
            let Some(all) = members.part(at) else { continue };
            match &facet.values {
                Values::Numbers(_) | Values::Available => having += count(all),
                Values::Field(view) => {
                    let field = part.segment.field(&view.facet.key);
                    having += field.map_or(0, |field| {
                        let pairs = all.iter().zip(&field.having);
                        pairs.map(|(a, b)| (a & b).count_ones() as usize).sum()
                    });
                }
            }
            let Some(words) = base.part(at) else { continue };
            let few = few.get(at).map(Vec::as_slice).unwrap_or_default();
            let common = |bits: &Bits| match few {
                [] => bits.common(words),
                members => bits.common_few(words, members),
            };
            match &facet.values {
                Values::Numbers(numbers) => {
                    let bands = numbers.parts.get(at).map(|column| column.bands.as_slice());
                    for (choice, bits) in (0..).zip(bands.unwrap_or_default()) {
                        add(choice, common(bits));
                    }
                }
                Values::Available => {
                    let pairs = words.iter().zip(part.available.iter());
                    let available: usize = pairs.map(|(a, b)| (a & b).count_ones() as usize).sum();
                    add(0, available);
                    add(1, count(words) - available);
                }
                Values::Field(view) => {
                    let values = part.segment.field(&view.facet.key).map(|f| f.values.as_slice());
                    let choices = view.choices.get(at).into_iter().flatten();
                    for ((_, bits), choice) in values.unwrap_or_default().iter().zip(choices) {
                        add(*choice, common(bits));
                    }
                }
            }
        }
        let choices = facet.facet.choices.iter().zip(counts).zip(&facet.chosen);
        let choices = choices.map(|((choice, count), chosen)| CountedChoice {
            choice,
            count,
            chosen: *chosen,
        });
        CountedFacet { facet: facet.facet, choices: choices.collect(), having }
    }

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
        let mut streams = Vec::new();
        for (at, part) in self.parts.iter().enumerate() {
            let Some(words) = list.part(at) else { continue };
            let available = part.available.iter();
            let kinds: [Box<[u64]>; 2] = [
                words.iter().zip(available.clone()).map(|(a, b)| a & b).collect(),
                words.iter().zip(available).map(|(a, b)| a & !b).collect(),
            ];
            for (words, is_available) in kinds.into_iter().zip([true, false]) {
                if words.iter().any(|word| *word != 0) {
                    streams.push(Stream::new(self, at, words, is_available, order));
                }
            }
        }
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
    fn new(
        reader: &'a Reader,
        part: usize,
        words: Box<[u64]>,
        is_available: bool,
        order: ListOrder<'a>,
    ) -> Self {
        let segment = reader.parts.get(part).map(|part| &part.segment);
        let documents: &[u16] = match order {
            ListOrder::Own => segment.map(|segment| segment.order(0)).unwrap_or_default(),
            ListOrder::Sorted(at) => segment.map(|segment| segment.order(at)).unwrap_or_default(),
            ListOrder::Up(numbers) | ListOrder::Down(numbers) => {
                numbers.parts.get(part).map(|column| &*column.order).unwrap_or_default()
            }
        };
        let group = documents.len()..documents.len();
        let at = if matches!(order, ListOrder::Down(_)) { group.end } else { 0 };
        Self { reader, part, words, is_available, order, documents, at, group, listed: None }
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
