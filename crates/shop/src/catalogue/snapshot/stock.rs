//! Updates the copy after a change of stock, or of what is suggested with products.

use super::{
    Snapshot,
    entry::Entry,
    index::stock_facet,
    next_generation,
    order::{place, sort_members},
};
use domain::stock::StockLevel;
use std::sync::Arc;
use store::{Uuid, catalogue::Position, stock::LevelRow};

impl Snapshot {
    /// A copy of the catalogue at a later version in which only the stock of some products has
    /// changed. `levels` has all variants of each of them, product by product.
    #[must_use]
    pub fn with_stock(&self, position: Position, levels: &[LevelRow]) -> Self {
        let generation = next_generation();
        let mut fresh =
            Self { version: position.version, written_at: position.at, generation, ..self.clone() };
        let mut reordered = false;
        let mut returned_or_gone: Vec<u32> = Vec::new();
        for levels in levels.chunk_by(|a, b| a.product_id == b.product_id) {
            let Some(LevelRow { product_id, .. }) = levels.first() else { continue };
            let found = fresh.products.binary_search_by_key(product_id, |entry| entry.id);
            let Some(slot) = found.ok().and_then(|at| fresh.products.get_mut(at)) else {
                // A product that is not in this copy is not published, or was a moment ago: its
                // page shows what is in the database.
                fresh.levels_at = generation;
                continue;
            };
            let before = slot.stock().available();
            let entry = Arc::make_mut(slot);
            for LevelRow { sku, stock, .. } in levels {
                let level = StockLevel::of(*stock);
                let variant = entry.variants.iter_mut().find(|variant| *variant.sku == **sku);
                let Some(variant) = variant.filter(|variant| variant.stock != level) else {
                    continue;
                };
                if variant.stock.available() != level.available() {
                    entry.availability_at = generation;
                    fresh.availability_at = generation;
                    returned_or_gone.push(entry.number);
                }
                variant.stock = level;
                entry.levels_at = generation;
                fresh.levels_at = generation;
            }
            reordered |= entry.stock().available() != before;
        }
        returned_or_gone.sort_unstable();
        if !returned_or_gone.is_empty() {
            let concerns = |product: &u32| returned_or_gone.binary_search(product).is_ok();
            for category in &mut fresh.categories {
                if category.members.iter().any(concerns) {
                    category.availability_at = generation;
                }
            }
        }
        if reordered {
            let Self { products, order, categories, guides, index, .. } = &mut fresh;
            let products: &[Arc<Entry>] = products;
            order.sort_by_cached_key(|&i| place(products, i));
            sort_members(categories, order);
            for guide in guides {
                guide.sort(|i| products.get(i as usize).map(AsRef::as_ref));
            }
            *index = index.with_facet(stock_facet(products.iter().map(AsRef::as_ref)));
        }
        fresh
    }

    /// The same copy after other products began to be suggested with these. The copy holds no
    /// suggestions, only since when pages that show them are out of date.
    #[must_use]
    pub fn with_neighbours(mut self, products: &[Uuid]) -> Self {
        for product in products {
            // A product that is not in this copy has no page that shows suggestions.
            let found = self.products.binary_search_by_key(product, |entry| entry.id);
            if let Some(slot) = found.ok().and_then(|at| self.products.get_mut(at)) {
                Arc::make_mut(slot).neighbours_at = self.generation;
                self.neighbours_at = self.generation;
            }
        }
        self
    }
}
