//! Updates the copy after an edit of one product, without loading the others.

use super::{
    Snapshot,
    build::{Variant, is_shown, variants},
    entry::{Described, DescribedVariant, Entry, VariantEntry},
    index::words_of,
    next_generation,
    pictures::Pictures,
};
use crate::InternalError;
use domain::{Currency, Money};
use search::Vocabulary;
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};
use store::{
    Executor, Uuid,
    catalogue::{ListedRow, VariantRow},
    media::MediaRow,
};

/// The most words that copies change before the whole catalogue is loaded again, which puts them
/// in order.
const MAX_WORDS: usize = 5_000;

/// The rows of one product.
pub struct EditedRows {
    pub id: Uuid,
    /// None if it is not published.
    pub row: Option<ListedRow>,
    pub variants: Vec<VariantRow>,
    pub categories: Vec<Uuid>,
    pub media: Vec<MediaRow>,
}

impl EditedRows {
    /// Reads them.
    ///
    /// # Errors
    /// If the database fails or holds unreadable data.
    pub async fn read(executor: &mut impl Executor, id: Uuid) -> Result<Self, InternalError> {
        Ok(Self {
            id,
            row: store::catalogue::listed_one(executor, i64::MAX, id).await?,
            variants: store::catalogue::variants(executor, id).await?,
            categories: store::catalogue::categories_of(executor, id).await?,
            media: store::media::of_product(executor, id).await?,
        })
    }
}

/// A hash of what facets, filters, guides, compatibility and the tables of the merchant are made
/// from. A product that keeps it keeps its place in all of them.
pub(super) fn identity(row: &ListedRow, variants: &[Variant], categories: &[Uuid]) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&row.slug, &row.brand, row.category_id, &row.attributes).hash(&mut hasher);
    (row.published_at, row.featured, row.hash.is_some(), categories).hash(&mut hasher);
    for Variant { entry, label, attributes } in variants {
        (&entry.sku, label, attributes).hash(&mut hasher);
    }
    hasher.finish()
}

impl Snapshot {
    /// A copy of the catalogue at the same version, in which one product has these rows. None if
    /// more than its texts, prices, weights and pictures has changed: then the whole catalogue must
    /// be loaded.
    ///
    /// # Errors
    /// If a row cannot be read.
    pub fn with_product(&self, rows: EditedRows, now: i64) -> Result<Option<Self>, InternalError> {
        let found = self.products.binary_search_by_key(&rows.id, |entry| entry.id);
        let old = found.ok().and_then(|at| self.products.get(at));
        let (old, row) = match (old, rows.row) {
            // A draft is in no copy.
            (None, None) => return Ok(Some(self.clone())),
            (None, Some(row)) if row.published_at > now => {
                let at = self.next_change.map_or(row.published_at, |at| at.min(row.published_at));
                return Ok(Some(Self { next_change: Some(at), ..self.clone() }));
            }
            (Some(old), Some(row)) if is_shown(&row, now) => (old, row),
            _ => return Ok(None),
        };
        let pictures = Pictures::new(rows.media);
        let variants = variants(rows.variants, &pictures)?.remove(&row.id).unwrap_or_default();
        let mut categories = rows.categories;
        categories.sort_unstable();
        // A currency in which nothing was priced before has no rate that changes are compared with.
        let has_rate = |one: &Variant| {
            let currency = one.entry.price.currency;
            self.converted.contains(&currency) && self.built_with.rate(currency).is_some()
        };
        if identity(&row, &variants, &categories) != old.identity
            || variants.len() != old.variants.len()
            || !variants.iter().all(has_rate)
            || self.index.changed_words() > MAX_WORDS
        {
            return Ok(None);
        }
        let (labels, entries) = parted(variants, old);
        let euro = |price: Money| {
            self.built_with.convert(price, Currency::EUR).map_or(i64::MAX, |euro| euro.minor)
        };
        let entry = Entry {
            name: row.name.as_str().into(),
            summary: row.summary.as_str().into(),
            picture: pictures.get(row.hash.as_deref(), row.alt.as_deref())?,
            price: entries.iter().map(|one| euro(one.price)).min().unwrap_or(i64::MAX),
            variants: entries,
            ..Entry::clone(old)
        };
        if entry.name != old.name && self.is_sorted_by_name(old, &entry) {
            return Ok(None);
        }
        self.in_place(old, entry, (row, labels)).map(Some)
    }

    /// Whether the name of a product decides about more than its own words: telescopes are sorted
    /// by theirs, and some are noted so that they are not read as questions.
    fn is_sorted_by_name(&self, old: &Entry, new: &Entry) -> bool {
        self.fits.telescope(old.number).is_some()
            || Vocabulary::notes_name(&old.name)
            || Vocabulary::notes_name(&new.name)
    }

    /// A copy with this product in the place of the old one.
    fn in_place(
        &self,
        old: &Arc<Entry>,
        entry: Entry,
        (row, labels): (ListedRow, Vec<DescribedVariant>),
    ) -> Result<Self, InternalError> {
        let generation = next_generation();
        let number = entry.number;
        let reworded = entry.name != old.name || entry.summary != old.summary;
        let is_repriced = |(new, old): (&VariantEntry, &VariantEntry)| new.price != old.price;
        let repriced = entry.variants.iter().zip(&old.variants).any(is_repriced);
        let entry = Arc::new(entry);
        let mut fresh = Self { generation, base: generation, ..self.clone() };
        if let Some(slot) = fresh.products.get_mut(number as usize) {
            *slot = Arc::clone(&entry);
        }
        if reworded {
            let attributes = serde_json::from_str(&row.attributes)
                .map_err(|_| InternalError::stored("attributes of", &row.slug))?;
            let mut described = Described { entry: Arc::clone(old), attributes, variants: labels };
            let words = |described: &Described| {
                words_of(described, &self.categories, &self.definitions, &self.guides)
            };
            let before = words(&described);
            described.entry = Arc::clone(&entry);
            let after = words(&described);
            fresh.index = self.index.with_words(number, &before, &after);
        }
        let Self { products, guides, home, .. } = &mut fresh;
        let products: &[Arc<Entry>] = products;
        let at = |i: u32| products.get(i as usize).map(|entry| &**entry);
        if repriced {
            guides.iter_mut().for_each(|guide| guide.reposition(number, at));
        }
        for block in Arc::make_mut(home) {
            block.follow(&entry, at);
        }
        if repriced {
            (fresh.prices, fresh.cheapest) = (Arc::default(), Arc::default());
        }
        if let Some(end) = row.unpublish_at {
            fresh.next_change = Some(fresh.next_change.map_or(end, |at| at.min(end)));
        }
        Ok(fresh)
    }
}

/// What the words of variants are made from, and the variants as the copy keeps them. Their stock
/// is that of the copy: changes of it are logged apart.
fn parted(variants: Vec<Variant>, old: &Entry) -> (Vec<DescribedVariant>, Vec<VariantEntry>) {
    let parts = variants.into_iter().zip(&old.variants).map(|(new, old)| {
        let label = DescribedVariant { label: new.label, difference: Default::default() };
        (label, VariantEntry { stock: old.stock, ..new.entry })
    });
    parts.unzip()
}
