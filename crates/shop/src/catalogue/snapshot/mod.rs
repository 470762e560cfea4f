//! The in-memory copy of the published catalogue.

pub mod attributes;
mod build;
mod card_specs;
mod choice;
pub mod content;
pub mod entry;
pub mod failed_load;
pub mod first_few;
pub mod fits;
pub mod gear;
pub mod guides;
pub mod home;
mod identity;
mod index;
mod live;
mod load;
pub mod menu;
pub mod needs;
mod on_sale;
pub mod order;
mod pictures;
pub mod prices;
pub mod product;
pub mod reads;
mod rules;
mod sales;
mod stock;
mod table;
pub mod tables;
mod unchanged;
mod vocabulary;

use self::{
    entry::{ApiProduct, Category, Entry, VariantEntry},
    fits::Fits,
    gear::{Equipment, Gear},
    guides::GuideMembers,
    home::BlockEntry,
    needs::Needs,
    prices::PriceIndex,
    rules::LeftOut,
    sales::Sales,
};
use crate::{Settings, content::Content, threads};
use domain::{
    Currency, Money, catalogue::AttributeDefinition, content::home::BlockKind,
    pricing::rates::Rates, search::intent, stock::StockLevel,
};
pub use live::{Live, Scope};
pub use load::load;
pub(crate) use load::settings_in_force;
use search::{Documents, Hits, Index};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
};
use store::catalogue::{CardRuleRow, Position};
use views::{
    catalogue::{CategoryCard, Link},
    content::block_id,
    routes,
};

/// The published catalogue at one version. After a stock change, the unchanged parts are shared
/// with the previous copy.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The catalogue's version.
    pub version: i64,
    /// When that version was written: see [`Position`].
    written_at: Option<i64>,
    /// Different for every load in this process, even at the same version, since a product may have
    /// been published at its scheduled time.
    pub generation: i64,
    /// The generation of the last copy that differs from the one before in more than stock and
    /// what is suggested with products.
    base: i64,
    /// The generation in which the stock level of any product last changed.
    levels_at: i64,
    /// The generation in which any variant last sold out or returned.
    availability_at: i64,
    /// The generation in which other products last began to be suggested with any product.
    neighbours_at: i64,
    /// The settings in force: they change with the catalogue's version too.
    pub settings: Arc<Settings>,
    /// Their exchange rates with the rounding rules for converted prices.
    pub rates: Arc<Rates>,
    /// The same without rounding rules, in all currencies.
    pub exact_rates: Arc<Rates>,
    /// The exchange rates that the catalogue was built with.
    built_with: Arc<Rates>,
    /// Products by id.
    pub products: Vec<Arc<Entry>>,
    /// Categories in the order of the menu.
    pub categories: Vec<Category>,
    /// The root categories as every page lists them.
    pub(in crate::catalogue) menu: Arc<Vec<CategoryCard>>,
    /// Content pages and menus.
    pub content: Arc<Content>,
    /// Attribute definitions by position.
    pub definitions: Arc<Vec<AttributeDefinition>>,
    /// All products in the shop's own order.
    pub(in crate::catalogue) order: Vec<u32>,
    /// The buying guides with their products.
    guides: Vec<GuideMembers>,
    /// The blocks of the home page that are shown now.
    home: Arc<Vec<BlockEntry>>,
    /// Price indices by currency, as requested so far; stock changes do not affect them, the
    /// beginnings and ends of sales do.
    pub(in crate::catalogue) prices: Arc<RwLock<HashMap<Currency, Arc<PriceIndex>>>>,
    /// All products by currency, cheapest first, as requested so far, in the current order.
    cheapest: Arc<RwLock<HashMap<Currency, Arc<Vec<u32>>>>>,
    /// The search index.
    pub(in crate::catalogue) index: Arc<dyn Index>,
    /// What each product needs.
    pub(in crate::catalogue) needs: Arc<Needs>,
    /// Needs in the merchant's table that do not fit: telescope and product.
    pub(in crate::catalogue) unfit_needs: Arc<Vec<(String, String)>>,
    /// Currencies of prices and of guides' maximum prices: the products' prices in euros and what
    /// was left out depend on their exchange rates.
    converted: Arc<BTreeSet<Currency>>,
    /// SKUs left out because their price is in a currency without an exchange rate.
    unpriced: Arc<Vec<(Box<str>, Currency)>>,
    /// The rules for the key specifications on cards.
    card_rules: Arc<Vec<CardRuleRow>>,
    /// What the merchant's tables choose products by: slugs, SKUs, categories.
    named: Arc<BTreeSet<String>>,
    /// The merchant's rules that are left out.
    left_out: Arc<Vec<LeftOut>>,
    /// Compatibility data of all products.
    pub(in crate::catalogue) fits: Arc<Fits>,
    /// Equipment for the calculator.
    pub(in crate::catalogue) gear: Arc<Gear>,
    /// Data of products in the Astronomy Shop API, by SKU.
    pub(in crate::catalogue) demonstration: Arc<HashMap<String, ApiProduct>>,
    pub(in crate::catalogue) by_slug: Arc<HashMap<Box<str>, u32>>,
    pub(in crate::catalogue) by_sku: Arc<HashMap<Box<str>, u32>>,
    pub(in crate::catalogue) category_by_slug: Arc<HashMap<String, usize>>,
    /// Variants with a sale now or later.
    sales: Arc<Sales>,
    /// When the next sale begins or ends: the prices of this copy are right until then.
    next_sale_change: Option<i64>,
    /// When the next scheduled product is published, or the next block of the home page begins or
    /// ends to be shown; `None` if nothing is scheduled.
    pub(in crate::catalogue) next_change: Option<i64>,
}

