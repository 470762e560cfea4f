//! What a product needs, from the merchant's table `needs.csv`.

use super::{choice::Selector, entry::Entry, fits::Fits, table::table};
use crate::InternalError;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// The default until a catalogue provides its own table.
pub const NEEDS: &str = include_str!("../../../../../catalog/needs.csv");

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
pub type Needs = BTreeMap<u32, Vec<Need>>;

/// Parses the table. Its column `needs` contains SKUs, slugs and categories.
pub fn read(
    text: &str,
    by_sku: &HashMap<Box<str>, u32>,
    selector: &Selector<'_>,
) -> Result<Needs, InternalError> {
    let mut all = Needs::new();
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
            let own = all.entry(product).or_default();
            let others = wanted.iter().filter(|need| need.product != Some(product)).cloned();
            own.extend(others);
            own.truncate(NAMED);
        }
    }
    Ok(all)
}

/// Removes needs that certainly do not fit the telescope they are listed for, and returns the slugs
/// of both. Keeps the first [`MAX`] of the rest.
pub fn drop_unfit(
    needs: &mut Needs,
    products: &[Arc<Entry>],
    fits: &Fits,
) -> Vec<(String, String)> {
    let mut dropped = Vec::new();
    for (&i, own) in needs {
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
                tracing::warn!(
                    telescope = %telescope.slug,
                    product = %product.slug,
                    "needs.csv names a product that does not fit; pages omit it"
                );
                dropped.push((telescope.slug.to_string(), product.slug.to_string()));
            }
            !unfit
        });
        own.truncate(MAX);
    }
    dropped
}
