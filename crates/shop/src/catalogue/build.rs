//! How the copy of the catalogue in memory is made: from the database, and from the copy before it.

use super::{
    choice::Stock,
    facets::Column,
    facts::{Facts, solar_only},
    fit::Fits,
    gear, needs,
    search::{Builder, TextIndex},
    snapshot::{ApiProduct, Category, Entry, Snapshot, VariantEntry},
    trade::{self, Trade},
    wishes::{self, Members},
};
use crate::Error;
use domain::{
    Currency, Money,
    catalogue::{AttributeDefinition, Attributes, Value},
    pricing::rates::Rates,
    search::intent::{self, WISHES},
    stock::StockLevel,
};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};
use store::{Db, Uuid};
use views::catalogue::Picture;

/// Where prices are cut into bands, in euros.
pub(super) const PRICE_CUTS: [f64; 6] = [50.0, 100.0, 250.0, 500.0, 1000.0, 2500.0];

/// The merchant's tables beside the products: in the settings, and as a file of the catalogue's
/// folder.
pub(crate) const SEARCH: (&str, &str) = ("catalogue.search", "search.csv");
/// Brands of others.
pub(crate) const MAKERS: (&str, &str) = ("catalogue.makers", "makers.csv");
/// What products need beside them.
pub(crate) const NEEDS: (&str, &str) = ("catalogue.needs", "needs.csv");
/// Names, prices and categories of the Astronomy Shop API.
pub(crate) const API: (&str, &str) = ("catalogue.astronomy-api", "astronomy-api.csv");

#[derive(serde::Deserialize)]
struct ApiRow {
    sku: String,
    name: String,
    /// Empty, or not a column, where the shop's own price is the API's as well.
    #[serde(default)]
    price: String,
    #[serde(default)]
    currency: String,
    categories: String,
}

/// Reads `astronomy-api.csv`.
///
/// # Errors
/// When a line cannot be read, or a price is not an amount of its currency.
pub(crate) fn demonstration(text: &str) -> Result<HashMap<String, ApiProduct>, Error> {
    let known = |row: ApiRow| {
        let fault = |what: &str| Error::Internal(format!("{}, {}: {what}", API.1, row.sku));
        let price = if row.price.is_empty() {
            None
        } else {
            let currency =
                row.currency.parse().map_err(|_| fault(&format!("currency {:?}", row.currency)))?;
            let price = Money::parse(&row.price, currency).filter(|price| price.minor > 0);
            Some(price.ok_or_else(|| fault(&format!("price {:?}", row.price)))?)
        };
        let categories = row.categories.split('|').map(str::to_owned).collect();
        Ok((row.sku, ApiProduct { name: row.name, categories, price }))
    };
    trade::table::<ApiRow>(API.1, text)?.into_iter().map(known).collect()
}

/// Counts loads.
static LOADS: AtomicI64 = AtomicI64::new(1);

/// What the database says of the catalogue.
struct Rows {
    version: i64,
    categories: Vec<store::catalogue::CategoryRow>,
    definitions: Vec<AttributeDefinition>,
    products: Vec<store::catalogue::ListedRow>,
    variants: Vec<store::catalogue::VariantRow>,
    memberships: Vec<(Uuid, Uuid)>,
    media: Vec<store::catalogue::PictureRow>,
    tables: Tables,
}

/// The merchant's tables as text.
struct Tables {
    search: String,
    makers: String,
    needs: String,
    api: String,
}

/// The key of a product's place in the shop's own order: what can be bought first, then featured,
/// then new.
fn place(products: &[Arc<Entry>], i: u32) -> impl Ord + use<> {
    products
        .get(i as usize)
        .map(|p| (!p.stock().available(), !p.featured, std::cmp::Reverse(p.published_at), i))
}

