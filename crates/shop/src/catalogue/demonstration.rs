//! The catalogue as shown to the Astronomy Shop API's clients, with names, prices and categories of
//! its own.

use super::{Entry, Snapshot, VariantEntry};
use crate::{
    Context, InternalError,
    cart::{self, ShowCart},
};
use domain::{
    Currency, Money,
    customers::country::Country,
    shipping::{Load, ShippingMethod},
    stock::StockLevel,
};
use views::cart::CartLineView;

/// Maximum number of recommendations.
const RECOMMENDED: usize = 4;
/// Maximum number of promotions.
const PROMOTED: usize = 2;

/// A product or one of its variants, in the API's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// SKU of the variant.
    pub sku: String,
    /// The API's name for it, or the shop's.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// Unit price.
    pub price: Money,
    /// Category names.
    pub categories: Vec<String>,
}

/// A line of a client's cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartLine {
    /// SKU of the variant.
    pub sku: String,
    /// Quantity.
    pub quantity: u32,
    /// What the API offers; none if the product is no longer in the catalogue.
    pub offer: Option<Offer>,
}

/// The lines of a client's cart, delivered to the shop's own country; none for an unknown cart.
///
/// # Errors
/// If the database fails.
pub async fn cart_lines(
    ctx: &Context,
    token: &str,
    currency: Currency,
) -> Result<Vec<CartLine>, InternalError> {
    let country = ctx.settings().home_country();
    let shown = cart::show(ctx, ShowCart::new(Some(token), currency, country)).await?;
    let line = |line: CartLineView| CartLine {
        offer: by_sku(ctx, &line.sku, currency),
        sku: line.sku,
        quantity: line.quantity,
    };
    Ok(shown.lines.into_iter().map(line).collect())
}

/// Prices standard delivery to an address.
#[derive(Clone, Copy, Debug)]
pub struct PriceShipping<'a> {
    /// SKUs and quantities.
    pub items: &'a [(&'a str, u32)],
    /// The country of the address.
    pub country: &'static Country,
    /// Its postcode as typed.
    pub postcode: &'a str,
    /// The currency of the price.
    pub currency: Currency,
}

/// Why shipping cannot be priced.
#[derive(Debug, thiserror::Error)]
pub enum ShippingError {
    /// No product has this SKU.
    #[error("there is no product {0}")]
    NoProduct(String),
    /// The sum exceeds the supported range.
    #[error("the amount is too large")]
    TooLarge,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(#[from] InternalError),
}

fn categories(snapshot: &Snapshot, entry: &Entry) -> Vec<String> {
    let sku = entry.variants.first().map_or("", |variant| &variant.sku);
    if let Some(known) = snapshot.demonstration(sku) {
        return known.categories.clone();
    }
    snapshot.path(entry.category).into_iter().map(|category| category.slug.clone()).collect()
}

fn offer(
    ctx: &Context,
    snapshot: &Snapshot,
    entry: &Entry,
    variant: &VariantEntry,
    currency: Currency,
) -> Option<Offer> {
    let name = snapshot.demonstration(&variant.sku).map_or(&*entry.name, |known| &known.name);
    Some(Offer {
        sku: variant.sku.to_string(),
        name: name.to_owned(),
        summary: entry.summary.to_string(),
        price: ctx.exact_rates().convert(snapshot.api_price(variant), currency)?,
        categories: categories(snapshot, entry),
    })
}

fn first(ctx: &Context, snapshot: &Snapshot, entry: &Entry, currency: Currency) -> Option<Offer> {
    offer(ctx, snapshot, entry, entry.variants.first()?, currency)
}

fn is_available(entry: &Entry) -> bool {
    entry.stock() != StockLevel::SoldOut
}

/// The currency with this code, if there is an exchange rate for it. Without a code the dollar, in
/// which the API's own prices are.
#[must_use]
pub fn currency(ctx: &Context, code: &str) -> Option<Currency> {
    if code.is_empty() {
        return Some(Currency::USD);
    }
    code.parse().ok().filter(|currency| ctx.exact_rates().knows(*currency))
}

/// The first variant of each product, by SKU.
#[must_use]
pub fn offers(ctx: &Context, currency: Currency) -> Vec<Offer> {
    let snapshot = ctx.snapshot();
    let all = snapshot.products.iter();
    let mut offers: Vec<Offer> =
        all.filter_map(|entry| first(ctx, &snapshot, entry, currency)).collect();
    offers.sort_by(|a, b| a.sku.cmp(&b.sku));
    offers
}

/// The variant with this SKU.
#[must_use]
pub fn by_sku(ctx: &Context, sku: &str, currency: Currency) -> Option<Offer> {
    let snapshot = ctx.snapshot();
    let entry = snapshot.by_sku(sku)?;
    let variant = entry.variants.iter().find(|variant| *variant.sku == *sku)?;
    offer(ctx, &snapshot, entry, variant, currency)
}

/// What is often bought together with the given products, by slug, then products in the same
/// categories, then featured ones, then any. Excludes the given ones and those sold out.
#[must_use]
pub fn recommend(
    ctx: &Context,
    given: &[&str],
    together: &[String],
    currency: Currency,
) -> Vec<Offer> {
    let snapshot = ctx.snapshot();
    let together = together.iter().filter_map(|slug| snapshot.by_slug(slug));
    let related = given
        .iter()
        .filter_map(|sku| snapshot.by_sku(sku))
        .flat_map(|entry| snapshot.categories.get(entry.category))
        .flat_map(|category| category.members.iter().copied())
        .filter_map(|i| snapshot.at(i));
    let featured = snapshot.products.iter().map(AsRef::as_ref).filter(|entry| entry.featured);
    let all = snapshot.products.iter().map(AsRef::as_ref);
    let mut chosen: Vec<&Entry> = Vec::new();
    for entry in together.chain(related).chain(featured).chain(all) {
        let is_given = entry.variants.iter().any(|v| given.iter().any(|sku| **sku == *v.sku));
        let is_chosen = chosen.iter().any(|other| other.id == entry.id);
        if !is_given && !is_chosen && is_available(entry) {
            chosen.push(entry);
            if chosen.len() == RECOMMENDED {
                break;
            }
        }
    }
    chosen.into_iter().filter_map(|entry| first(ctx, &snapshot, entry, currency)).collect()
}

/// A promoted product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promotion {
    /// SKU of its first variant.
    pub sku: String,
    /// The shop's name for it.
    pub name: String,
    /// One sentence.
    pub summary: String,
}

