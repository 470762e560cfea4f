//! The sample catalogue, and catalogues of any size made from it.

use crate::{Error, catalogue, media};
use domain::{
    Currency, Money,
    catalogue::{AttributeDefinition, Attributes, FacetKind, Value},
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};
use store::{
    Db, Tx, Uuid,
    import::{self, NewCategory, NewProduct, NewVariant},
};
use time::{Date, macros::format_description};

/// What a seeding did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeded {
    /// Products written.
    pub products: usize,
    /// Variants written.
    pub variants: usize,
    /// Pictures read.
    pub pictures: usize,
}

#[derive(Deserialize)]
struct BrandRow {
    slug: String,
    name: String,
    story: String,
}

#[derive(Deserialize)]
struct CategoryRow {
    slug: String,
    parent: String,
    name: String,
    position: i64,
    intro: String,
    guide: String,
}

#[derive(Deserialize)]
struct AttributeRow {
    key: String,
    name: String,
    unit: String,
    r#type: String,
    decimals: Option<u8>,
    group: String,
    position: i32,
    facet: String,
    card: Option<i32>,
    explanation: String,
    /// `no` keeps its values out of the search; not a column in older catalogues.
    #[serde(default)]
    search: String,
}

#[derive(Deserialize)]
struct ProductRow {
    slug: String,
    name: String,
    brand: String,
    categories: String,
    status: String,
    published_on: String,
    featured: String,
    tax_class: String,
    summary: String,
    seo_title: String,
    seo_description: String,
    /// All columns as text, those of the attributes among them.
    #[serde(skip)]
    columns: BTreeMap<String, String>,
}

#[derive(Clone, Deserialize)]
struct VariantRow {
    sku: String,
    product: String,
    position: i64,
    options: String,
    price: String,
    currency: String,
    stock: i64,
    weight_g: Option<i64>,
    attrs: String,
    picture: Option<i64>,
}

#[derive(Deserialize)]
struct AltRow {
    slug: String,
    number: usize,
    alt: String,
}

#[derive(Deserialize)]
struct RedirectRow {
    old_slug: String,
    new_slug: String,
}

/// Reads a CSV file; every fault names the file and the line.
fn read<T: for<'a> Deserialize<'a>>(folder: &Path, name: &str) -> Result<Vec<T>, Error> {
    let path = folder.join(name);
    let fault = |e: csv::Error| Error::Internal(format!("{}: {e}", path.display()));
    csv::Reader::from_path(&path)
        .map_err(fault)?
        .into_deserialize()
        .map(|row| row.map_err(fault))
        .collect()
}

/// A slug that the store refuses is a fault of the file's: of which, and of what in it.
fn in_file(file: &str, name: &str, error: store::Error) -> Error {
    match error {
        store::Error::Invalid(fault) => Error::Internal(format!("{file}, {name}: {fault}")),
        other => other.into(),
    }
}

/// One picture of a product: its content hash and its alternative text.
type PictureRef = (String, String);

/// Reads the sample catalogue in `folder` into the database; with `scale` makes that many products
/// of it. Can run again: what is there is brought up to date, stock stays. All of it is one
/// transaction, and whoever seeds at the same time waits for it.
///
/// # Errors
/// When a file is missing or wrong (with its name and line), or the database cannot.
pub async fn seed(db: &Db, folder: &Path, scale: Option<usize>, now: i64) -> Result<Seeded, Error> {
    let mut tx = import::begin(db).await?;
    let seeded = write(&mut tx, folder, scale, now).await?;
    tx.commit().await?;
    Ok(seeded)
}

/// Reads the sample catalogue in `folder` into the database unless there are products already; also
/// when several servers start at once, one of them does it, and the others wait until it has. Gives
/// nothing where nothing was to be done.
///
/// # Errors
/// As [`seed`].
pub async fn seed_if_empty(db: &Db, folder: &Path, now: i64) -> Result<Option<Seeded>, Error> {
    // Most starts find a catalogue, and wait for nobody.
    let mut conn = db.read().await?;
    if import::product_count(&mut conn).await? > 0 {
        return Ok(None);
    }
    drop(conn);
    let mut tx = import::begin(db).await?;
    if import::product_count(&mut tx).await? > 0 {
        return Ok(None);
    }
    tracing::info!(folder = %folder.display(), "no products yet: loading the sample catalogue");
    let seeded = write(&mut tx, folder, None, now).await?;
    tx.commit().await?;
    Ok(Some(seeded))
}

