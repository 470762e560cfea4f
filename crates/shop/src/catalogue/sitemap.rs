//! The URLs for search engines, in a fixed order.

use super::Snapshot;
use crate::Context;
use views::routes;

/// All but the products: home, calculator if there is one, content pages, buying guides, categories
/// with products.
fn pages(snapshot: &Snapshot) -> impl Iterator<Item = String> + '_ {
    let calculator = (!snapshot.gear.is_empty()).then_some(routes::CALCULATOR);
    let own = std::iter::once(routes::HOME).chain(calculator).map(ToOwned::to_owned);
    let content = snapshot.content.pages().iter().map(|page| routes::content_page(&page.slug));
    let guides = snapshot.guide_slugs().map(routes::buying_guide);
    let categories = snapshot.categories.iter().filter(|category| !category.members.is_empty());
    let categories = categories.map(|category| routes::category(&category.slug));
    own.chain(content).chain(guides).chain(categories)
}

/// Number of URLs.
#[must_use]
pub fn count(ctx: &Context) -> usize {
    let snapshot = ctx.snapshot();
    pages(&snapshot).count() + snapshot.products.len()
}

/// At most `max` URLs from an index on: pages, then products. None of them needs XML escaping.
#[must_use]
pub fn addresses(ctx: &Context, from: usize, max: usize) -> Vec<String> {
    let snapshot = ctx.snapshot();
    let first: Vec<String> = pages(&snapshot).collect();
    let products = snapshot.products.get(from.saturating_sub(first.len())..).unwrap_or_default();
    let products = products.iter().map(|product| routes::product(&product.slug));
    first.into_iter().skip(from).chain(products).take(max).collect()
}
