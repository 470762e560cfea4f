//! Whether a cached page would still be the same.

use super::{
    Snapshot,
    entry::Entry,
    reads::{Products, Reads},
};

impl Snapshot {
    /// Whether a page would be the same now that was started with the copy of this generation, and
    /// has read this.
    #[must_use]
    pub fn is_unchanged(&self, generation: i64, reads: &Reads) -> bool {
        let same = |products: &Products, any: i64, of: fn(&Entry) -> i64| {
            if products.all {
                return any <= generation;
            }
            let entry = |&number: &u32| self.at(number).is_some_and(|one| of(one) <= generation);
            any <= generation || products.numbers.iter().all(entry)
        };
        let same_list = |&category: &usize| {
            self.categories.get(category).is_some_and(|one| one.availability_at <= generation)
        };
        self.base <= generation
            && reads.categories.iter().all(same_list)
            && same(&reads.levels, self.levels_at, |entry| entry.levels_at)
            && same(&reads.availability, self.availability_at, |entry| entry.availability_at)
            && same(&reads.neighbours, self.neighbours_at, |entry| entry.neighbours_at)
    }

    /// Whether anything of a product itself may have changed after a generation.
    pub(in crate::catalogue) fn product_changed_after(&self, entry: &Entry, since: i64) -> bool {
        self.base > since || entry.levels_at > since
    }

    /// Whether what is suggested with a product may have changed after a generation.
    pub(crate) fn neighbours_changed_after(&self, entry: &Entry, since: i64) -> bool {
        self.base > since || entry.neighbours_at > since
    }
}
