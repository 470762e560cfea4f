//! The copy of the published catalogue in memory.

use super::{
    facets::Column,
    fit::Fits,
    fold::{phrases, words},
    gear::Gear,
    needs::Need,
    prices::PriceIndex,
    search::{Hits, TextIndex},
    trade::Trade,
    wishes::Members,
};
use domain::{Currency, Money, catalogue::AttributeDefinition, search::intent, stock::StockLevel};
use std::{
    collections::HashMap,
    sync::{Arc, RwLock},
};
use store::Uuid;
use views::catalogue::{Link, Picture};
use views::routes;

/// A variant in the snapshot.
#[derive(Clone, Debug)]
pub struct VariantEntry {
    /// Stock keeping unit.
    pub sku: Box<str>,
    /// Price as kept.
    pub price: Money,
    /// What is left, as shoppers are told.
    pub stock: StockLevel,
    /// The weight of one piece with its packaging, in grams; 0 when it is not known.
    pub grams: u32,
    /// The picture that shows it, when that is not the product's first.
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
    /// Key specifications, ready to read.
    pub specs: Vec<String>,
    /// Its own category: an index into [`Snapshot::categories`].
    pub category: usize,
    /// All variants by position.
    pub variants: Vec<VariantEntry>,
    /// Lowest price in euro cents: for sorting and filtering.
    pub price: i64,
    /// Unix milliseconds.
    pub published_at: i64,
    /// On the home page.
    pub featured: bool,
    /// A telescope for the Sun and for nothing else.
    pub solar_only: bool,
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
            .unwrap_or(StockLevel::SoldOut)
    }

    /// The picture of the variant with this SKU: its own, or else the product's first.
    #[must_use]
    pub fn picture_of(&self, sku: &str) -> Option<&Picture> {
        self.variants
            .iter()
            .find(|v| *v.sku == *sku)
            .and_then(|v| v.picture.as_ref())
            .or(self.picture.as_ref())
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
    /// The category above.
    pub parent: Option<usize>,
    /// The categories below.
    pub children: Vec<usize>,
    /// Products in it or below it, in the shop's order.
    pub members: Vec<u32>,
}

/// What the Astronomy Shop API says of a product in its own way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiProduct {
    /// Name.
    pub name: String,
    /// Words for what it is.
    pub categories: Vec<String>,
    /// Price, where it is not the shop's own.
    pub price: Option<Money>,
}

/// The published catalogue at one version. What a change of stock leaves as it is, is shared with
/// the copy before it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The catalogue's version.
    pub version: i64,
    /// Different in every load of this process, also where the version is the same: a product's
    /// hour may have come.
    pub generation: i64,
    /// Products by id.
    pub products: Vec<Arc<Entry>>,
    /// Categories in the order of the menu.
    pub categories: Vec<Category>,
    /// Attribute definitions by position.
    pub definitions: Arc<Vec<AttributeDefinition>>,
    /// All products in the shop's own order.
    pub(super) order: Vec<u32>,
    /// What fits each wish of [`domain::search::intent::WISHES`].
    pub(super) wishes: Vec<Members>,
    pub(super) columns: Vec<Arc<Column>>,
    /// Prices by currency, as far as they were asked for; no change of stock touches them.
    pub(super) prices: Arc<RwLock<HashMap<Currency, Arc<PriceIndex>>>>,
    pub(super) text: Arc<TextIndex>,
    /// The words of the trade.
    pub(super) trade: Arc<Trade>,
    /// What each product needs beside it.
    pub(super) needs: Arc<Vec<Vec<Need>>>,
    /// What the merchant's table says that one needs, but does not fit: telescope and product.
    pub(super) unfit_needs: Arc<Vec<(String, String)>>,
    /// What products offer to each other.
    pub(super) fits: Arc<Fits>,
    /// What the calculator of eyepieces and cameras knows.
    pub(super) gear: Arc<Gear>,
    /// What the Astronomy Shop API says of products in its own way, by SKU.
    pub(super) demonstration: Arc<HashMap<String, ApiProduct>>,
    pub(super) by_slug: Arc<HashMap<Box<str>, u32>>,
    pub(super) by_sku: Arc<HashMap<Box<str>, u32>>,
    pub(super) category_by_slug: Arc<HashMap<String, usize>>,
    /// When the next product that is published in the future appears; none when nothing waits.
    pub(super) next_change: Option<i64>,
}

