//! Sale prices, and the lowest price of the 30 days before a reduction.
//!
//! Whoever announces a reduction in the EU names the lowest price that they have applied in the 30
//! days before it (Directive 98/6/EC, article 6a), and the reduction is one of that price (Court of
//! Justice, C-330/23). So it is the only price that pages strike through.

/// Thirty days in milliseconds.
const PRIOR_DAYS: i64 = 30 * 86_400_000;

/// A base price and when it was in force, in Unix milliseconds. All amounts are in one currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BasePrice {
    /// Minor units.
    pub amount: i64,
    /// From when.
    pub from: i64,
    /// Until when, exclusive; none: it is in force.
    pub until: Option<i64>,
}

/// A sale price and when it is in force, in Unix milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SalePrice {
    /// Minor units.
    pub amount: i64,
    /// From when.
    pub starts: i64,
    /// Until when, exclusive.
    pub ends: i64,
}

impl SalePrice {
    /// Whether it is in force at a time.
    #[must_use]
    pub const fn runs(&self, at: i64) -> bool {
        self.starts <= at && at < self.ends
    }

    /// Whether two sales would be in force at the same time.
    #[must_use]
    pub const fn overlaps(&self, starts: i64, ends: i64) -> bool {
        self.starts < ends && starts < self.ends
    }
}

/// The sale that reduces a base price at a time: the cheapest one, and none that does not reduce
/// it.
#[must_use]
pub fn running(base: i64, sales: &[SalePrice], at: i64) -> Option<SalePrice> {
    let reduces = |sale: &&SalePrice| sale.runs(at) && sale.amount < base;
    sales.iter().filter(reduces).min_by_key(|sale| (sale.amount, sale.starts)).copied()
}

/// What is charged at a time.
#[must_use]
pub fn charged(base: i64, sales: &[SalePrice], at: i64) -> i64 {
    running(base, sales, at).map_or(base, |sale| sale.amount)
}

/// The next time after this one at which a sale begins or ends.
#[must_use]
pub fn next_change(sales: &[SalePrice], at: i64) -> Option<i64> {
    sales.iter().flat_map(|sale| [sale.starts, sale.ends]).filter(|change| *change > at).min()
}

/// The lowest price applied in the 30 days before a reduction that begins at `starts`; none if
/// nothing was offered in that time. Earlier sales count, as they were applied.
#[must_use]
pub fn prior_price(history: &[BasePrice], sales: &[SalePrice], starts: i64) -> Option<i64> {
    let first = starts.saturating_sub(PRIOR_DAYS);
    let base = history
        .iter()
        .filter(|price| price.from < starts && price.until.is_none_or(|until| until > first))
        .map(|price| price.amount);
    let reduced = sales
        .iter()
        .filter(|sale| sale.starts < starts && sale.ends > first)
        .map(|sale| sale.amount);
    base.chain(reduced).min()
}
