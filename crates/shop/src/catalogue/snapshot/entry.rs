//! Products and categories in the in-memory copy.

use super::attributes::{Difference, with_difference};
use domain::{Money, catalogue::Attributes, stock::StockLevel};
use std::sync::Arc;
use store::Uuid;
use views::catalogue::Picture;

/// A variant in the snapshot.
#[derive(Clone, Debug)]
pub struct VariantEntry {
    /// Stock keeping unit.
    pub sku: Box<str>,
    /// What is charged: the base price, or a lower sale price.
    pub price: Money,
    /// The lowest price of the 30 days before it was reduced, if it is.
    pub prior: Option<Money>,
    /// Stock level as shown.
    pub stock: StockLevel,
    /// The packed weight of one unit in grams; 0 if unknown.
    pub grams: u32,
    /// The picture of this variant, if it is not the product's first.
    pub picture: Option<Picture>,
}

/// A product in the snapshot.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Primary key.
    pub id: Uuid,
    /// In its URL.
    pub slug: Box<str>,
    /// Its name.
    pub name: Box<str>,
    /// The brand's name.
    pub brand: Box<str>,
    /// One sentence.
    pub summary: Box<str>,
    /// First picture.
    pub picture: Option<Picture>,
    /// Key specifications.
    pub specs: Vec<String>,
    /// Its main category: an index into [`Snapshot::categories`](super::Snapshot::categories).
    pub category: usize,
    /// All variants by position.
    pub variants: Vec<VariantEntry>,
    /// Lowest price in euro cents, for sorting and filtering.
    pub price: i64,
    /// Unix milliseconds.
    pub published_at: i64,
    /// Whether it is among the first in lists and what the Astronomy Shop API promotes.
    pub featured: bool,
    /// Whether it is a dedicated solar telescope.
    pub solar_only: bool,
    /// Its index in [`Snapshot::products`](super::Snapshot::products).
    pub number: u32,
    /// A hash of what decides about its place among others: see `identity` in `product.rs`.
    pub identity: u64,
    /// A hash of its attributes and of what its variants have of their own.
    pub described_by: u64,
    /// The generation in which the level of a variant last changed; 0 since the last load.
    pub levels_at: i64,
    /// The generation in which a variant last sold out or returned; 0 since the last load.
    pub availability_at: i64,
    /// The generation in which other products began to be suggested with it; 0 since the last
    /// load.
    pub neighbours_at: i64,
}

impl Entry {
    /// The best level of its variants.
    #[must_use]
    pub fn stock(&self) -> StockLevel {
        let rank = |level: StockLevel| match level {
            StockLevel::SoldOut => 0,
            StockLevel::Few(n) => n,
            StockLevel::Enough => u8::MAX,
        };
        self.variants
            .iter()
            .map(|v| v.stock)
            .max_by_key(|level| rank(*level))
            // Never: a product in the snapshot has variants.
            .unwrap_or(StockLevel::SoldOut)
    }

    /// The picture of the variant with this SKU: its own, or the product's first.
    #[must_use]
    pub fn picture_of(&self, sku: &str) -> Option<&Picture> {
        self.variants
            .iter()
            .find(|v| *v.sku == *sku)
            .and_then(|v| v.picture.as_ref())
            .or(self.picture.as_ref())
    }
}

/// A product while the snapshot is built, with what only the indices are made from. The finished
/// snapshot does not keep it, which saves most of the memory of a large catalogue.
#[derive(Debug)]
pub struct Described {
    /// As the finished snapshot keeps it.
    pub entry: Arc<Entry>,
    /// Its attributes.
    pub attributes: Attributes,
    /// What its variants have of their own, by the index of the variant; empty if none of them has
    /// anything.
    pub variants: Vec<DescribedVariant>,
}

/// What only the indices need of a variant.
#[derive(Debug)]
pub struct DescribedVariant {
    /// Such as "13 mm"; may be empty.
    pub label: String,
    /// The attributes in which it differs from the product.
    pub difference: Difference,
}

impl DescribedVariant {
    /// Whether the variant has nothing of its own.
    pub fn is_empty(&self) -> bool {
        self.label.is_empty() && self.difference.is_empty()
    }
}

impl Described {
    /// The attributes of the variant with this index, if they differ from the product's.
    pub fn differing(&self, variant: usize) -> Option<Attributes> {
        let difference = &self.variants.get(variant)?.difference;
        (!difference.is_empty()).then(|| with_difference(&self.attributes, difference))
    }
}

/// A category in the snapshot.
#[derive(Clone, Debug)]
pub struct Category {
    /// Primary key.
    pub id: Uuid,
    /// In its URL.
    pub slug: String,
    /// Heading.
    pub name: String,
    /// A sentence that helps to choose.
    pub intro: String,
    /// A paragraph of advice.
    pub guide: String,
    /// The parent category.
    pub parent: Option<usize>,
    /// The child categories.
    pub children: Vec<usize>,
    /// Products in it and its descendants, in the shop's order.
    pub members: Vec<u32>,
    /// The generation in which a variant of a member last sold out or returned; 0 since the last
    /// load.
    pub availability_at: i64,
}

/// A product's own data in the Astronomy Shop API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiProduct {
    /// Name.
    pub name: String,
    /// Category names.
    pub categories: Vec<String>,
    /// Price, if it differs from the shop's.
    pub price: Option<Money>,
}
