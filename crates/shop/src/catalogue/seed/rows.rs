//! The CSV files of a catalogue's folder, row by row.

use super::error::SeedError;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};

#[derive(Deserialize)]
pub(super) struct BrandRecord {
    pub slug: String,
    pub name: String,
    pub story: String,
}

#[derive(Deserialize)]
pub(super) struct CategoryRecord {
    pub slug: String,
    pub parent: String,
    pub name: String,
    pub position: i64,
    pub intro: String,
    pub guide: String,
}

#[derive(Deserialize)]
pub(super) struct AttributeRecord {
    pub key: String,
    pub name: String,
    pub unit: String,
    pub r#type: String,
    /// Empty for whole numbers and for texts.
    pub decimals: Option<u8>,
    pub group: String,
    pub position: i32,
    pub facet: String,
    /// Older catalogues lack this column.
    #[serde(default)]
    pub promoted: Option<i32>,
    pub card: Option<i32>,
    pub explanation: String,
    /// `no` excludes its values from search; older catalogues lack this column.
    #[serde(default)]
    pub search: String,
    /// What the program uses it for, separated by `|`. Older catalogues lack this column.
    #[serde(default)]
    pub role: String,
    /// The limits between the bands of a range, separated by `|`.
    #[serde(default)]
    pub bands: String,
}

#[derive(Deserialize)]
pub(super) struct ProductRecord {
    pub slug: String,
    pub name: String,
    pub brand: String,
    pub categories: String,
    pub status: String,
    pub published_on: String,
    pub featured: String,
    pub tax_class: String,
    pub summary: String,
    pub seo_title: String,
    pub seo_description: String,
    /// The columns `attr.<key>` that are not empty, by key.
    #[serde(skip)]
    pub attributes: BTreeMap<String, String>,
}

#[derive(Deserialize)]
pub(super) struct VariantRecord {
    pub sku: String,
    pub product: String,
    pub position: i64,
    pub options: String,
    pub price: String,
    pub currency: String,
    pub stock: i64,
    /// Seeding warns of variants without it.
    pub weight_g: Option<u32>,
    pub attrs: String,
    /// Empty for the product's first picture.
    pub picture: Option<i64>,
}

#[derive(Deserialize)]
pub(super) struct AltRecord {
    pub slug: String,
    pub number: usize,
    pub alt: String,
    /// What it shows; may be empty. Older catalogues lack this column.
    #[serde(default)]
    pub role: String,
}

#[derive(Deserialize)]
pub(super) struct RedirectRecord {
    pub old_slug: String,
    pub new_slug: String,
}

/// Reads a CSV file; errors name the file and the line.
pub(super) fn read<T: for<'a> Deserialize<'a>>(
    folder: &Path,
    name: &str,
) -> Result<Vec<T>, SeedError> {
    let path = folder.join(name);
    let error = |cause| SeedError::Table { path: path.clone(), cause };
    csv::Reader::from_path(&path)
        .map_err(error)?
        .into_deserialize()
        .map(|row| row.map_err(error))
        .collect()
}

/// Reads the rows of a file; none if there is no such file.
pub(super) fn read_if_there<T: for<'a> Deserialize<'a>>(
    folder: &Path,
    name: &str,
) -> Result<Vec<T>, SeedError> {
    if folder.join(name).exists() { read(folder, name) } else { Ok(Vec::new()) }
}

/// Reads `products.csv`, which has a column for each attribute.
pub(super) fn read_products(folder: &Path) -> Result<Vec<ProductRecord>, SeedError> {
    let path = folder.join("products.csv");
    let error = |cause| SeedError::Table { path: path.clone(), cause };
    let mut reader = csv::Reader::from_path(&path).map_err(error)?;
    let headers = reader.headers().map_err(error)?.clone();
    let mut products = Vec::new();
    for record in reader.records() {
        let record = record.map_err(error)?;
        let mut product: ProductRecord = record.deserialize(Some(&headers)).map_err(error)?;
        let filled = headers.iter().zip(&record).filter(|(_, cell)| !cell.is_empty());
        product.attributes = filled
            .filter_map(|(column, cell)| {
                Some((column.strip_prefix("attr.")?.to_owned(), cell.to_owned()))
            })
            .collect();
        products.push(product);
    }
    Ok(products)
}

/// Checks that no two rows of a file have the same key. The database would keep the last one.
pub(super) fn distinct<'a>(
    file: &'static str,
    column: &str,
    keys: impl Iterator<Item = &'a String>,
) -> Result<(), SeedError> {
    let mut known = HashSet::new();
    for key in keys {
        if !known.insert(key) {
            return Err(SeedError::row(file, key, format!("another row has the same {column}")));
        }
    }
    Ok(())
}
