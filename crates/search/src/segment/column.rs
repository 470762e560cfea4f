//! Numbers computed from those of the documents, such as prices in a shopper's currency: kept by
//! document and in their order, with the documents in each band.

use super::bits::{Bits, set, words_of};

/// The numbers of one segment.
#[derive(Debug)]
pub(super) struct Column {
    /// By document.
    pub(super) values: Box<[i64]>,
    /// The documents by value, then in the first order of the segment.
    pub(super) order: Box<[u16]>,
    /// The documents in each band.
    pub(super) bands: Vec<Bits>,
}

impl Column {
    /// A column with bands that begin at `cuts`; `own` is the first order of the documents.
    pub(super) fn new(values: Vec<i64>, own: &[u16], cuts: &[i64]) -> Self {
        let value = |number: u16| values.get(usize::from(number)).copied().unwrap_or(i64::MAX);
        let mut order: Vec<u16> = own.to_vec();
        order.sort_by_key(|number| value(*number));
        let mut numbers: Vec<Vec<u16>> = vec![Vec::new(); cuts.len() + 1];
        for (number, value) in (0..=u16::MAX).zip(&values) {
            let band = cuts.partition_point(|cut| cut <= value);
            if let Some(band) = numbers.get_mut(band) {
                band.push(number);
            }
        }
        let bands = numbers.iter().map(|band| Bits::new(band, values.len())).collect();
        Self { values: values.into(), order: order.into(), bands }
    }

    pub(super) fn value(&self, number: u16) -> i64 {
        self.values.get(usize::from(number)).copied().unwrap_or(i64::MAX)
    }

    /// The documents within limits.
    pub(super) fn between(&self, from: Option<i64>, to: Option<i64>) -> Box<[u64]> {
        let value = |number: &u16| self.value(*number);
        let start = from.map_or(0, |from| self.order.partition_point(|n| value(n) < from));
        let end = to.map_or(self.order.len(), |to| self.order.partition_point(|n| value(n) <= to));
        let mut words = vec![0; words_of(self.values.len())];
        for number in self.order.get(start..end).unwrap_or_default() {
            set(&mut words, *number);
        }
        words.into()
    }
}
