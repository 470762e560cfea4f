//! Updates the copy after an edit of one product, without loading the others.

use super::{
    Snapshot,
    attributes::solar_only,
    build::{is_shown, variants},
    card_specs::CardSpecs,
    entry::{Described, DescribedVariant, Entry, VariantEntry},
    identity::{Variant, described_by, identity},
    index::{quantities_of, words_of},
    next_generation,
    pictures::Pictures,
    sales::{SaleRows, Sales},
};
use crate::InternalError;
use domain::{Currency, Money, catalogue::Attributes};
use search::{Index, QuantityIndex, Vocabulary};
use std::{collections::BTreeSet, sync::Arc};
use store::{
    Executor, Uuid,
    catalogue::{ListedRow, VariantRow},
};

/// The most words that copies change before the whole catalogue is loaded again, which puts them
/// in order.
const MAX_WORDS: usize = 5_000;

/// The rows of one product.
pub struct EditedRows {
    pub id: Uuid,
    /// None if it is not published.
    pub row: Option<ListedRow>,
    /// With their base prices.
    pub variants: Vec<VariantRow>,
    pub categories: Vec<Uuid>,
    /// Of variants with a sale now or later.
    pub sales: SaleRows,
    /// All pictures of the products that were read with it.
    pub pictures: Arc<Pictures>,
}

impl EditedRows {
    /// Reads those of some products, in as many statements as for one.
    ///
    /// # Errors
    /// If the database fails or holds unreadable data.
    pub async fn read(
        executor: &mut impl Executor,
        products: &[Uuid],
        now: i64,
    ) -> Result<Vec<Self>, InternalError> {
        if products.is_empty() {
            return Ok(Vec::new());
        }
        let variants = store::catalogue::variants_of(executor, products).await?;
        let ids: Vec<Uuid> = variants.iter().map(|variant| variant.id).collect();
        let mut sales = store::pricing::sales_of(executor, &ids).await?;
        let reduced: BTreeSet<Uuid> =
            sales.iter().filter(|sale| sale.ends_at > now).map(|sale| sale.variant_id).collect();
        sales.retain(|sale| reduced.contains(&sale.variant_id));
        let reduced: Vec<Uuid> = reduced.into_iter().collect();
        let history = if reduced.is_empty() {
            Vec::new()
        } else {
            store::pricing::history_of(executor, &reduced).await?
        };
        let rows = store::catalogue::listed_of(executor, products).await?;
        let categories = store::catalogue::memberships_of(executor, products).await?;
        let pictures = Pictures::new(store::media::of_products(executor, products).await?);
        let pictures = Arc::new(pictures);
        let of = |&id: &Uuid| {
            let variants: Vec<VariantRow> =
                variants.iter().filter(|variant| variant.product_id == id).cloned().collect();
            let is_own = |variant: Uuid| variants.iter().any(|own| own.id == variant);
            Self {
                id,
                row: rows.iter().find(|row| row.id == id).cloned(),
                categories: categories
                    .iter()
                    .filter(|(product, _)| *product == id)
                    .map(|(_, category)| *category)
                    .collect(),
                sales: SaleRows {
                    sales: sales.iter().filter(|one| is_own(one.variant_id)).cloned().collect(),
                    history: history.iter().filter(|one| is_own(one.variant_id)).cloned().collect(),
                },
                variants,
                pictures: Arc::clone(&pictures),
            }
        };
        Ok(products.iter().map(of).collect())
    }
}