async fn write(
    tx: &mut Tx,
    folder: &Path,
    scale: Option<usize>,
    now: i64,
) -> Result<Seeded, Error> {
    let brands: Vec<BrandRow> = read(folder, "brands.csv")?;
    let categories: Vec<CategoryRow> = read(folder, "categories.csv")?;
    let attributes: Vec<AttributeRow> = read(folder, "attributes.csv")?;
    let mut products: Vec<ProductRow> = read(folder, "products.csv")?;
    for (row, columns) in products.iter_mut().zip(read(folder, "products.csv")?) {
        row.columns = columns;
    }
    let variants: Vec<VariantRow> = read(folder, "variants.csv")?;
    let redirects: Vec<RedirectRow> = read(folder, "redirects.csv")?;

    let mut brand_ids: HashMap<&str, Uuid> = HashMap::new();
    for brand in &brands {
        brand_ids.insert(
            &brand.slug,
            import::brand(tx, &brand.slug, &brand.name, &brand.story, now).await?,
        );
    }
    let mut category_ids: HashMap<&str, Uuid> = HashMap::new();
    let (roots, below): (Vec<_>, Vec<_>) = categories.iter().partition(|c| c.parent.is_empty());
    let mut waiting: Vec<&CategoryRow> = roots.into_iter().chain(below).collect();
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut later = Vec::new();
        for row in waiting {
            let parent = category_ids.get(row.parent.as_str()).copied();
            if !row.parent.is_empty() && parent.is_none() {
                later.push(row);
                continue;
            }
            let new = NewCategory {
                parent,
                slug: &row.slug,
                name: &row.name,
                intro: &row.intro,
                guide: &row.guide,
                position: row.position,
            };
            let id = import::category(tx, &new, now)
                .await
                .map_err(|e| in_file("categories.csv", &row.name, e))?;
            category_ids.insert(&row.slug, id);
        }
        if later.len() == before {
            let lost: Vec<&str> = later.iter().map(|row| row.slug.as_str()).collect();
            return Err(Error::Internal(format!(
                "categories.csv: no such parent for {}",
                lost.join(", ")
            )));
        }
        waiting = later;
    }
    let mut types: HashMap<&str, &str> = HashMap::new();
    for row in &attributes {
        types.insert(&row.key, &row.r#type);
        let text =
            serde_json::to_string(&definition(row)?).map_err(|e| Error::Internal(e.to_string()))?;
        import::attribute(tx, &row.key, &text).await?;
    }
    let pictures = read_pictures(folder, tx).await?;

    let mut variants_of: HashMap<&str, Vec<&VariantRow>> = HashMap::new();
    for variant in &variants {
        variants_of.entry(&variant.product).or_default().push(variant);
    }
    // A product that has got another slug is still that product, with its orders and its
    // back-in-stock subscriptions; its SKUs tell it from one that is gone and leads to its
    // successor.
    for row in &redirects {
        let new = variants_of.get(row.new_slug.as_str()).map(Vec::as_slice).unwrap_or_default();
        let skus = import::skus_of(tx, &row.old_slug).await?;
        if new.iter().any(|variant| skus.contains(&variant.sku)) {
            import::rename(tx, &row.old_slug, &row.new_slug, now)
                .await
                .map_err(|e| in_file("redirects.csv", &row.old_slug, e))?;
        }
    }
    let mut seeded =
        Seeded { products: 0, variants: 0, pictures: pictures.values().map(Vec::len).sum() };
    let total = scale.unwrap_or(products.len());
    let copies = products.iter().cycle().take(total).enumerate();
    let mut texts: HashMap<&str, String> = HashMap::new();
    for (i, row) in copies {
        let copy = i / products.len().max(1);
        if copy == 0 {
            let text =
                tokio::fs::read_to_string(folder.join("texts").join(format!("{}.md", row.slug)))
                    .await
                    .unwrap_or_default();
            texts.insert(&row.slug, text);
        }
        let fault = |what: String| Error::Internal(format!("products.csv, {}: {what}", row.slug));
        let brand = *brand_ids
            .get(row.brand.as_str())
            .ok_or_else(|| fault(format!("no brand {}", row.brand)))?;
        let own: Vec<Uuid> = row
            .categories
            .split('|')
            .map(|slug| {
                category_ids.get(slug).copied().ok_or_else(|| fault(format!("no category {slug}")))
            })
            .collect::<Result<_, _>>()?;
        let values = serde_json::to_string(&values(row, &types).map_err(fault)?)
            .map_err(|e| fault(e.to_string()))?;
        let (slug, name) = if copy == 0 {
            (row.slug.clone(), row.name.clone())
        } else {
            (format!("{}-{copy}", row.slug), format!("{} No. {copy}", row.name))
        };
        let new = NewProduct {
            slug: &slug,
            name: &name,
            brand,
            categories: &own,
            summary: &row.summary,
            description: texts.get(row.slug.as_str()).map_or("", String::as_str),
            tax_class: &row.tax_class,
            status: &row.status,
            published_at: day(&row.published_on).map_err(fault)?,
            featured: row.featured == "yes" && copy == 0,
            seo_title: &row.seo_title,
            seo_description: &row.seo_description,
            attributes: &values,
        };
        let id = import::product(tx, &new, now)
            .await
            .map_err(|e| in_file("products.csv", &row.name, e))?;
        seeded.products += 1;
        for variant in variants_of.get(row.slug.as_str()).into_iter().flatten() {
            write_variant(tx, id, variant, &types, copy, now).await?;
            seeded.variants += 1;
        }
        let refs: Vec<(&str, &str)> = pictures
            .get(&row.slug)
            .into_iter()
            .flatten()
            .map(|(hash, alt)| (hash.as_str(), alt.as_str()))
            .collect();
        import::pictures(tx, id, &refs).await?;
    }
    let unknown: Vec<&str> = variants_of
        .values()
        .flatten()
        .filter(|row| row.weight_g.unwrap_or(0) <= 0)
        .map(|row| row.sku.as_str())
        .take(10)
        .collect();
    if !unknown.is_empty() {
        tracing::warn!(
            skus = unknown.join(", "),
            "variants without weight_g are delivered as if they weighed nothing"
        );
    }
    for row in &redirects {
        import::redirect(tx, "product", &row.old_slug, &row.new_slug).await?;
    }
    for (key, file) in [catalogue::SEARCH, catalogue::MAKERS, catalogue::NEEDS, catalogue::API] {
        // A catalogue of one's own may do without any of them.
        let text = tokio::fs::read_to_string(folder.join(file)).await.unwrap_or_default();
        if key == catalogue::API.0 {
            catalogue::demonstration(&text)?;
        }
        store::settings::put(tx, key, &text).await?;
    }
    store::catalogue::bump(tx).await?;
    Ok(seeded)
}

