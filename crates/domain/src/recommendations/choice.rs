//! Which products may be suggested.

/// From how many different buyers a recommendation must come at least, so that it says nothing
/// about any of them.
pub const MIN_BUYERS: u32 = 3;
/// How many neighbours of a product are kept: more than a box shows, since some may not be
/// suggested.
pub const NEIGHBOURS: usize = 20;

/// A product that is bought together with another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour<T> {
    /// The product.
    pub product: T,
    /// How surprising that is: the log-likelihood ratio.
    pub score: f64,
    /// Number of different buyers.
    pub buyers: u32,
}

/// The strongest neighbours, at most [`NEIGHBOURS`], without those from too few buyers. Of equal
/// ones the smaller product comes first, so that every replica finds the same.
#[must_use]
pub fn nearest<T: Ord>(mut neighbours: Vec<Neighbour<T>>) -> Vec<Neighbour<T>> {
    neighbours.retain(|one| one.buyers >= MIN_BUYERS && one.score > 0.0);
    neighbours.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.product.cmp(&b.product)));
    neighbours.truncate(NEIGHBOURS);
    neighbours
}

/// Where a suggestion comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The orders of this many different buyers.
    Buyers(u32),
    /// The merchant's choice.
    Merchant,
}

/// A product that might be suggested to a shopper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where the suggestion comes from.
    pub evidence: Evidence,
    /// Whether a variant can be bought.
    pub available: bool,
    /// Whether it is in the shopper's cart.
    pub in_cart: bool,
    /// Whether the shopper has bought it before.
    pub owned: bool,
    /// Whether people buy it again, such as something that is used up. Other products are durable.
    pub bought_again: bool,
}

impl Candidate {
    /// Whether it may be suggested: never what is in the cart, sold out, or durable and owned, and
    /// nothing that comes from the orders of fewer than [`MIN_BUYERS`] buyers.
    #[must_use]
    pub fn may_be_suggested(self) -> bool {
        let founded = match self.evidence {
            Evidence::Buyers(buyers) => buyers >= MIN_BUYERS,
            Evidence::Merchant => true,
        };
        founded && self.available && !self.in_cart && (!self.owned || self.bought_again)
    }
}
