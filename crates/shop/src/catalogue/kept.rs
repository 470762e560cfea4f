//! Rows of products, kept in memory for as long as they are the same in the database. A rendered
//! page then asks the database nothing.

use moka::sync::Cache;
use std::{fmt, sync::Arc};
use store::{
    Uuid,
    catalogue::{PictureRow, ProductRow, VariantRow},
};

/// What an entry takes beside its rows, in bytes.
const OVERHEAD: usize = 256;

/// Rows by product, each with the generation of the copy of the catalogue that was current before
/// they were read: they are right as long as the product has not changed after that.
pub(crate) struct Kept<T> {
    cache: Cache<Uuid, (i64, Arc<T>)>,
}

impl<T> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").finish_non_exhaustive()
    }
}

impl<T: Send + Sync + 'static> Kept<T> {
    /// Keeps rows of at most this many bytes, by a function that says how many a product's have.
    pub fn new(bytes: u64, size: fn(&T) -> usize) -> Self {
        let weight = move |_: &Uuid, (_, rows): &(i64, Arc<T>)| {
            // Heavier than the cache: such an entry is not kept.
            u32::try_from(size(rows) + OVERHEAD).unwrap_or(u32::MAX)
        };
        Self { cache: Cache::builder().max_capacity(bytes).weigher(weight).build() }
    }

    /// The rows of a product, unless it `has_changed` since this generation.
    pub fn get(&self, product: Uuid, has_changed: impl FnOnce(i64) -> bool) -> Option<Arc<T>> {
        let (generation, rows) = self.cache.get(&product)?;
        (!has_changed(generation)).then_some(rows)
    }

    /// Keeps rows that were read after the copy with this generation had been current.
    pub fn put(&self, product: Uuid, generation: i64, rows: T) -> Arc<T> {
        let rows = Arc::new(rows);
        self.cache.insert(product, (generation, Arc::clone(&rows)));
        rows
    }
}

/// The rows of a product, with what is made of them for every page.
#[derive(Debug)]
pub(crate) struct ProductRows {
    pub(in crate::catalogue) product: ProductRow,
    pub(in crate::catalogue) variants: Vec<VariantRow>,
    pub(in crate::catalogue) pictures: Vec<PictureRow>,
    /// The description as HTML.
    pub(in crate::catalogue) description: String,
}

impl ProductRows {
    /// About how many bytes they take.
    pub(crate) fn size(&self) -> usize {
        let product = &self.product;
        let texts = [
            &product.slug,
            &product.name,
            &product.brand,
            &product.story,
            &product.summary,
            &product.description,
            &product.seo_title,
            &product.seo_description,
            &product.attributes,
            &self.description,
        ];
        let variant = |row: &VariantRow| size_of_val(row) + row.attributes.len() + 64;
        let picture = |row: &PictureRow| {
            size_of_val(row) + row.hash.len() + row.alt.len() + row.placeholder.len()
        };
        size_of_val(self)
            + texts.iter().map(|text| text.len()).sum::<usize>()
            + self.variants.iter().map(variant).sum::<usize>()
            + self.pictures.iter().map(picture).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn rows_are_kept_until_the_product_changes() {
        let kept: Kept<String> = Kept::new(2_000, String::len);
        let (lamp, tent) = (Uuid::from_u128(1), Uuid::from_u128(2));
        kept.put(lamp, 7, "a lamp".to_owned());
        let changed_in = |change: i64| move |generation: i64| change > generation;
        assert_eq!(*kept.get(lamp, changed_in(7)).unwrap(), "a lamp");
        assert!(kept.get(lamp, changed_in(8)).is_none());
        assert!(kept.get(tent, changed_in(0)).is_none());
        kept.put(lamp, 8, "a better lamp".to_owned());
        assert_eq!(*kept.get(lamp, changed_in(8)).unwrap(), "a better lamp");
    }
}