async fn write_variant(
    tx: &mut Tx,
    product: Uuid,
    row: &VariantRow,
    types: &HashMap<&str, &str>,
    copy: usize,
    now: i64,
) -> Result<(), Error> {
    let fault = |what: &str| Error::Internal(format!("variants.csv, {}: {what}", row.sku));
    let currency: Currency = row.currency.parse().map_err(|_| fault("currency"))?;
    let price = Money::parse(&row.price, currency).ok_or_else(|| fault("price"))?;
    let options: Vec<(&str, &str)> =
        row.options.split(';').filter_map(|option| option.split_once('=')).collect();
    let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
    let labels: Vec<&str> = options.iter().map(|(_, label)| *label).collect();
    let sku = if copy == 0 { row.sku.clone() } else { format!("{}-{copy}", row.sku) };
    let attributes = overrides(&row.attrs, types).map_err(|e| fault(&e))?;
    // Copies differ a little in price, so that sorting and filtering have something to do.
    let per_mille = 1000 + (copy as i64 * 37) % 400;
    let new = NewVariant {
        sku: &sku,
        position: row.position,
        option_name: &names.join(", "),
        label: &labels.join(", "),
        price_minor: if copy == 0 { price.minor } else { price.minor * per_mille / 1000 },
        currency: currency.code(),
        stock: row.stock,
        weight_g: row.weight_g.unwrap_or(0),
        attributes: &attributes,
        picture: row.picture.unwrap_or(1),
    };
    import::variant(tx, product, &new, now).await?;
    Ok(())
}

