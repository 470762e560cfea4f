//! Sale prices in the copy.

use domain::{
    Currency, Money,
    pricing::{BasePrice, SalePrice, next_change, prior_price, running},
};
use std::collections::{HashMap, HashSet};
use store::{
    Uuid,
    catalogue::VariantRow,
    pricing::{HistoryRow, SaleRow},
};

/// The rows of variants with a sale now or later.
#[derive(Debug, Default)]
pub struct SaleRows {
    /// All their sales, also those that are over.
    pub sales: Vec<SaleRow>,
    /// All their base prices.
    pub history: Vec<HistoryRow>,
}

/// The sales of a variant, and its base prices so far, in the currency of its base price.
#[derive(Clone, Debug, Default)]
pub struct VariantSales {
    sales: Vec<SalePrice>,
    history: Vec<BasePrice>,
}

/// What is charged for a variant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Charged {
    /// The base price, or a lower sale price.
    pub price: Money,
    /// The lowest price of the 30 days before it was reduced, if it is, and if that was higher.
    pub prior: Option<Money>,
}

impl VariantSales {
    /// What is charged at a time.
    pub fn at(&self, base: Money, now: i64) -> Charged {
        let Some(sale) = running(base.minor, &self.sales, now) else {
            return Charged { price: base, prior: None };
        };
        let prior = prior_price(&self.history, &self.sales, sale.starts);
        let prior = prior.filter(|prior| *prior > sale.amount);
        Charged {
            price: Money::new(sale.amount, base.currency),
            prior: prior.map(|prior| Money::new(prior, base.currency)),
        }
    }
}

/// The variants with a sale now or later.
#[derive(Clone, Debug, Default)]
pub struct Sales {
    by_variant: HashMap<Uuid, VariantSales>,
    /// The variants by SKU, with their base prices.
    pub(super) bases: Vec<(Box<str>, Uuid, Money)>,
}

impl Sales {
    /// The sales of these variants. Those in another currency than the base price do not apply.
    pub fn new(rows: SaleRows, variants: &[VariantRow]) -> Self {
        if rows.sales.is_empty() {
            return Self::default();
        }
        let mut by_variant: HashMap<Uuid, VariantSales> = HashMap::new();
        let reduced: HashSet<Uuid> = rows.sales.iter().map(|sale| sale.variant_id).collect();
        let is_reduced = |row: &&VariantRow| reduced.contains(&row.id);
        let bases: Vec<(Box<str>, Uuid, Money)> = variants
            .iter()
            .filter(is_reduced)
            .map(|row| (row.sku.as_str().into(), row.id, Money::new(row.price_minor, row.currency)))
            .collect();
        let currencies: HashMap<Uuid, Currency> =
            bases.iter().map(|(_, id, base)| (*id, base.currency)).collect();
        let applies = |id: &Uuid, currency: Currency| currencies.get(id) == Some(&currency);
        for row in rows.sales {
            if applies(&row.variant_id, row.currency) {
                let sale = SalePrice {
                    amount: row.amount_minor,
                    starts: row.starts_at,
                    ends: row.ends_at,
                };
                by_variant.entry(row.variant_id).or_default().sales.push(sale);
            }
        }
        for row in rows.history {
            if applies(&row.variant_id, row.currency) {
                let price =
                    BasePrice { amount: row.amount_minor, from: row.from_at, until: row.until_at };
                by_variant.entry(row.variant_id).or_default().history.push(price);
            }
        }
        Self { by_variant, bases }
    }

    /// With these sales of some variants in the place of those that they had.
    pub fn with_variants(&self, variants: &[VariantRow], own: Self) -> Self {
        let is_other = |id: &Uuid| variants.iter().all(|row| row.id != *id);
        let by_variant = self.by_variant.iter().filter(|(id, _)| is_other(id));
        let bases = self.bases.iter().filter(|(_, id, _)| is_other(id));
        Self {
            by_variant: by_variant
                .map(|(id, one)| (*id, one.clone()))
                .chain(own.by_variant)
                .collect(),
            bases: bases.cloned().chain(own.bases).collect(),
        }
    }

    /// The sales of a variant, if it has any now or later.
    pub fn of(&self, variant: Uuid) -> Option<&VariantSales> {
        self.by_variant.get(&variant)
    }

    /// When the next one begins or ends after `now`.
    pub fn next_change(&self, now: i64) -> Option<i64> {
        self.by_variant.values().filter_map(|one| next_change(&one.sales, now)).min()
    }
}
