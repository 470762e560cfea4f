//! The URLs for search engines, in a fixed order.

use super::Snapshot;
use crate::Context;
use views::routes;

fn guides_and_categories(snapshot: &Snapshot) -> impl Iterator<Item = String> + '_ {
    let guides = snapshot.guide_slugs().map(routes::buying_guide);
    let categories = snapshot.categories.iter().filter(|category| !category.members.is_empty());
    guides.chain(categories.map(|category| routes::category(&category.slug)))
}

/// Number of URLs, including `own`, which are not part of the catalogue.
#[must_use]
pub fn count(ctx: &Context, own: &[String]) -> usize {
    let snapshot = ctx.snapshot();
    own.len() + guides_and_categories(&snapshot).count() + snapshot.products.len()
}

/// At most `max` URLs from an index on: `own`, buying guides, categories with products, products.
#[must_use]
pub fn addresses(ctx: &Context, own: &[String], from: usize, max: usize) -> Vec<String> {
    let snapshot = ctx.snapshot();
    let first: Vec<String> = own.iter().cloned().chain(guides_and_categories(&snapshot)).collect();
    let products = snapshot.products.get(from.saturating_sub(first.len())..).unwrap_or_default();
    let products = products.iter().map(|product| routes::product(&product.slug));
    first.into_iter().skip(from).chain(products).take(max).collect()
}
