//! Products and categories as cards.

use super::snapshot::{
    Snapshot,
    entry::{Category, Entry},
    prices::prices,
};
use crate::Context;
use domain::{Currency, Money, pricing::rates::Rates};
use views::{
    catalogue::{CategoryCard, Link, ProductCard},
    routes,
};

/// The card of a product in a currency.
pub(crate) fn card(ctx: &Context, entry: &Entry, currency: Currency) -> ProductCard {
    card_at(&ctx.rates(), entry, currency)
}

/// The card at these exchange rates.
fn card_at(rates: &Rates, entry: &Entry, currency: Currency) -> ProductCard {
    let (lowest, highest) = prices(rates, entry, currency);
    ProductCard {
        slug: entry.slug.to_string(),
        name: entry.name.to_string(),
        brand: entry.brand.to_string(),
        picture: entry.picture.clone(),
        specs: entry.specs.clone(),
        price: Money::new(lowest, currency),
        from: highest > lowest,
        stock: entry.stock(),
    }
}

pub(crate) fn cards<'a>(
    ctx: &Context,
    entries: impl IntoIterator<Item = &'a Entry>,
    currency: Currency,
) -> Vec<ProductCard> {
    let rates = ctx.rates();
    entries.into_iter().map(|entry| card_at(&rates, entry, currency)).collect()
}

/// The cards of products by slug, in the given order. Skips slugs of products that are not
/// published any more: they come from visitors' cookies.
#[must_use]
pub fn cards_by_slug(ctx: &Context, slugs: &[&str], currency: Currency) -> Vec<ProductCard> {
    let snapshot = ctx.snapshot();
    slugs
        .iter()
        .filter_map(|slug| snapshot.by_slug(slug))
        .map(|entry| card_at(&snapshot.rates, entry, currency))
        .collect()
}

/// The root categories, for the menu.
#[must_use]
pub fn menu(ctx: &Context) -> Vec<CategoryCard> {
    let snapshot = ctx.snapshot();
    let roots = snapshot.categories.iter().filter(|c| c.parent.is_none() && !c.members.is_empty());
    roots.map(|c| category_card(&snapshot, c)).collect()
}

/// The card of a category, with a picture of one of its products.
pub(super) fn category_card(snapshot: &Snapshot, category: &Category) -> CategoryCard {
    // Prefer a product whose main category this is.
    let at_home = |product: &&Entry| {
        snapshot.path(product.category).iter().any(|above| above.id == category.id)
    };
    let members =
        || category.members.iter().filter_map(|&i| snapshot.at(i)).filter(|p| p.picture.is_some());
    let picture = members()
        .take(100)
        .find(at_home)
        .or_else(|| members().next())
        .and_then(|p| p.picture.clone());
    let children = category
        .children
        .iter()
        .filter_map(|&i| snapshot.categories.get(i))
        .filter(|c| !c.members.is_empty());
    CategoryCard {
        slug: category.slug.clone(),
        name: category.name.clone(),
        intro: category.intro.clone(),
        count: category.members.len(),
        picture,
        children: children
            .map(|child| Link { href: routes::category(&child.slug), text: child.name.clone() })
            .collect(),
    }
}