impl Snapshot {
    /// Reads the whole published catalogue.
    ///
    /// # Errors
    /// When the database cannot, or holds an attribute that cannot be read.
    pub async fn load(db: &Db, rates: &Rates, now: i64) -> Result<Self, Error> {
        let rows = Self::read(db).await?;
        let rates = rates.clone();
        // Seconds of work with a large catalogue: not on a thread that answers requests.
        let build = tokio::task::spawn_blocking(move || Self::build(rows, &rates, now));
        build.await.map_err(|e| Error::Internal(format!("catalogue: {e}")))?
    }

    async fn read(db: &Db) -> Result<Rows, Error> {
        let mut conn = db.read().await?;
        let version = store::catalogue::version(&mut conn).await?;
        let mut definitions = Vec::new();
        for text in store::catalogue::attribute_definitions(&mut conn).await? {
            definitions.push(
                serde_json::from_str::<AttributeDefinition>(&text)
                    .map_err(|e| Error::Internal(format!("attribute: {e}")))?,
            );
        }
        definitions.sort_by_key(|d: &AttributeDefinition| d.position);
        let tables = Tables {
            search: store::settings::get(&mut conn, SEARCH.0)
                .await?
                .unwrap_or_else(|| trade::SEARCH.to_owned()),
            makers: store::settings::get(&mut conn, MAKERS.0)
                .await?
                .unwrap_or_else(|| trade::MAKERS.to_owned()),
            needs: store::settings::get(&mut conn, NEEDS.0)
                .await?
                .unwrap_or_else(|| needs::NEEDS.to_owned()),
            api: store::settings::get(&mut conn, API.0).await?.unwrap_or_default(),
        };
        Ok(Rows {
            version,
            categories: store::catalogue::categories(&mut conn).await?,
            definitions,
            products: store::catalogue::listed(&mut conn, i64::MAX).await?,
            variants: store::catalogue::listed_variants(&mut conn).await?,
            memberships: store::catalogue::memberships(&mut conn).await?,
            media: store::catalogue::media_facts(&mut conn).await?,
            tables,
        })
    }

