//! A catalogue's folder, read and checked as a whole before anything is written.

use super::{
    attributes::{definition, overrides, values, yes_or_no},
    card_specs::CardRules,
    content::Content,
    delivery::Delivery,
    error::SeedError,
    guides::Guides,
    home::{HomeBlocks, Slugs},
    mail_texts::MailTexts,
    rows::{
        AltRecord, AttributeRecord, BrandRecord, CategoryRecord, RedirectRecord, VariantRecord,
        distinct, read, read_products,
    },
    seller::SampleSeller,
    texts::ShopTexts,
};
use crate::{catalogue, media};
use domain::{
    Currency, Money,
    catalogue::{
        AttributeDefinition, PictureRole, ProductStatus,
        rules::{AttributeType, Known},
    },
    tax::TaxClass,
    text::slug_error,
};
use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};
use time::{Date, macros::format_description};

/// Files that had another name in an earlier release. Without the new one, loading the folder would
/// empty the merchant's table.
const RENAMED: [(&str, &str); 1] = [("makers.csv", catalogue::OTHER_BRANDS.1)];

/// A product with all that belongs to it.
pub(super) struct Product {
    pub slug: String,
    pub name: String,
    /// Slug of its brand.
    pub brand: String,
    /// Slugs of its categories; the first is the primary one.
    pub categories: Vec<String>,
    /// One sentence.
    pub summary: String,
    /// Markdown.
    pub text: String,
    pub seo_title: String,
    pub seo_description: String,
    /// Its attributes, as JSON.
    pub attributes: String,
    pub tax_class: TaxClass,
    pub status: ProductStatus,
    /// Unix milliseconds.
    pub published_at: Option<i64>,
    /// Whether it is among the first in lists and what the Astronomy Shop API promotes.
    pub featured: bool,
    pub variants: Vec<Variant>,
    pub pictures: Vec<Picture>,
}

/// A variant of a product.
pub(super) struct Variant {
    pub row: VariantRecord,
    pub price: Money,
    /// Names of its options: "Focal length".
    pub option_name: String,
    /// Values of its options: "13 mm".
    pub label: String,
    /// The attributes in which it differs, as JSON.
    pub attributes: String,
}

impl Variant {
    /// The SKU of a copy.
    pub fn sku(&self, copy: usize) -> String {
        if copy == 0 { self.row.sku.clone() } else { format!("{}-{copy}", self.row.sku) }
    }
}

/// A picture of a product.
pub(super) struct Picture {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    pub hash: String,
    /// Alternative text.
    pub alt: String,
    /// What it shows.
    pub role: Option<PictureRole>,
}