fn definition(row: &AttributeRow) -> Result<AttributeDefinition, Error> {
    let facet = match row.facet.as_str() {
        "" => None,
        "range" => Some(FacetKind::Range),
        "values" => Some(FacetKind::Values),
        other => {
            return Err(Error::Internal(format!("attributes.csv, {}: facet {other}", row.key)));
        }
    };
    Ok(AttributeDefinition {
        key: row.key.clone(),
        name: row.name.clone(),
        unit: row.unit.clone(),
        decimals: row.decimals.unwrap_or(0),
        group: row.group.clone(),
        position: row.position,
        facet,
        card: row.card,
        explanation: row.explanation.clone(),
        search: row.search != "no",
    })
}

/// The attribute columns of a product as typed values.
fn values(row: &ProductRow, types: &HashMap<&str, &str>) -> Result<Attributes, String> {
    let mut values = Attributes::new();
    for (column, text) in &row.columns {
        let (Some(key), false) = (column.strip_prefix("attr."), text.is_empty()) else { continue };
        values.insert(key.to_owned(), value(key, text, types)?);
    }
    Ok(values)
}

/// A cell of an attribute as a typed value.
fn value(key: &str, text: &str, types: &HashMap<&str, &str>) -> Result<Value, String> {
    Ok(match types.get(key).copied() {
        Some("number") => {
            Value::Number(text.parse().map_err(|_| format!("{key} is no number: {text}"))?)
        }
        Some("flag") => Value::Flag(text == "yes"),
        Some("list") => Value::List(text.split('|').map(ToOwned::to_owned).collect()),
        Some("text") => Value::Text(text.to_owned()),
        _ => return Err(format!("{key} is not in attributes.csv")),
    })
}

/// The attributes in which a variant differs, such as `weight=7.1;tracking=yes`, as JSON; an empty
/// value takes one away.
fn overrides(text: &str, types: &HashMap<&str, &str>) -> Result<String, String> {
    let mut values: BTreeMap<&str, Option<Value>> = BTreeMap::new();
    for pair in text.split(';').filter(|pair| !pair.is_empty()) {
        let (key, text) = pair.split_once('=').ok_or_else(|| format!("attrs: {pair}"))?;
        values.insert(key, if text.is_empty() { None } else { Some(value(key, text, types)?) });
    }
    serde_json::to_string(&values).map_err(|e| e.to_string())
}

/// Noon UTC of a day such as 2026-03-01, in Unix milliseconds; none for an empty text.
fn day(text: &str) -> Result<Option<i64>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let date = Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map_err(|_| format!("no day: {text}"))?;
    Ok(Some(date.midnight().assume_utc().unix_timestamp() * 1000 + 12 * 3_600_000))
}

/// Keeps the plates of the folder, and gives them by product: files are called `slug-number.svg`,
/// their texts stand in `alts.csv`.
async fn read_pictures(
    folder: &Path,
    tx: &mut Tx,
) -> Result<HashMap<String, Vec<PictureRef>>, Error> {
    let plates: PathBuf = folder.join("plates");
    let mut rows: Vec<AltRow> =
        if plates.join("alts.csv").exists() { read(&plates, "alts.csv")? } else { Vec::new() };
    rows.sort_by_key(|row| row.number);
    let mut pictures: HashMap<String, Vec<PictureRef>> = HashMap::new();
    for row in rows {
        let path = plates.join(format!("{}-{}.svg", row.slug, row.number));
        let bytes = tokio::fs::read(&path)
            .await
            .map_err(|e| Error::Internal(format!("{}: {e}", path.display())))?;
        let hash = media::clear_hash(&bytes);
        if !store::media::exists(tx, &hash).await? {
            let source = media::prepare(&bytes)
                .map_err(|e| Error::Internal(format!("{}: {e}", path.display())))?;
            store::media::put(tx, &source.hash, media::DRAWING, &bytes, source.size, "").await?;
        }
        pictures.entry(row.slug).or_default().push((hash, row.alt));
    }
    Ok(pictures)
}