impl Snapshot {
    /// Whether a product has appeared since by its date.
    #[must_use]
    pub fn stale_at(&self, now: i64) -> bool {
        self.next_change.is_some_and(|at| at <= now)
    }

    /// The product with this slug.
    #[must_use]
    pub fn by_slug(&self, slug: &str) -> Option<&Entry> {
        self.by_slug.get(slug).and_then(|&i| self.products.get(i as usize)).map(AsRef::as_ref)
    }

    /// The product that has a variant with this SKU.
    #[must_use]
    pub fn by_sku(&self, sku: &str) -> Option<&Entry> {
        self.by_sku.get(sku).and_then(|&i| self.products.get(i as usize)).map(AsRef::as_ref)
    }

    /// All products, by primary key.
    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.products.iter().map(AsRef::as_ref)
    }

    /// The product at an index.
    #[must_use]
    pub fn at(&self, i: u32) -> Option<&Entry> {
        self.products.get(i as usize).map(AsRef::as_ref)
    }

    /// Products by words, best first. A telescope for the Sun alone stands behind the others unless
    /// the Sun is asked for.
    pub(super) fn find(&self, query: &str) -> Hits {
        super::compute(self, || self.search(query))
    }

    /// What was typed; where a word of it is in no product, what is most like it, if that finds
    /// something with all of its words.
    fn search(&self, query: &str) -> Hits {
        let typed = self.search_as_typed(query);
        let Some(meant) = typed.corrected.clone() else { return typed };
        let better = self.search_as_typed(&meant);
        let finds = better.corrected.is_none()
            && (better.complete && !better.found.is_empty() || !better.note.is_empty());
        if finds {
            Hits { corrected: Some(meant), ..better }
        } else {
            Hits { corrected: None, ..typed }
        }
    }

    /// The merchant's answer where there is one, else what has the words.
    fn search_as_typed(&self, query: &str) -> Hits {
        let meant = self.trade.understand(query);
        let answered = !meant.show.is_empty() || !meant.note.is_empty();
        let mut hits = if meant.text.is_empty() {
            Hits::default()
        } else {
            self.search_words(query, &meant.text)
        };
        if answered {
            // What else was said narrows the answer, if it can.
            let narrowed: Vec<u32> = meant
                .show
                .iter()
                .copied()
                .filter(|i| hits.found.iter().any(|hit| hit.0 == *i))
                .collect();
            let shown = if narrowed.is_empty() { meant.show } else { narrowed };
            let found = shown.into_iter().map(|i| (i, 1.0)).collect();
            return Hits { found, note: meant.note, complete: true, corrected: None };
        }
        let phrases = phrases(query);
        if !phrases.is_empty() {
            let has = |hit: &(u32, f32)| {
                self.at(hit.0)
                    .is_some_and(|product| phrases.iter().all(|phrase| self.says(product, phrase)))
            };
            let exact: Vec<(u32, f32)> = hits.found.iter().copied().filter(has).collect();
            if !exact.is_empty() {
                hits.found = exact;
            }
        }
        hits
    }

    /// Whether a product's name, brand, category or summary has these words one after the other.
    fn says(&self, product: &Entry, phrase: &[String]) -> bool {
        let category =
            self.categories.get(product.category).map_or("", |category| category.name.as_str());
        [&*product.name, &*product.brand, category, &*product.summary]
            .into_iter()
            .any(|text| words(text).windows(phrase.len()).any(|part| part == phrase))
    }

    fn search_words(&self, query: &str, text: &str) -> Hits {
        let mut hits = self.text.search(text, self.products.len(), &self.trade);
        if !intent::of_the_sun(query) {
            let solar =
                |hit: &(u32, f32)| self.products.get(hit.0 as usize).is_some_and(|p| p.solar_only);
            for hit in hits.found.iter_mut().filter(|hit| solar(hit)) {
                hit.1 *= 0.2;
            }
            hits.found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        hits
    }

    /// Name, categories and price of a product in the Astronomy Shop API, where they are its own.
    #[must_use]
    pub fn demonstration(&self, sku: &str) -> Option<&ApiProduct> {
        self.demonstration.get(sku)
    }

    /// The price of a variant in the Astronomy Shop API: its own there, or the shop's.
    #[must_use]
    pub fn api_price(&self, variant: &VariantEntry) -> Money {
        self.demonstration(&variant.sku).and_then(|known| known.price).unwrap_or(variant.price)
    }

    /// SKU and currency of every price.
    pub(crate) fn priced_in(&self) -> impl Iterator<Item = (&str, Currency)> {
        let own = self.all().flat_map(|entry| &entry.variants).map(|v| (&*v.sku, v.price.currency));
        let api = self
            .demonstration
            .iter()
            .filter_map(|(sku, known)| Some((&**sku, known.price?.currency)));
        own.chain(api)
    }

    /// The category with this slug.
    #[must_use]
    pub fn category(&self, slug: &str) -> Option<&Category> {
        self.category_by_slug.get(slug).and_then(|&i| self.categories.get(i))
    }

    /// The category that is called so, in the singular or the plural.
    #[must_use]
    pub fn category_named(&self, name: &str) -> Option<&Category> {
        let singular = |text: &str| text.trim().to_lowercase().trim_end_matches('s').to_owned();
        let name = singular(name);
        self.categories
            .iter()
            .find(|category| singular(&category.name) == name && !category.members.is_empty())
    }

    /// The first category whose name begins so, from three letters on.
    #[must_use]
    pub fn category_begun(&self, name: &str) -> Option<&Category> {
        let name = name.trim().to_lowercase();
        let begun = |category: &&Category| {
            !category.members.is_empty() && category.name.to_lowercase().starts_with(&name)
        };
        self.categories.iter().filter(|_| name.chars().count() >= 3).find(begun)
    }

    /// A query with brands of others and words for the shop's own pages as they are spelt, where one
    /// was mistyped or only begun.
    pub(super) fn respelt(&self, query: &str) -> Option<String> {
        let mut changed = false;
        let mut respell = |word: &str| {
            let plain = word.to_lowercase();
            let known = self.text.has(&plain) || self.trade.knows(&plain);
            let meant = if known { None } else { self.trade.meant(&plain) };
            changed |= meant.is_some();
            meant.map_or_else(|| word.to_owned(), ToOwned::to_owned)
        };
        let words: Vec<String> = query.split_whitespace().map(&mut respell).collect();
        changed.then(|| words.join(" "))
    }

    /// What finds something where the last word of `query` is a mistyped beginning, and nothing was
    /// found as it stands.
    pub(super) fn find_begun(&self, query: &str) -> Option<Hits> {
        let (before, last) = query.rsplit_once(' ').unwrap_or(("", query));
        let meant = self.text.begun_alike(&last.to_lowercase(), &self.trade)?;
        let hits = self.find(format!("{before} {meant}").trim());
        (hits.complete && !hits.found.is_empty()).then_some(hits)
    }

    /// The categories from the root to the one with this index.
    pub(super) fn path(&self, category: usize) -> Vec<&Category> {
        let mut path = Vec::new();
        let mut at = self.categories.get(category);
        while let Some(category) = at {
            path.push(category);
            at = category.parent.and_then(|i| self.categories.get(i));
        }
        path.reverse();
        path
    }

    /// Links from the root category to the one with this index.
    #[must_use]
    pub fn trail(&self, category: usize) -> Vec<Link> {
        let link = |category: &Category| Link {
            href: routes::category(&category.slug),
            text: category.name.clone(),
        };
        self.path(category).into_iter().map(link).collect()
    }
}