/// All that a folder contains.
pub(super) struct Folder {
    pub brands: Vec<BrandRecord>,
    /// Parents before their children.
    pub categories: Vec<CategoryRecord>,
    pub definitions: Vec<AttributeDefinition>,
    pub products: Vec<Product>,
    pub redirects: Vec<RedirectRecord>,
    /// Content pages and menus.
    pub content: Content,
    pub guides: Guides,
    /// The blocks of the home page.
    pub home: HomeBlocks,
    pub card_rules: CardRules,
    /// The texts in places of the program's pages.
    pub texts: ShopTexts,
    /// The texts in emails.
    pub mail_texts: MailTexts,
    /// Shipping zones, tariffs and tax rates.
    pub delivery: Delivery,
    /// The invented seller of a sample.
    pub seller: SampleSeller,
    /// The tables kept as text, by the key of their setting.
    pub tables: Vec<(&'static str, String)>,
    /// SKU and currency of the prices of the Astronomy Shop API.
    pub api_prices: Vec<(String, Currency)>,
}

impl Folder {
    /// Reads and checks a folder.
    pub async fn read(folder: &Path) -> Result<Self, SeedError> {
        for (old, new) in RENAMED {
            let path = folder.join(old);
            if path.exists() {
                return Err(SeedError::Renamed { path, new });
            }
        }
        let brands: Vec<BrandRecord> = read(folder, "brands.csv")?;
        let categories = in_order(read(folder, "categories.csv")?)?;
        let attributes: Vec<AttributeRecord> = read(folder, "attributes.csv")?;
        let definitions = attributes.iter().map(definition).collect::<Result<_, _>>()?;
        let types: HashMap<&str, &str> =
            attributes.iter().map(|row| (row.key.as_str(), row.r#type.as_str())).collect();
        let rows = read_products(folder)?;
        let mut variants: HashMap<String, Vec<Variant>> = HashMap::new();
        let variant_rows: Vec<VariantRecord> = read(folder, "variants.csv")?;
        let redirects: Vec<RedirectRecord> = read(folder, "redirects.csv")?;
        distinct("brands.csv", "slug", brands.iter().map(|row| &row.slug))?;
        distinct("categories.csv", "slug", categories.iter().map(|row| &row.slug))?;
        distinct("attributes.csv", "key", attributes.iter().map(|row| &row.key))?;
        distinct("products.csv", "slug", rows.iter().map(|row| &row.slug))?;
        distinct("variants.csv", "sku", variant_rows.iter().map(|row| &row.sku))?;
        distinct("redirects.csv", "old_slug", redirects.iter().map(|row| &row.old_slug))?;
        for row in variant_rows {
            variants.entry(row.product.clone()).or_default().push(variant(row, &types)?);
        }
        let mut pictures = pictures(folder).await?;
        let brand_slugs: HashSet<&str> = brands.iter().map(|row| row.slug.as_str()).collect();
        let category_slugs: HashSet<&str> =
            categories.iter().map(|row| row.slug.as_str()).collect();
        let content = Content::read(folder, &category_slugs).await?;
        let mut products = Vec::new();
        for row in rows {
            let error = |what: String| SeedError::row("products.csv", &row.slug, what);
            check_slug("products.csv", &row.name, &row.slug)?;
            if !brand_slugs.contains(row.brand.as_str()) {
                return Err(error(format!("no brand {}", row.brand)));
            }
            let categories: Vec<String> = row.categories.split('|').map(str::to_owned).collect();
            if let Some(unknown) =
                categories.iter().find(|slug| !category_slugs.contains(slug.as_str()))
            {
                return Err(error(format!("no category {unknown}")));
            }
            let attributes = serde_json::to_string(&values(&row, &types).map_err(error)?)?;
            let status = ProductStatus::from_key(&row.status)
                .ok_or_else(|| error(format!("no status {:?}", row.status)))?;
            let published_at = day(&row.published_on).map_err(error)?;
            if status == ProductStatus::Published && published_at.is_none() {
                return Err(error("published, but published_on is empty".to_owned()));
            }
            products.push(Product {
                tax_class: TaxClass::from_key(&row.tax_class)
                    .ok_or_else(|| error(format!("no tax class {:?}", row.tax_class)))?,
                status,
                featured: yes_or_no("featured", &row.featured).map_err(error)?,
                categories,
                text: optional(&folder.join("texts").join(format!("{}.md", row.slug))).await?,
                attributes,
                published_at,
                // A draft may have no variants; a published product without is rejected.
                variants: variants.remove(&row.slug).unwrap_or_default(),
                // A product may have no pictures.
                pictures: pictures.remove(&row.slug).unwrap_or_default(),
                slug: row.slug,
                name: row.name,
                brand: row.brand,
                summary: row.summary,
                seo_title: row.seo_title,
                seo_description: row.seo_description,
            });
        }
        if let Some(stray) = variants.into_values().flatten().next() {
            let error = format!("no product {}", stray.row.product);
            return Err(SeedError::row("variants.csv", &stray.row.sku, error));
        }
        let unsold = |product: &&Product| {
            product.status == ProductStatus::Published && product.variants.is_empty()
        };
        if let Some(product) = products.iter().find(unsold) {
            let error = "published, but variants.csv has no variant of it";
            return Err(SeedError::row("products.csv", &product.slug, error));
        }
        let known: HashSet<&str> = products
            .iter()
            .map(|product: &Product| product.slug.as_str())
            .chain(redirects.iter().map(|row| row.old_slug.as_str()))
            .collect();
        if let Some(row) = redirects.iter().find(|row| !known.contains(row.new_slug.as_str())) {
            let error = format!("no product {}", row.new_slug);
            return Err(SeedError::row("redirects.csv", &row.old_slug, error));
        }
        let product_slugs: HashSet<&str> =
            products.iter().map(|product: &Product| product.slug.as_str()).collect();
        let (guides, home, card_rules) = {
            let attribute =
                |key: &str| types.get(key).and_then(|of: &&str| AttributeType::from_key(of));
            let category = |slug: &str| category_slugs.contains(slug);
            let known = Known { attribute: &attribute, category: &category };
            let guides = Guides::read(folder, known, &product_slugs)?;
            let home = {
                let guides = guides.slugs();
                let slugs = Slugs { known, guides: &guides, products: &product_slugs };
                HomeBlocks::read(folder, slugs)?
            };
            (guides, home, CardRules::read(folder, known)?)
        };
        if let Some(slug) = pictures.into_keys().next() {
            return Err(SeedError::row("alts.csv", &slug, "no such product"));
        }
        let texts = ShopTexts::read(folder)?;
        let mail_texts = MailTexts::read(folder)?;
        let seller = SampleSeller::read(folder)?;
        let delivery = Delivery::read(folder)?;
        let mut tables = Vec::new();
        for (key, file) in
            [catalogue::SEARCH, catalogue::OTHER_BRANDS, catalogue::NEEDS, catalogue::API]
        {
            // A merchant's own catalogue may omit any of them.
            tables.push((key, optional(&folder.join(file)).await?));
        }
        let mut api_prices = Vec::new();
        if let Some((_, text)) = tables.iter().find(|(key, _)| *key == catalogue::API.0) {
            let known = catalogue::read_demonstration(text)?;
            let prices =
                known.into_iter().filter_map(|(sku, one)| Some((sku, one.price?.currency)));
            api_prices.extend(prices);
        }
        Ok(Self {
            brands,
            categories,
            definitions,
            products,
            redirects,
            content,
            guides,
            home,
            card_rules,
            texts,
            mail_texts,
            delivery,
            seller,
            tables,
            api_prices,
        })
    }
}

/// Rejects an invalid slug; the error has the row's name, since an empty slug shows nothing.
fn check_slug(file: &'static str, name: &str, slug: &str) -> Result<(), SeedError> {
    slug_error(slug).map_or(Ok(()), |error| Err(SeedError::row(file, name, error)))
}

/// Orders categories so that each comes after its parent.
fn in_order(rows: Vec<CategoryRecord>) -> Result<Vec<CategoryRecord>, SeedError> {
    for row in &rows {
        check_slug("categories.csv", &row.name, &row.slug)?;
    }
    let (mut ordered, mut waiting): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.parent.is_empty());
    while !waiting.is_empty() {
        let known: HashSet<String> = ordered.iter().map(|row| row.slug.clone()).collect();
        let (next, later): (Vec<CategoryRecord>, Vec<_>) =
            waiting.into_iter().partition(|row| known.contains(&row.parent));
        if next.is_empty() {
            let slugs = later.into_iter().map(|row| row.slug).collect();
            return Err(SeedError::NoParent { slugs });
        }
        ordered.extend(next);
        waiting = later;
    }
    Ok(ordered)
}

fn variant(row: VariantRecord, types: &HashMap<&str, &str>) -> Result<Variant, SeedError> {
    let error = |what: &str| SeedError::row("variants.csv", &row.sku, what);
    let currency: Currency = row.currency.parse().map_err(|_| error("currency"))?;
    let price = Money::parse(&row.price, currency).ok_or_else(|| error("price"))?;
    let attributes = overrides(&row.attrs, types).map_err(|e| error(&e))?;
    if price.minor < 0 {
        return Err(error("price is negative"));
    }
    if row.stock < 0 {
        return Err(error("stock is negative"));
    }
    let options: Vec<(&str, &str)> = row
        .options
        .split(';')
        .filter(|option| !option.is_empty())
        .map(|option| option.split_once('=').ok_or_else(|| error(&format!("options: {option}"))))
        .collect::<Result<_, _>>()?;
    let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
    let labels: Vec<&str> = options.iter().map(|(_, label)| *label).collect();
    let (option_name, label) = (names.join(", "), labels.join(", "));
    Ok(Variant { price, option_name, label, attributes, row })
}

/// The text of a file; empty if there is none.
async fn optional(path: &Path) -> Result<String, SeedError> {
    match tokio::fs::read_to_string(path).await {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(cause) => Err(SeedError::File { path: path.to_owned(), cause }),
    }
}

/// Noon UTC of a day such as 2026-03-01, in Unix milliseconds; `None` for an empty text.
fn day(text: &str) -> Result<Option<i64>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let date = Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map_err(|_| format!("not a date: {text}"))?;
    Ok(Some(date.midnight().assume_utc().unix_timestamp() * 1000 + 12 * 3_600_000))
}

/// The folder's plates by product: files are named `slug-number.svg`, and `alts.csv` contains
/// their alternative texts and roles.
async fn pictures(folder: &Path) -> Result<HashMap<String, Vec<Picture>>, SeedError> {
    let plates = folder.join("plates");
    let mut rows: Vec<AltRecord> =
        if plates.join("alts.csv").exists() { read(&plates, "alts.csv")? } else { Vec::new() };
    rows.sort_by_key(|row| row.number);
    let mut pictures: HashMap<String, Vec<Picture>> = HashMap::new();
    for AltRecord { slug, number, alt, role } in rows {
        let role = match role.as_str() {
            "" => None,
            key => Some(PictureRole::from_key(key).ok_or_else(|| {
                let known = PictureRole::ALL.map(PictureRole::key).join(", ");
                let error = format!("role is {key:?}, but can be only {known}");
                SeedError::row("alts.csv", &format!("{slug}, {number}"), error)
            })?),
        };
        let path = plates.join(format!("{slug}-{number}.svg"));
        let bytes = tokio::fs::read(&path)
            .await
            .map_err(|cause| SeedError::File { path: path.clone(), cause })?;
        let hash = media::clear_hash(&bytes);
        pictures.entry(slug).or_default().push(Picture { path, bytes, hash, alt, role });
    }
    Ok(pictures)
}
