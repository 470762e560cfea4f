//! The products to write: those of a folder, or copies of them for a generated catalogue.

use super::folder::{Folder, Product};

/// A product of a folder; in a generated catalogue, one of its copies.
#[derive(Clone, Copy)]
pub(super) struct ProductCopy<'a> {
    pub(super) product: &'a Product,
    /// 0 for the product itself.
    pub(super) number: usize,
}

/// The products to write.
pub(super) fn copies(folder: &Folder, scale: Option<usize>) -> Vec<ProductCopy<'_>> {
    let products = &folder.products;
    let total = scale.unwrap_or(products.len());
    let numbered = products.iter().cycle().take(total).enumerate();
    numbered
        .map(|(i, product)| ProductCopy { product, number: i / products.len().max(1) })
        .collect()
}
