//! The copy of the published catalogue in memory.

use super::{
    facets::Column,
    facts::{Facts, solar_only},
    search::{Builder, Hits, TextIndex},
    wishes,
};
use crate::Error;
use domain::{
    Currency, Money,
    catalogue::{AttributeDefinition, Attributes, Link, Picture, StockLevel, Value},
    guide::{self, WISHES},
    rates::Rates,
};
use std::{
    collections::HashMap,
    sync::atomic::{AtomicI64, Ordering},
};
use store::{Db, Uuid};

/// Where prices are cut into bands, in euros.
const PRICE_CUTS: [f64; 6] = [50.0, 100.0, 250.0, 500.0, 1000.0, 2500.0];

/// A variant in the snapshot.
#[derive(Clone, Debug)]
pub struct VariantEntry {
    /// Stock keeping unit.
    pub sku: Box<str>,
    /// Price as kept.
    pub price: Money,
    /// What is left, as shoppers are told.
    pub stock: StockLevel,
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
        self.variants.iter().map(|v| v.stock).max_by_key(|level| rank(*level)).unwrap_or(StockLevel::SoldOut)
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

/// Counts loads.
static LOADS: AtomicI64 = AtomicI64::new(1);

/// The published catalogue at one version.
#[derive(Debug)]
pub struct Snapshot {
    /// The catalogue's version.
    pub version: i64,
    /// Different in every load of this process, also where the version is the same: a product's hour may have come.
    pub generation: i64,
    /// Products by id.
    pub products: Vec<Entry>,
    /// Categories in the order of the menu.
    pub categories: Vec<Category>,
    /// Attribute definitions by position.
    pub definitions: Vec<AttributeDefinition>,
    /// All products in the shop's own order.
    pub(super) order: Vec<u32>,
    /// What fits each wish of [`domain::guide::WISHES`].
    pub(super) wishes: Vec<Vec<u32>>,
    pub(super) columns: Vec<Column>,
    pub(super) text: TextIndex,
    by_slug: HashMap<Box<str>, u32>,
    by_sku: HashMap<Box<str>, u32>,
    category_by_slug: HashMap<String, usize>,
    /// When the next product that is published in the future appears; none when nothing waits.
    next_change: Option<i64>,
}

impl Snapshot {
    /// Reads the whole published catalogue.
    ///
    /// # Errors
    /// When the database cannot, or holds an attribute that cannot be read.
    pub async fn load(db: &Db, rates: &Rates, now: i64) -> Result<Self, Error> {
        let mut conn = db.read().await?;
        let version = store::catalogue::version(&mut conn).await?;
        let category_rows = store::catalogue::categories(&mut conn).await?;
        let mut definitions = Vec::new();
        for text in store::catalogue::attribute_definitions(&mut conn).await? {
            definitions.push(serde_json::from_str::<AttributeDefinition>(&text).map_err(|e| Error::Internal(format!("attribute: {e}")))?);
        }
        definitions.sort_by_key(|d: &AttributeDefinition| d.position);
        let rows = store::catalogue::listed(&mut conn, i64::MAX).await?;
        let variant_rows = store::catalogue::listed_variants(&mut conn).await?;
        let memberships = store::catalogue::memberships(&mut conn).await?;
        let media = store::catalogue::media_facts(&mut conn).await?;
        drop(conn);

        let media: HashMap<String, _> = media.into_iter().map(|m| (m.hash.clone(), m)).collect();
        let category_index: HashMap<Uuid, usize> = category_rows.iter().enumerate().map(|(i, c)| (c.id, i)).collect();
        let mut categories: Vec<Category> = category_rows
            .into_iter()
            .map(|c| Category {
                parent: c.parent_id.and_then(|p| category_index.get(&p).copied()),
                id: c.id,
                slug: c.slug,
                name: c.name,
                intro: c.intro,
                guide: c.guide,
                children: Vec::new(),
                members: Vec::new(),
            })
            .collect();
        let parents: Vec<Option<usize>> = categories.iter().map(|c| c.parent).collect();
        for (i, parent) in parents.iter().enumerate() {
            if let Some(above) = parent.and_then(|p| categories.get_mut(p)) {
                above.children.push(i);
            }
        }

        let mut variants: HashMap<Uuid, Vec<VariantEntry>> = HashMap::new();
        for row in variant_rows {
            let Ok(currency) = row.currency.parse::<Currency>() else { continue };
            let price = Money::new(row.price_minor, currency);
            variants.entry(row.product_id).or_default().push(VariantEntry { sku: row.sku.into(), price, stock: StockLevel::of(row.stock) });
        }
        let next_change = rows.iter().map(|row| row.published_at).filter(|at| *at > now).min();
        let mut products = Vec::with_capacity(rows.len());
        let mut attributes: Vec<Attributes> = Vec::with_capacity(rows.len());
        let mut index: HashMap<Uuid, u32> = HashMap::with_capacity(rows.len());
        for row in rows.into_iter().filter(|row| row.published_at <= now) {
            let Some(variants) = variants.remove(&row.id) else { continue };
            let own: Attributes =
                serde_json::from_str(&row.attributes).map_err(|e| Error::Internal(format!("attributes of {}: {e}", row.slug)))?;
            let euro = |money: Money| rates.convert(money, Currency::EUR).map_or(i64::MAX, |m| m.minor);
            let picture = row.hash.as_ref().and_then(|hash| media.get(hash)).map(|m| Picture {
                hash: m.hash.clone(),
                alt: row.alt.clone().unwrap_or_default(),
                width: u32::try_from(m.width).unwrap_or(0),
                height: u32::try_from(m.height).unwrap_or(0),
                placeholder: m.placeholder.clone(),
                avif: m.avif == 1,
            });
            index.insert(row.id, u32::try_from(products.len()).unwrap_or(u32::MAX));
            products.push(Entry {
                id: row.id,
                slug: row.slug.into(),
                name: row.name.into(),
                brand: row.brand.into(),
                summary: row.summary.into(),
                picture,
                specs: Facts::new(&definitions, &own).card(),
                solar_only: solar_only(&own),
                category: category_index.get(&row.category_id).copied().unwrap_or(0),
                price: variants.iter().map(|v| euro(v.price)).min().unwrap_or(i64::MAX),
                variants,
                published_at: row.published_at,
                featured: row.featured == 1,
            });
            attributes.push(own);
        }

        for (product, category) in memberships {
            let (Some(&product), Some(&category)) = (index.get(&product), category_index.get(&category)) else { continue };
            let mut at = Some(category);
            while let Some(category) = at.and_then(|i| categories.get_mut(i)) {
                category.members.push(product);
                at = category.parent;
            }
        }
        let mut order: Vec<u32> = (0..u32::try_from(products.len()).unwrap_or(u32::MAX)).collect();
        // The shop's own order: what can be bought first, then featured, then new.
        order.sort_by_key(|&i| {
            products.get(i as usize).map(|p| (!p.stock().available(), !p.featured, std::cmp::Reverse(p.published_at), i))
        });
        let mut rank = vec![0_u32; products.len()];
        for (position, &i) in (0_u32..).zip(&order) {
            if let Some(slot) = rank.get_mut(i as usize) {
                *slot = position;
            }
        }
        for category in &mut categories {
            category.members.sort_unstable_by_key(|&i| rank.get(i as usize).copied());
            category.members.dedup();
        }

        let columns = columns(&definitions, &products, &attributes);
        let wishes = wishes::members(&products, &attributes, &categories);
        let text = text_index(&products, &categories, &definitions, &attributes, &wishes);
        let by_slug = products.iter().zip(0_u32..).map(|(p, i)| (p.slug.clone(), i)).collect();
        let by_sku = products.iter().zip(0_u32..).flat_map(|(p, i)| p.variants.iter().map(move |v| (v.sku.clone(), i))).collect();
        let category_by_slug = categories.iter().enumerate().map(|(i, c)| (c.slug.clone(), i)).collect();
        Ok(Self {
            version,
            generation: LOADS.fetch_add(1, Ordering::Relaxed),
            products,
            categories,
            definitions,
            order,
            wishes,
            columns,
            text,
            by_slug,
            by_sku,
            category_by_slug,
            next_change,
        })
    }