/// Products to promote: from one of these categories, otherwise featured ones, otherwise any.
/// Excludes those sold out.
#[must_use]
pub fn promote(ctx: &Context, wanted: &[&str]) -> Vec<Promotion> {
    let snapshot = ctx.snapshot();
    let available = || snapshot.all().filter(|entry| is_available(entry));
    let fits = |entry: &&Entry| {
        categories(&snapshot, entry).iter().any(|category| wanted.contains(&category.as_str()))
    };
    let mut chosen: Vec<&Entry> = available().filter(fits).take(PROMOTED).collect();
    if chosen.is_empty() {
        chosen = available().filter(|entry| entry.featured).take(PROMOTED).collect();
    }
    if chosen.is_empty() {
        chosen = available().take(PROMOTED).collect();
    }
    let promotion = |entry: &Entry| Promotion {
        sku: entry.variants.first().map_or(String::new(), |variant| variant.sku.to_string()),
        name: entry.name.to_string(),
        summary: entry.summary.to_string(),
    };
    chosen.into_iter().map(promotion).collect()
}

/// The price of standard delivery of these quantities to an address; zero for an empty list.
///
/// # Errors
/// See [`ShippingError`].
pub fn shipping(ctx: &Context, command: PriceShipping<'_>) -> Result<Money, ShippingError> {
    let PriceShipping { items, country, postcode, currency } = command;
    let snapshot = ctx.snapshot();
    let zero = Money::zero(currency);
    let (mut subtotal, mut kinds) = (zero, Vec::with_capacity(items.len()));
    for &(sku, quantity) in items {
        let variant = snapshot
            .by_sku(sku)
            .and_then(|entry| entry.variants.iter().find(|variant| *variant.sku == *sku))
            .ok_or_else(|| ShippingError::NoProduct(sku.to_owned()))?;
        kinds.push((i64::from(variant.grams), quantity));
        subtotal = ctx
            .exact_rates()
            .convert(snapshot.api_price(variant), currency)
            .and_then(|unit| unit.times(quantity))
            .and_then(|line| subtotal.checked_add(line))
            .ok_or(ShippingError::TooLarge)?;
    }
    if items.is_empty() {
        return Ok(zero);
    }
    let settings = ctx.settings();
    let zone = settings.rules.zones.zone_at(country, postcode).ok_or(InternalError::NoTariff)?;
    let load = Load::of(kinds);
    let parcel = cart::Parcel { zone, shipping_method: ShippingMethod::Standard, load, subtotal };
    let price = cart::delivery_price(ctx, parcel, &ctx.exact_rates());
    Ok(price.ok_or(InternalError::NoTariff)?)
}