    fn build(rows: Rows, rates: &Rates, now: i64) -> Result<Self, Error> {
        let Rows {
            version,
            categories: category_rows,
            definitions,
            products: rows,
            variants: variant_rows,
            memberships,
            media,
            tables,
        } = rows;
        let media: HashMap<String, _> = media.into_iter().map(|m| (m.hash.clone(), m)).collect();
        let picture = |hash: Option<&str>, alt: Option<&str>| {
            media.get(hash?).map(|m| Picture {
                hash: m.hash.clone(),
                alt: alt.unwrap_or_default().to_owned(),
                width: u32::try_from(m.width).unwrap_or(0),
                height: u32::try_from(m.height).unwrap_or(0),
                placeholder: m.placeholder.clone(),
                drawing: m.drawing,
            })
        };
        let category_index: HashMap<Uuid, usize> =
            category_rows.iter().enumerate().map(|(i, c)| (c.id, i)).collect();
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
        let mut differing: HashMap<Box<str>, String> = HashMap::new();
        let mut labels: HashMap<Box<str>, String> = HashMap::new();
        for row in variant_rows {
            let price = Money::new(row.price_minor, row.currency);
            let picture = picture(row.hash.as_deref(), row.alt.as_deref());
            if row.attributes != "{}" {
                differing.insert(row.sku.as_str().into(), row.attributes);
            }
            if !row.label.is_empty() {
                labels.insert(row.sku.as_str().into(), row.label);
            }
            let entry = VariantEntry {
                sku: row.sku.into(),
                price,
                stock: StockLevel::of(row.stock),
                grams: u32::try_from(row.weight_g).unwrap_or(0),
                picture,
            };
            variants.entry(row.product_id).or_default().push(entry);
        }
        let next_change = rows.iter().map(|row| row.published_at).filter(|at| *at > now).min();
        let mut products = Vec::with_capacity(rows.len());
        let mut attributes: Vec<Attributes> = Vec::with_capacity(rows.len());
        let mut index: HashMap<Uuid, u32> = HashMap::with_capacity(rows.len());
        for row in rows.into_iter().filter(|row| row.published_at <= now) {
            let Some(variants) = variants.remove(&row.id) else { continue };
            let own: Attributes = serde_json::from_str(&row.attributes)
                .map_err(|e| Error::Internal(format!("attributes of {}: {e}", row.slug)))?;
            let euro =
                |money: Money| rates.convert(money, Currency::EUR).map_or(i64::MAX, |m| m.minor);
            let picture = picture(row.hash.as_deref(), row.alt.as_deref());
            index.insert(row.id, u32::try_from(products.len()).unwrap_or(u32::MAX));
            products.push(Arc::new(Entry {
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
                featured: row.featured,
            }));
            attributes.push(own);
        }

        for (product, category) in memberships {
            let (Some(&product), Some(&category)) =
                (index.get(&product), category_index.get(&category))
            else {
                continue;
            };
            let mut at = Some(category);
            while let Some(category) = at.and_then(|i| categories.get_mut(i)) {
                category.members.push(product);
                at = category.parent;
            }
        }
        let mut order: Vec<u32> = (0..u32::try_from(products.len()).unwrap_or(u32::MAX)).collect();
        order.sort_by_cached_key(|&i| place(&products, i));
        sort_members(&mut categories, &order);

        let columns = columns(&definitions, &products, &attributes);
        let wishes = wishes::members(&products, &attributes, &categories);
        let text = text_index(&products, &labels, &categories, &definitions, &attributes, &wishes);
        let columns = columns.into_iter().map(Arc::new).collect();
        let by_slug = products.iter().zip(0_u32..).map(|(p, i)| (p.slug.clone(), i)).collect();
        let by_sku: HashMap<Box<str>, u32> = products
            .iter()
            .zip(0_u32..)
            .flat_map(|(p, i)| p.variants.iter().map(move |v| (v.sku.clone(), i)))
            .collect();
        let stock = Stock::new(&products, &categories, &attributes);
        let trade = Trade::read(&tables.search, &tables.makers, &stock)?;
        let mut needs = needs::read(&tables.needs, products.len(), &by_sku, &stock)?;
        let fits = Fits::read(&products, &attributes, &differing)?;
        let unfit_needs = needs::drop_unfit(&mut needs, &products, &fits);
        let gear = gear::read(&products, &attributes, &differing);
        let demonstration = demonstration(&tables.api)?;
        let category_by_slug =
            categories.iter().enumerate().map(|(i, c)| (c.slug.clone(), i)).collect();
        Ok(Self {
            version,
            generation: LOADS.fetch_add(1, Ordering::Relaxed),
            products,
            categories,
            definitions: Arc::new(definitions),
            order,
            wishes,
            columns,
            prices: Arc::default(),
            text: Arc::new(text),
            trade: Arc::new(trade),
            needs: Arc::new(needs),
            unfit_needs: Arc::new(unfit_needs),
            fits: Arc::new(fits),
            gear: Arc::new(gear),
            demonstration: Arc::new(demonstration),
            by_slug: Arc::new(by_slug),
            by_sku: Arc::new(by_sku),
            category_by_slug: Arc::new(category_by_slug),
            next_change,
        })
    }

    /// The same catalogue at a later version, in which nothing but what is left of some products
    /// has changed: each with its variants' SKUs and pieces.
    #[must_use]
    pub fn with_stock(&self, version: i64, changes: &[(Uuid, Vec<(String, i64)>)]) -> Self {
        let mut fresh =
            Self { version, generation: LOADS.fetch_add(1, Ordering::Relaxed), ..self.clone() };
        let mut reordered = false;
        for (product, stock) in changes {
            // One that is not in this copy is not published.
            let Ok(at) = fresh.products.binary_search_by_key(product, |entry| entry.id) else {
                continue;
            };
            let Some(slot) = fresh.products.get_mut(at) else { continue };
            let before = slot.stock().available();
            let entry = Arc::make_mut(slot);
            for (sku, pieces) in stock {
                if let Some(variant) =
                    entry.variants.iter_mut().find(|variant| *variant.sku == **sku)
                {
                    variant.stock = StockLevel::of(*pieces);
                }
            }
            reordered |= entry.stock().available() != before;
        }
        if reordered {
            let Self { products, order, categories, wishes, columns, .. } = &mut fresh;
            order.sort_by_cached_key(|&i| place(products, i));
            sort_members(categories, order);
            for wish in wishes {
                wish.sort(products);
            }
            if let Some(column) = columns.iter_mut().find(|column| column.key == STOCK) {
                *column = Arc::new(stock_column(products));
            }
        }
        fresh
    }
}