impl Snapshot {
    /// A copy of the catalogue at the same version, in which one product has these rows. None if
    /// the change concerns what is made from all products: then the whole catalogue must be loaded.
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
        let pictures = rows.pictures;
        let own_sales = Sales::new(rows.sales, &rows.variants);
        let sales = self.sales.with_variants(&rows.variants, own_sales.clone());
        let variants = variants(rows.variants, &pictures, &own_sales, now)?
            .remove(&row.id)
            .unwrap_or_default();
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
        let described_by = described_by(&row, &variants);
        if described_by != old.described_by && self.is_named(old) {
            return Ok(None);
        }
        let attributes: Attributes = serde_json::from_str(&row.attributes)
            .map_err(|_| InternalError::stored("attributes of", &row.slug))?;
        let (labels, entries) = parted(variants, old)?;
        let euro = |price: Money| {
            self.built_with.convert(price, Currency::EUR).map_or(i64::MAX, |euro| euro.minor)
        };
        let entry = Entry {
            name: row.name.as_str().into(),
            summary: row.summary.as_str().into(),
            picture: pictures.get(row.hash.as_deref(), row.alt.as_deref())?,
            specs: self.specs_of(old, &attributes),
            solar_only: solar_only(&attributes),
            price: entries.iter().map(|one| euro(one.price)).min().unwrap_or(i64::MAX),
            variants: entries,
            described_by,
            ..Entry::clone(old)
        };
        if entry.name != old.name && self.is_sorted_by_name(old, &entry) {
            return Ok(None);
        }
        let described = Described { entry: Arc::new(entry), attributes, variants: labels };
        let Some(mut fresh) = self.in_place(old, &described) else { return Ok(None) };
        fresh.sales = Arc::new(sales);
        // Sales of others may have begun since this copy had their prices: that stays due.
        let next = own_sales.next_change(now);
        fresh.next_sale_change = fresh.next_sale_change.into_iter().chain(next).min();
        if let Some(end) = row.unpublish_at {
            fresh.next_change = Some(fresh.next_change.map_or(end, |at| at.min(end)));
        }
        Ok(Some(fresh))
    }

    /// The slugs of the categories that a product is in, with those above.
    fn categories_of(&self, product: &Entry) -> BTreeSet<&str> {
        let with = self.categories.iter().filter(|one| one.members.contains(&product.number));
        with.map(|category| category.slug.as_str()).collect()
    }

    /// Whether the merchant's tables choose a product by itself or by a category: they may have
    /// conditions on its attributes.
    fn is_named(&self, product: &Entry) -> bool {
        let skus = product.variants.iter().map(|variant| &*variant.sku);
        let mut names = self.categories_of(product).into_iter().chain(skus).chain([&*product.slug]);
        names.any(|name| self.named.contains(name))
    }

    /// The key specifications of a product with these attributes.
    fn specs_of(&self, product: &Entry, attributes: &Attributes) -> Vec<String> {
        // Rules that are left out were noted when the catalogue was loaded.
        let rules =
            CardSpecs::new(&self.categories, &self.definitions, &self.card_rules, &mut Vec::new());
        let categories = self.categories_of(product);
        rules.chosen(attributes, &|slug| categories.contains(slug))
    }

    /// Whether the name of a product decides about more than its own words: telescopes are sorted
    /// by theirs, and some are noted so that they are not read as questions.
    fn is_sorted_by_name(&self, old: &Entry, new: &Entry) -> bool {
        self.fits.telescope(old.number).is_some()
            || Vocabulary::notes_name(&old.name)
            || Vocabulary::notes_name(&new.name)
    }

    /// A copy with this product in the place of the old one.
    fn in_place(&self, old: &Arc<Entry>, described: &Described) -> Option<Self> {
        let generation = next_generation();
        let Described { entry, attributes, variants } = described;
        let number = entry.number;
        let is_described_anew = entry.described_by != old.described_by;
        let is_reworded = entry.name != old.name || entry.summary != old.summary;
        let has_new_price = |(new, old): (&VariantEntry, &VariantEntry)| new.price != old.price;
        let is_repriced = entry.variants.iter().zip(&old.variants).any(has_new_price);
        let mut fresh = Self { generation, base: generation, ..self.clone() };
        if let Some(slot) = fresh.products.get_mut(number as usize) {
            *slot = Arc::clone(entry);
        }
        if is_described_anew {
            fresh.fits = Arc::new(self.fits.with_product(described, &fresh.products)?);
            fresh.gear = Arc::new(self.gear.with_product(described));
            fresh.index = self.measured(described)?;
        }
        let categories = self.categories_of(entry);
        let Self { products, guides, home, .. } = &mut fresh;
        let products: &[Arc<Entry>] = products;
        let at = |i: u32| products.get(i as usize).map(|entry| &**entry);
        let is_in = |slug: &str| categories.contains(slug);
        for guide in guides {
            if is_described_anew {
                guide.follow((number, attributes), &is_in, at);
            }
            if is_repriced {
                guide.reposition(number, at);
            }
        }
        for block in Arc::make_mut(home) {
            if is_described_anew {
                block.choose((number, attributes), &is_in, at);
            }
            block.follow(entry, at);
        }
        if is_repriced {
            (fresh.prices, fresh.cheapest) = (Arc::default(), Arc::default());
        }
        if is_described_anew || is_reworded {
            let after = words_of(described, &self.categories, &self.definitions, &fresh.guides);
            // Without another description, the words before follow from the old texts.
            let before = (!is_described_anew).then(|| {
                let variants = variants.iter().map(|variant| DescribedVariant {
                    label: variant.label.clone(),
                    difference: variant.difference.clone(),
                });
                let attributes = attributes.clone();
                let entry = Arc::clone(old);
                let old = Described { entry, attributes, variants: variants.collect() };
                words_of(&old, &self.categories, &self.definitions, &self.guides)
            });
            fresh.index = fresh.index.with_words(number, before.as_ref(), &after);
        }
        Some(fresh)
    }

    /// The index with the facets and quantities of a product. None if one of them must be built
    /// anew.
    fn measured(&self, described: &Described) -> Option<Arc<dyn Index>> {
        let number = described.entry.number;
        let own = quantities_of(&self.definitions, described);
        let quantities = QuantityIndex::with_document(self.index.quantities(), number, &own)?;
        let mut index = self.index.with_measures(quantities);
        for definition in self.definitions.iter().filter(|one| one.facet.is_some()) {
            let facet = self.index.facet(&definition.key)?;
            let value = described.attributes.get(&definition.key);
            if facet.has_value(definition, number, value) {
                continue;
            }
            index = index.with_facet(facet.with_value(definition, number, value)?);
        }
        Some(index)
    }
}

/// What the words of variants are made from, and the variants as the copy keeps them. Their stock
/// is that of the copy: changes of it are logged apart.
fn parted(
    variants: Vec<Variant>,
    old: &Entry,
) -> Result<(Vec<DescribedVariant>, Vec<VariantEntry>), InternalError> {
    let (mut described, mut entries) = (Vec::new(), Vec::with_capacity(variants.len()));
    for (new, old) in variants.into_iter().zip(&old.variants) {
        let difference = serde_json::from_str(&new.attributes)
            .map_err(|_| InternalError::stored("attributes of", &new.entry.sku))?;
        described.push(DescribedVariant { label: new.label, difference });
        entries.push(VariantEntry { stock: old.stock, ..new.entry });
    }
    Ok((described, entries))
}