    /// Whether a product has appeared since by its date.
    #[must_use]
    pub fn stale_at(&self, now: i64) -> bool {
        self.next_change.is_some_and(|at| at <= now)
    }

    /// The product with this slug.
    #[must_use]
    pub fn by_slug(&self, slug: &str) -> Option<&Entry> {
        self.by_slug.get(slug).and_then(|&i| self.products.get(i as usize))
    }

    /// The product that has a variant with this SKU.
    #[must_use]
    pub fn by_sku(&self, sku: &str) -> Option<&Entry> {
        self.by_sku.get(sku).and_then(|&i| self.products.get(i as usize))
    }

    /// Products by words, best first. A telescope for the Sun alone stands behind the others unless the Sun is asked for.
    pub(super) fn find(&self, query: &str) -> Hits {
        let mut hits = self.text.search(query, self.products.len());
        if !guide::of_the_sun(query) {
            let solar = |hit: &(u32, f32)| self.products.get(hit.0 as usize).is_some_and(|p| p.solar_only);
            for hit in hits.found.iter_mut().filter(|hit| solar(hit)) {
                hit.1 *= 0.2;
            }
            hits.found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        hits
    }

    /// The category with this slug.
    #[must_use]
    pub fn category(&self, slug: &str) -> Option<&Category> {
        self.category_by_slug.get(slug).and_then(|&i| self.categories.get(i))
    }

    /// Links from the root category to the one with this index.
    #[must_use]
    pub fn trail(&self, category: usize) -> Vec<Link> {
        let mut trail = Vec::new();
        let mut at = self.categories.get(category);
        while let Some(category) = at {
            trail.push(Link { href: format!("/categories/{}", category.slug), text: category.name.clone() });
            at = category.parent.and_then(|i| self.categories.get(i));
        }
        trail.reverse();
        trail
    }
}

fn columns(definitions: &[AttributeDefinition], products: &[Entry], attributes: &[Attributes]) -> Vec<Column> {
    let prices: Vec<Option<f64>> = products.iter().map(|p| Some(p.price as f64 / 100.0)).collect();
    let mut columns = vec![
        Column::of_numbers("price", "Price", "", &PRICE_CUTS, None, |n| format!("€{n}"), &prices),
        Column::of_texts("brand", "Brand", "", &products.iter().map(|p| vec![p.brand.to_string()]).collect::<Vec<_>>()),
        Column::of_texts(
            "stock",
            "Availability",
            "",
            &products.iter().map(|p| vec![if p.stock().available() { "In stock" } else { "Sold out" }.to_owned()]).collect::<Vec<_>>(),
        ),
    ];
    let attributes: Vec<&Attributes> = attributes.iter().collect();
    columns.extend(definitions.iter().filter_map(|definition| Column::of_attribute(definition, &attributes)));
    columns
}

fn text_index(
    products: &[Entry],
    categories: &[Category],
    definitions: &[AttributeDefinition],
    attributes: &[Attributes],
    wishes: &[Vec<u32>],
) -> TextIndex {
    let mut builder = Builder::default();
    let mut wished: Vec<Vec<(&guide::Wish, bool)>> = vec![Vec::new(); products.len()];
    for (wish, members) in WISHES.iter().zip(wishes) {
        for &i in members {
            if let (Some(list), Some(product)) = (wished.get_mut(i as usize), products.get(i as usize)) {
                list.push((wish, wish.chosen.contains(&product.slug.as_ref())));
            }
        }
    }
    for ((i, product), attributes) in (0_u32..).zip(products).zip(attributes) {
        builder.add(i, &product.name, 8);
        builder.add(i, &product.brand, 5);
        for variant in &product.variants {
            builder.add(i, &variant.sku, 9);
        }
        let mut at = categories.get(product.category);
        while let Some(category) = at {
            builder.add(i, &category.name, 5);
            at = category.parent.and_then(|p| categories.get(p));
        }
        builder.add(i, &product.summary, 2);
        for (wish, chosen) in wished.get(i as usize).into_iter().flatten() {
            for word in wish.words {
                builder.add(i, word, if *chosen { 9 } else { 2 });
            }
        }
        for definition in definitions {
            let Some(value) = attributes.get(&definition.key) else { continue };
            builder.add(i, &definition.show(value), 2);
            if let (Value::Number(mm), "aperture" | "objective") = (value, definition.key.as_str()) {
                builder.add(i, &format!("{}in", domain::text::number(mm / 25.4, if *mm < 100.0 { 1 } else { 0 })), 3);
            }
            if *value == Value::Flag(true) {
                builder.add(i, &definition.name, 2);
            }
        }
    }
    builder.build()
}
