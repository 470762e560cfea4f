//! What decides about a product's place among others, and about what is made from its attributes.

use super::entry::VariantEntry;
use std::hash::{DefaultHasher, Hash, Hasher};
use store::{Uuid, catalogue::ListedRow};

/// A variant, and what only the indices need of it.
pub(super) struct Variant {
    pub(super) entry: VariantEntry,
    pub(super) label: String,
    /// The attributes in which it differs from the product, as JSON.
    pub(super) attributes: String,
}

/// A hash of what decides about the place of a product among others. One that keeps it keeps its
/// number, its categories, its order and its addresses.
pub(super) fn identity(row: &ListedRow, variants: &[Variant], categories: &[Uuid]) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&row.slug, &row.brand, row.category_id).hash(&mut hasher);
    (row.published_at, row.featured, row.hash.is_some(), categories).hash(&mut hasher);
    for variant in variants {
        variant.entry.sku.hash(&mut hasher);
    }
    hasher.finish()
}

/// A hash of what facets, filters, guides, compatibility and the calculator are made from.
pub(super) fn described_by(row: &ListedRow, variants: &[Variant]) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.attributes.hash(&mut hasher);
    for Variant { label, attributes, .. } in variants {
        (label, attributes).hash(&mut hasher);
    }
    hasher.finish()
}