/// Counts the copies that this process has made.
static COPIES: AtomicI64 = AtomicI64::new(1);

fn next_generation() -> i64 {
    COPIES.fetch_add(1, Ordering::Relaxed)
}

/// Number of products above which requests do not wait for the whole catalogue to be loaded, and
/// lists are computed as blocking work.
pub const LARGE: usize = 10_000;

impl Snapshot {
    /// Runs a computation over all products; see [`threads::block_in_place`].
    pub(in crate::catalogue) fn compute<T>(&self, work: impl FnOnce() -> T) -> T {
        if self.products.len() > LARGE { threads::block_in_place(work) } else { work() }
    }

    /// Warns of the merchant's rules that this copy leaves out and the one before did not.
    pub(in crate::catalogue) fn warn_of_rules(&self, before: Option<&Self>) {
        let before = before.map(|before| before.left_out.as_slice()).unwrap_or_default();
        rules::warn(&self.left_out, before);
    }

    /// Price index of a currency, computed once per copy of the catalogue.
    pub(in crate::catalogue) fn prices(&self, currency: Currency) -> Arc<PriceIndex> {
        let known = self.prices.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = known.get(&currency) {
            return Arc::clone(index);
        }
        drop(known);
        let index = Arc::new(PriceIndex::new(&self.rates, currency, self.all()));
        let mut known = self.prices.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(currency).or_insert(index))
    }

    /// The buying guides with their products, in order.
    pub(in crate::catalogue) fn guides(&self) -> &[GuideMembers] {
        &self.guides
    }

    /// The slugs of the buying guides, in order.
    pub fn guide_slugs(&self) -> impl Iterator<Item = &str> {
        self.guides.iter().map(|members| members.guide.slug.as_str())
    }

    /// The buying guide with this slug and its products.
    pub(in crate::catalogue) fn guide(&self, slug: &str) -> Option<&GuideMembers> {
        self.guides.iter().find(|members| members.guide.slug == slug)
    }

    /// The blocks of the home page, in order.
    pub(in crate::catalogue) fn home(&self) -> &[BlockEntry] {
        &self.home
    }

    /// The link to the list of all guides on the home page, if the page has one.
    pub(in crate::catalogue) fn list_of_guides(&self) -> Option<Link> {
        let block = self.home.iter().find(|block| block.kind == BlockKind::Guides)?;
        let href = format!("{}#{}", routes::HOME, block_id(&block.slug));
        Some(Link { href, text: block.title.clone() })
    }

    /// All products, cheapest first; in the shop's order at the same price.
    pub(in crate::catalogue) fn cheapest(&self, currency: Currency) -> Arc<Vec<u32>> {
        let known = self.cheapest.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(products) = known.get(&currency) {
            return Arc::clone(products);
        }
        drop(known);
        let prices = self.prices(currency);
        let mut products = self.order.clone();
        products.sort_by_key(|product| prices.lowest(*product));
        let products = Arc::new(products);
        let mut known = self.cheapest.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(currency).or_insert(products))
    }

    /// The generation of the last copy that differs from the one before in more than stock and what
    /// is suggested with products.
    pub(in crate::catalogue) fn base(&self) -> i64 {
        self.base
    }

    /// The version and when it was written.
    pub(in crate::catalogue) fn position(&self) -> Position {
        Position { version: self.version, at: self.written_at }
    }

    /// Whether the catalogue was built with the exchange rates of these settings, as far as it
    /// depends on them: for sorting, for maximum prices of guides, and because a price without a
    /// rate is left out.
    pub(in crate::catalogue) fn fits_rates(&self, settings: &Settings) -> bool {
        self.converted.iter().all(|&one| self.built_with.rate(one) == settings.rates.rate(one))
    }

    /// The same catalogue with other settings. The caller loads the catalogue again unless it
    /// [`fits_rates`](Self::fits_rates).
    pub(in crate::catalogue) fn with_settings(&self, settings: Arc<Settings>) -> Self {
        let rates = Arc::new(settings.shown_rates());
        let (prices, cheapest) = if rates == self.rates {
            (Arc::clone(&self.prices), Arc::clone(&self.cheapest))
        } else {
            (Arc::default(), Arc::default())
        };
        let generation = next_generation();
        Self {
            exact_rates: Arc::new(settings.rates.clone()),
            rates,
            prices,
            cheapest,
            settings,
            generation,
            base: generation,
            ..self.clone()
        }
    }

    /// Whether something scheduled has happened since: see `next_change`.
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

    /// The product at an index. Every index in this copy has one.
    #[must_use]
    pub fn at(&self, i: u32) -> Option<&Entry> {
        self.products.get(i as usize).map(AsRef::as_ref)
    }

    /// The index of the product with this slug or SKU.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<u32> {
        self.by_slug.get(name).or_else(|| self.by_sku.get(name)).copied()
    }

    /// A product's values of a facet.
    pub(in crate::catalogue) fn labels(&self, key: &str, product: u32) -> Vec<&str> {
        self.index.labels(key, product)
    }

    /// Whether a piece of equipment is in stock.
    pub(in crate::catalogue) fn in_stock<T>(&self, item: &Equipment<T>) -> bool {
        let entry = self.at(item.product).inspect(|entry| reads::availability(entry));
        let level = entry.map(|entry| match &item.sku {
            Some(sku) => entry
                .variants
                .iter()
                .find(|variant| variant.sku == *sku)
                // Every SKU of equipment is one of its product's.
                .map_or(StockLevel::SoldOut, |variant| variant.stock),
            None => entry.stock(),
        });
        level.is_some_and(StockLevel::available)
    }

    /// Products in `needs.csv` that certainly do not fit the telescope they are listed for, as
    /// pairs of slugs. Pages omit them.
    #[must_use]
    pub fn unfit_needs(&self) -> &[(String, String)] {
        &self.unfit_needs
    }

    /// Finds products by words, best first. Dedicated solar telescopes rank last unless the query
    /// is about the Sun.
    pub(in crate::catalogue) fn find(&self, query: &str) -> Hits {
        self.compute(|| self.index.find(query, self))
    }

    /// A product's own name, categories and price in the Astronomy Shop API, if any.
    #[must_use]
    pub fn demonstration(&self, sku: &str) -> Option<&ApiProduct> {
        self.demonstration.get(sku)
    }

    /// The price of a variant in the Astronomy Shop API: its own there, or the shop's.
    #[must_use]
    pub fn api_price(&self, variant: &VariantEntry) -> Money {
        self.demonstration(&variant.sku).and_then(|known| known.price).unwrap_or(variant.price)
    }

    /// SKU and currency of all prices, including those left out for want of an exchange rate.
    pub fn priced_in(&self) -> impl Iterator<Item = (&str, Currency)> {
        let own = self.all().flat_map(|entry| &entry.variants).map(|v| (&*v.sku, v.price.currency));
        let api = self
            .demonstration
            .iter()
            .filter_map(|(sku, known)| Some((&**sku, known.price?.currency)));
        let unpriced = self.unpriced.iter().map(|(sku, currency)| (&**sku, *currency));
        own.chain(unpriced).chain(api)
    }

    /// The category with this slug.
    #[must_use]
    pub fn category(&self, slug: &str) -> Option<&Category> {
        self.category_by_slug.get(slug).and_then(|&i| self.categories.get(i))
    }

    /// The category with this name, in the singular or the plural.
    #[must_use]
    pub fn category_named(&self, name: &str) -> Option<&Category> {
        let singular = |text: &str| text.trim().to_lowercase().trim_end_matches('s').to_owned();
        let name = singular(name);
        self.categories
            .iter()
            .find(|category| singular(&category.name) == name && !category.members.is_empty())
    }

    /// The first category whose name begins with this text, from three letters on.
    #[must_use]
    pub fn category_by_prefix(&self, name: &str) -> Option<&Category> {
        let name = name.trim().to_lowercase();
        let begins = |category: &&Category| {
            !category.members.is_empty() && category.name.to_lowercase().starts_with(&name)
        };
        self.categories.iter().filter(|_| name.chars().count() >= 3).find(begins)
    }

    /// If the last word of an unfinished query is mistyped and finds nothing, searches with a
    /// correction of it.
    pub(in crate::catalogue) fn find_unfinished(&self, query: &str) -> Option<Hits> {
        self.compute(|| self.index.find_unfinished(query, self))
    }

    /// Whether the shop carries a brand.
    pub(in crate::catalogue) fn carries(&self, brand: &str) -> bool {
        self.products.iter().any(|p| p.brand.eq_ignore_ascii_case(brand))
    }

    /// The categories from the root to the one with this index.
    pub(in crate::catalogue) fn path(&self, category: usize) -> Vec<&Category> {
        let mut path = Vec::new();
        let mut at = self.categories.get(category);
        while let Some(category) = at {
            path.push(category);
            at = category.parent.and_then(|i| self.categories.get(i));
        }
        path.reverse();
        path
    }

    /// Links from the root category to this one.
    #[must_use]
    pub fn breadcrumbs_of(&self, category: &Category) -> Vec<Link> {
        let place = self.category_by_slug.get(&category.slug);
        place.map_or_else(Vec::new, |&place| self.breadcrumbs(place))
    }

    /// Links from the root category to the one with this index.
    #[must_use]
    pub fn breadcrumbs(&self, category: usize) -> Vec<Link> {
        let link = |category: &Category| Link {
            href: routes::category(&category.slug),
            text: category.name.clone(),
        };
        self.path(category).into_iter().map(link).collect()
    }
}

impl Documents for Snapshot {
    fn texts(&self, product: u32) -> Vec<&str> {
        let Some(entry) = self.at(product) else { return Vec::new() };
        let category = self.categories.get(entry.category).map(|category| category.name.as_str());
        [&*entry.name, &*entry.brand, &*entry.summary].into_iter().chain(category).collect()
    }

    /// Ranks dedicated solar telescopes last unless the query is about the Sun.
    fn factor(&self, query: &str) -> Option<Box<dyn Fn(u32) -> f32 + '_>> {
        if intent::of_the_sun(query) {
            return None;
        }
        let solar = |product| self.at(product).is_some_and(|entry| entry.solar_only);
        Some(Box::new(move |product| if solar(product) { 0.2 } else { 1.0 }))
    }
}
