//! What a page has read of stock and of the products suggested with another, so that a change of
//! these drops only the cached pages that show it.
//!
//! The functions that read them for a page record it here. The record belongs to the task that
//! renders the page, so that it need not be passed through every function; outside of
//! [`recorded`] nothing is recorded. Every other change drops all pages.

use super::entry::{Category, Entry};
use std::{cell::RefCell, future::Future};

/// Maximum number of products that a page records. One that reads more depends on all of them, or
/// on those of a category.
const MAX: usize = 1_000;

tokio::task_local! {
    /// The record of the page that this task renders.
    static READS: RefCell<Reads>;
}

/// Some products by number, or all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Products {
    pub(super) numbers: Vec<u32>,
    pub(super) all: bool,
}

impl Products {
    fn add(&mut self, numbers: &[u32]) {
        if self.all {
            return;
        }
        if numbers.len() > MAX {
            *self = Self { numbers: Vec::new(), all: true };
            return;
        }
        self.numbers.extend_from_slice(numbers);
        if self.numbers.len() > 2 * MAX {
            self.tidy();
        }
    }

    /// Removes duplicates.
    fn tidy(&mut self) {
        self.numbers.sort_unstable();
        self.numbers.dedup();
        if self.numbers.len() > MAX {
            *self = Self { numbers: Vec::new(), all: true };
        }
    }
}

/// What a page has read of stock and suggestions.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    /// Products of which it shows the level.
    pub(super) levels: Products,
    /// Products of which it matters which variants are available.
    pub(super) availability: Products,
    /// Large categories of which it matters which members are available, by index.
    pub(super) categories: Vec<usize>,
    /// Products of which it shows what is suggested with them.
    pub(super) neighbours: Products,
}

impl Reads {
    /// The number of recorded products and categories, for the size of a cached page.
    #[must_use]
    pub fn len(&self) -> usize {
        let products = [&self.levels, &self.availability, &self.neighbours];
        products.iter().map(|one| one.numbers.len()).sum::<usize>() + self.categories.len()
    }

    /// Whether no product and no category is recorded one by one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Records in the page of this task, if it renders one.
fn record(add: impl FnOnce(&mut Reads)) {
    // Fails outside of a page, where there is nothing to do.
    let _ = READS.try_with(|reads| add(&mut reads.borrow_mut()));
}

/// A page shows the level of a product or of its variants.
pub fn level(entry: &Entry) {
    record(|reads| reads.levels.add(&[entry.number]));
}

/// A page depends on which variants of a product are available.
pub fn availability(entry: &Entry) {
    availability_of(&[entry.number]);
}

/// A page depends on which of these products are available, or on their order.
pub fn availability_of(products: &[u32]) {
    record(|reads| reads.availability.add(products));
}

/// A page shows what is suggested with a product.
pub fn neighbours(entry: &Entry) {
    record(|reads| reads.neighbours.add(&[entry.number]));
}

/// A page depends on which products of a list are available, or on their order.
pub fn list(categories: &[Category], members: &[u32]) {
    if members.len() > MAX {
        let is_list = |category: &Category| std::ptr::eq(category.members.as_slice(), members);
        if let Some(category) = categories.iter().position(is_list) {
            record(|reads| reads.categories.push(category));
            return;
        }
    }
    availability_of(members);
}

/// A page depends on the stock of any product.
pub fn everything() {
    record(|reads| reads.levels = Products { numbers: Vec::new(), all: true });
}

/// Renders a page, and returns what it has read.
pub async fn recorded<F: Future>(page: F) -> (F::Output, Reads) {
    let work = async {
        let output = page.await;
        let mut reads = READS.with(RefCell::take);
        reads.levels.tidy();
        reads.availability.tidy();
        reads.neighbours.tidy();
        (output, reads)
    };
    READS.scope(RefCell::default(), work).await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn many_products_count_as_all() {
        let numbers: Vec<u32> = (0..).take(MAX).collect();
        let mut products = Products::default();
        for _ in 0..5 {
            products.add(&numbers);
        }
        products.tidy();
        assert_eq!((products.numbers.len(), products.all), (MAX, false), "duplicates count once");
        products.add(&[5_000]);
        products.tidy();
        assert_eq!((products.numbers.len(), products.all), (0, true));
        products.add(&numbers);
        assert!(products.numbers.is_empty());
        let mut products = Products::default();
        products.add(&(0..).take(MAX + 1).collect::<Vec<u32>>());
        assert!(products.all);
    }

    #[tokio::test]
    async fn reads_belong_to_the_page_that_is_rendered() {
        availability_of(&[1]);
        let page = async {
            availability_of(&[3, 2]);
            tokio::task::yield_now().await;
            availability_of(&[3]);
        };
        let other = async {
            availability_of(&[7]);
            tokio::task::yield_now().await;
            everything();
        };
        let (((), page), ((), other)) = tokio::join!(recorded(page), recorded(other));
        assert_eq!((page.availability.numbers, page.levels.all), (vec![2, 3], false));
        assert_eq!((other.availability.numbers, other.levels.all), (vec![7], true));
    }
}
