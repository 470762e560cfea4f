//! What a product needs, from the merchant's table `needs.csv`.

use super::{
    choice::{Selector, names},
    entry::Entry,
    first_few::first_few,
    fits::Fits,
    table::table,
};
use crate::InternalError;
use serde::Deserialize;
use std::{collections::HashMap, sync::Arc};

/// Maximum number of needs on a product page.
const MAX: usize = 5;
/// Maximum number of needs considered per product.
const NAMED: usize = 40;

#[derive(Deserialize)]
struct NeedsRow {
    r#for: String,
    needs: String,
    why: String,
}

/// Something that a product needs.
#[derive(Clone, Debug)]
pub struct Need {
    /// The product; `None` if the shop does not sell it.
    pub product: Option<u32>,
    /// The suitable variant, if it matters.
    pub sku: Option<Box<str>>,
    /// What it is needed for.
    pub why: Arc<str>,
}

/// What products need, by the product's index; most need nothing.
#[derive(Debug)]
pub struct Needs(Vec<Vec<Need>>);

impl Needs {
    /// What a product needs.
    pub fn of(&self, product: u32) -> &[Need] {
        self.0.get(product as usize).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What the products of the table are chosen by.
pub fn named(text: &str) -> Result<Vec<String>, InternalError> {
    let rows: Vec<NeedsRow> = table("needs.csv", text)?;
    let lists = rows.iter().flat_map(|row| [&row.r#for, &row.needs]);
    Ok(lists.flat_map(|list| names(list)).map(str::to_owned).collect())
}

/// Parses the table for this many products. Its column `needs` contains SKUs, slugs and categories.
pub fn read(
    text: &str,
    by_sku: &HashMap<Box<str>, u32>,
    selector: &Selector<'_>,
    products: usize,
) -> Result<Needs, InternalError> {
    let mut all: Vec<Vec<Need>> = vec![Vec::new(); products];
    for row in table::<NeedsRow>("needs.csv", text)? {
        let why: Arc<str> = row.why.into();
        let mut wanted: Vec<Need> = Vec::new();
        for item in row.needs.split('|').filter(|item| !item.is_empty()) {
            match by_sku.get(item) {
                Some(&product) => wanted.push(Need {
                    product: Some(product),
                    sku: Some(item.into()),
                    why: why.clone(),
                }),
                None => wanted.extend(selector.choose(item).into_iter().map(|i| Need {
                    product: Some(i),
                    sku: None,
                    why: why.clone(),
                })),
            }
        }
        // A row without products is shown as text; a row whose products do not exist is omitted.
        if row.needs.is_empty() {
            wanted.push(Need { product: None, sku: None, why: why.clone() });
        }
        for product in selector.choose(&row.r#for) {
            let Some(own) = all.get_mut(product as usize) else { continue };
            let others = wanted.iter().filter(|need| need.product != Some(product)).cloned();
            own.extend(others);
            own.truncate(NAMED);
        }
    }
    Ok(Needs(all))
}

/// Removes needs that certainly do not fit the telescope they are listed for, and returns the slugs
/// of both. Keeps the first [`MAX`] of the rest.
pub fn drop_unfit(
    needs: &mut Needs,
    products: &[Arc<Entry>],
    fits: &Fits,
) -> Vec<(String, String)> {
    let mut dropped = Vec::new();
    for (i, own) in (0_u32..).zip(&mut needs.0) {
        let Some(telescope) = products.get(i as usize) else { continue };
        own.retain(|need| {
            let found = need.product.and_then(|at| Some((at, products.get(at as usize)?)));
            let Some((at, product)) = found else { return true };
            let variant = need
                .sku
                .as_ref()
                .and_then(|sku| product.variants.iter().position(|variant| variant.sku == *sku));
            let unfit = fits.refuses(i, at, variant);
            if unfit {
                dropped.push((telescope.slug.to_string(), product.slug.to_string()));
            }
            !unfit
        });
        own.truncate(MAX);
    }
    if !dropped.is_empty() {
        let named = dropped.iter().map(|(telescope, product)| format!("{telescope}: {product}"));
        let named: Vec<String> = named.collect();
        let first = first_few(named.iter().map(String::as_str));
        let count = dropped.len();
        tracing::warn!(count, %first, "needs.csv names products that do not fit; pages omit them");
    }
    dropped
}