/// Brings the members of categories into the shop's own order, each once.
fn sort_members(categories: &mut [Category], order: &[u32]) {
    let mut rank = vec![0_u32; order.len()];
    for (position, &i) in (0_u32..).zip(order) {
        if let Some(slot) = rank.get_mut(i as usize) {
            *slot = position;
        }
    }
    for category in categories {
        category.members.sort_unstable_by_key(|&i| rank.get(i as usize).copied());
        category.members.dedup();
    }
}

/// The facet of what can be bought, in the URL.
const STOCK: &str = "stock";

fn stock_column(products: &[Arc<Entry>]) -> Column {
    Column::of_two(
        STOCK,
        "Availability",
        ["In stock", "Sold out"],
        products.iter().map(|p| p.stock().available()),
    )
}

fn columns(
    definitions: &[AttributeDefinition],
    products: &[Arc<Entry>],
    attributes: &[Attributes],
) -> Vec<Column> {
    // The facet of prices comes before these, in the shopper's currency.
    let mut columns = vec![
        Column::of_texts(
            "brand",
            "Brand",
            "",
            &products.iter().map(|p| vec![p.brand.to_string()]).collect::<Vec<_>>(),
        ),
        stock_column(products),
    ];
    let attributes: Vec<&Attributes> = attributes.iter().collect();
    columns.extend(
        definitions.iter().filter_map(|definition| Column::of_attribute(definition, &attributes)),
    );
    columns
}

fn text_index(
    products: &[Arc<Entry>],
    labels: &HashMap<Box<str>, String>,
    categories: &[Category],
    definitions: &[AttributeDefinition],
    attributes: &[Attributes],
    wishes: &[Members],
) -> TextIndex {
    let mut builder = Builder::default();
    let mut wished: Vec<Vec<(&intent::Wish, bool)>> = vec![Vec::new(); products.len()];
    for (wish, members) in WISHES.iter().zip(wishes) {
        for &i in &members.products {
            if let (Some(list), Some(product)) =
                (wished.get_mut(i as usize), products.get(i as usize))
            {
                list.push((wish, wish.chosen.contains(&product.slug.as_ref())));
            }
        }
    }
    for ((i, product), attributes) in (0_u32..).zip(products).zip(attributes) {
        builder.add(i, &product.name, 8);
        builder.add(i, &product.brand, 5);
        for variant in &product.variants {
            builder.add(i, &variant.sku, 9);
            if let Some(label) = labels.get(&variant.sku) {
                builder.add_prose(i, label, 1);
            }
        }
        let mut at = categories.get(product.category);
        while let Some(category) = at {
            builder.add(i, &category.name, 5);
            at = category.parent.and_then(|p| categories.get(p));
        }
        builder.add_prose(i, &product.summary, 2);
        for (wish, chosen) in wished.get(i as usize).into_iter().flatten() {
            for word in wish.words {
                builder.add(i, word, if *chosen { 9 } else { 2 });
            }
        }
        for definition in definitions {
            let Some(value) = attributes.get(&definition.key).filter(|_| definition.search) else {
                continue;
            };
            builder.add(i, &definition.show(value), 2);
            if let (Value::Number(mm), "aperture" | "objective") = (value, definition.key.as_str())
            {
                builder.add(
                    i,
                    &format!(
                        "{}in",
                        domain::text::number(mm / 25.4, if *mm < 100.0 { 1 } else { 0 })
                    ),
                    3,
                );
            }
            if *value == Value::Flag(true) {
                builder.add(i, &definition.name, 2);
            }
        }
    }
    builder.build()
}
