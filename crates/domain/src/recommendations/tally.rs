//! Counts of orders by product and by pair of products.

use std::collections::BTreeMap;

/// How many different products of an order count. The number of pairs grows with the square, and
/// an order for a whole school says little about what goes together.
pub const MAX_BASKET: usize = 30;

/// The different products of an order, sorted, at most [`MAX_BASKET`].
#[must_use]
pub fn basket<T: Ord>(products: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut basket: Vec<T> = products.into_iter().collect();
    basket.sort_unstable();
    basket.dedup();
    basket.truncate(MAX_BASKET);
    basket
}

/// The pairs of a [`basket`], each once with the smaller product first.
pub fn pairs<T: Copy>(basket: &[T]) -> impl Iterator<Item = (T, T)> {
    let rest = move |at: usize| basket.get(at + 1..).unwrap_or_default();
    basket
        .iter()
        .enumerate()
        .flat_map(move |(at, &one)| rest(at).iter().map(move |&other| (one, other)))
}

/// An order, as far as it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purchase<T, B> {
    /// Its products: a [`basket`].
    pub basket: Vec<T>,
    /// Who bought them.
    pub buyer: B,
    /// Its weight; see [`Decay`](super::Decay).
    pub weight: i64,
}

/// A number of orders and the sum of their weights; negative in a change that removes orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Orders.
    pub orders: i64,
    /// The sum of their weights.
    pub weight: i64,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.orders += other.orders;
        self.weight += other.weight;
    }

    fn is_zero(self) -> bool {
        self == Self::default()
    }
}

/// What a number of orders adds to the counts, or removes from them. Sorted by product, so that
/// everyone who writes them locks rows in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally<T: Ord, B: Ord> {
    /// All orders.
    pub all: Count,
    /// Orders by product.
    pub products: BTreeMap<T, Count>,
    /// Orders by pair of products.
    pub pairs: BTreeMap<(T, T), Count>,
    /// Number of orders by pair and buyer.
    pub buyers: BTreeMap<(T, T, B), i64>,
}

impl<T: Ord, B: Ord> Default for Tally<T, B> {
    fn default() -> Self {
        Self {
            all: Count::default(),
            products: BTreeMap::new(),
            pairs: BTreeMap::new(),
            buyers: BTreeMap::new(),
        }
    }
}

impl<T: Ord + Copy, B: Ord + Copy> Tally<T, B> {
    /// Adds an order.
    pub fn learn(&mut self, purchase: &Purchase<T, B>) {
        self.count(purchase, Count { orders: 1, weight: purchase.weight });
    }

    /// Removes an order that was learned.
    pub fn unlearn(&mut self, purchase: &Purchase<T, B>) {
        self.count(purchase, Count { orders: -1, weight: -purchase.weight });
    }

    /// Adds a count, and removes entries that become zero.
    fn count(&mut self, purchase: &Purchase<T, B>, by: Count) {
        self.all.add(by);
        for &product in &purchase.basket {
            let count = self.products.entry(product).or_default();
            count.add(by);
            if count.is_zero() {
                self.products.remove(&product);
            }
        }
        for (one, other) in pairs(&purchase.basket) {
            let count = self.pairs.entry((one, other)).or_default();
            count.add(by);
            if count.is_zero() {
                self.pairs.remove(&(one, other));
            }
            let key = (one, other, purchase.buyer);
            let orders = self.buyers.entry(key).or_default();
            *orders += by.orders;
            if *orders == 0 {
                self.buyers.remove(&key);
            }
        }
    }

    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_zero() && self.products.is_empty() && self.pairs.is_empty()
    }
}
