//! Products and categories as cards.

use super::snapshot::{
    Snapshot,
    entry::{Category, Entry, VariantEntry},
    menu::{plain_card, roots},
    prices::{prices, prior},
    reads,
};
use crate::Context;
use domain::{Currency, Money, pricing::rates::Rates};
use std::sync::Arc;
use views::catalogue::{CategoryCard, ProductCard};

/// The card of a product in a currency.
pub(crate) fn card(ctx: &Context, entry: &Entry, currency: Currency) -> ProductCard {
    card_at(&ctx.rates(), entry, currency)
}

/// The card at these exchange rates.
fn card_at(rates: &Rates, entry: &Entry, currency: Currency) -> ProductCard {
    let (lowest, highest) = prices(rates, entry, currency);
    reads::level(entry);
    let is_lowest = |variant: &&VariantEntry| {
        rates.price(variant.price, currency).is_some_and(|price| price.minor == lowest)
    };
    let cheapest = entry.variants.iter().find(is_lowest);
    ProductCard {
        slug: entry.slug.to_string(),
        name: entry.name.to_string(),
        brand: entry.brand.to_string(),
        picture: entry.picture.clone(),
        specs: entry.specs.clone(),
        price: Money::new(lowest, currency),
        prior: cheapest.and_then(|variant| prior(rates, variant, currency)),
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

/// The root categories, for the menu. It shows no pictures, so that no page depends on which
/// products the pictures are of.
#[must_use]
pub fn menu(ctx: &Context) -> Arc<Vec<CategoryCard>> {
    Arc::clone(&ctx.snapshot().menu)
}

/// The cards of the root categories.
pub(super) fn root_cards(ctx: &Context) -> Vec<CategoryCard> {
    let snapshot = ctx.snapshot();
    roots(&snapshot.categories).map(|c| category_card(&snapshot, c)).collect()
}

/// The card of a category, with a picture of one of its products.
pub(super) fn category_card(snapshot: &Snapshot, category: &Category) -> CategoryCard {
    // Prefer a product whose main category this is.
    let at_home = |product: &&Entry| {
        snapshot.path(product.category).iter().any(|above| above.id == category.id)
    };
    let members =
        || category.members.iter().filter_map(|&i| snapshot.at(i)).filter(|p| p.picture.is_some());
    let own = members().take(100).find(at_home);
    record_choice(snapshot, category, own);
    let picture = own.or_else(|| members().next()).and_then(|p| p.picture.clone());
    CategoryCard { picture, ..plain_card(&snapshot.categories, category) }
}

/// Records on which products the choice of a category's picture depends. The members are in order
/// of availability. Another product can only come before the chosen one by returning; without a
/// product of its own, the category shows any, and whatever sells out or returns may change that.
fn record_choice(snapshot: &Snapshot, category: &Category, chosen: Option<&Entry>) {
    let Some(chosen) = chosen else {
        reads::list(&snapshot.categories, &category.members);
        return;
    };
    let available = |&i: &u32| snapshot.at(i).is_some_and(|entry| entry.stock().available());
    let sold_out = category.members.partition_point(available);
    reads::availability(chosen);
    reads::availability_of(category.members.get(sold_out..).unwrap_or_default());
}
