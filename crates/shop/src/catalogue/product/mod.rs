//! Product pages.

mod delivery;
mod draft;
mod error;
mod rows;
mod specs;
mod variants;

pub use delivery::{delivery_note, delivery_of};
pub use draft::{Draft, DraftLink, draft, draft_link};
pub use error::ProductError;

use super::{
    calculator,
    eyepieces::optics_of,
    fit::{FitQuestion, RequestedTelescope, fit, need_href, requested},
    kept::ProductRows,
    related::related,
    snapshot::{
        Snapshot,
        entry::Entry,
        prices::prior,
        reads::{self, Reads},
    },
};
use crate::{Context, InternalError};
use domain::{Currency, catalogue::ProductStatus, content::PageRole};
use specs::{attributes_of, connects, key_specs, shows, specs};
use store::catalogue::ProductRow;
use views::catalogue::{DeliveryNote, NeedView, ProductCard, ProductView};

/// Which product to show.
#[derive(Clone, Copy, Debug)]
pub struct ShowProduct<'a> {
    /// Its slug.
    pub slug: &'a str,
    /// The chosen variant; by default the first one available.
    pub sku: Option<&'a str>,
    /// The telescope to check; see [`requested_telescope`].
    pub telescope: &'a RequestedTelescope,
    /// The currency of its prices.
    pub currency: Currency,
}

/// Returns the product page with this variant chosen, or the first one available.
///
/// # Errors
/// See [`ProductError`].
pub async fn product(
    ctx: &Context,
    slug: &str,
    sku: Option<&str>,
    currency: Currency,
) -> Result<ProductView, ProductError> {
    product_for(ctx, ShowProduct { slug, sku, telescope: &RequestedTelescope::Nothing, currency })
        .await
}

/// The same, with the verdict for a telescope.
///
/// # Errors
/// See [`ProductError`].
pub async fn product_for(
    ctx: &Context,
    command: ShowProduct<'_>,
) -> Result<ProductView, ProductError> {
    let snapshot = ctx.snapshot();
    let rows = rows::rows(ctx, &snapshot, command.slug).await?;
    let row = &rows.product;
    match row.status {
        ProductStatus::Archived => return Err(ProductError::Gone),
        ProductStatus::Published if is_shown(row, ctx.clock().now()) => {}
        ProductStatus::Published | ProductStatus::Draft => return Err(ProductError::NoSuchProduct),
    }
    // Links with an old SKU lead to the variant that had it.
    let mut renamed = None;
    if let Some(sku) = command.sku.filter(|sku| !rows.variants.iter().any(|row| row.sku == *sku)) {
        let mut conn = ctx.db().read().await?;
        renamed = store::catalogue::sku_since(&mut conn, sku).await?;
    }
    view(ctx, &snapshot, &rows, ShowProduct { sku: renamed.as_deref().or(command.sku), ..command })
}

/// The page of a product with these rows, whatever its status.
fn view(
    ctx: &Context,
    snapshot: &Snapshot,
    rows: &ProductRows,
    command: ShowProduct<'_>,
) -> Result<ProductView, ProductError> {
    let ShowProduct { slug, sku, telescope, currency } = command;
    let row = &rows.product;
    let missing =
        if sku.is_some() { ProductError::NoSuchVariant } else { ProductError::NoSuchProduct };
    let priced = variants::priced(ctx, &rows.variants, currency);
    let (index, chosen) = variants::chosen(&priced, sku).ok_or(missing)?;
    let attributes = attributes_of(&row.attributes, &chosen.attributes)
        .map_err(|_| InternalError::stored("attributes of", slug))?;
    // A product published in this moment is not in the snapshot yet: its page shows what is in the
    // database, and the rest after the next refresh.
    let entry = snapshot.by_slug(slug);
    match entry {
        Some(entry) => reads::level(entry),
        None => reads::everything(),
    }
    Ok(ProductView {
        breadcrumbs: entry.map(|e| snapshot.breadcrumbs(e.category)).unwrap_or_default(),
        related: entry
            .map(|e| crate::catalogue::cards(ctx, related(snapshot, e), currency))
            .unwrap_or_default(),
        fit: entry.and_then(|entry| {
            fit(ctx, snapshot, FitQuestion { entry, attributes: &attributes, telescope, currency })
        }),
        needs: entry.map(|e| needs(ctx, snapshot, e, currency)).unwrap_or_default(),
        contact: snapshot.content.links().page(PageRole::Contact).map(ToOwned::to_owned),
        key_specs: key_specs(snapshot, &attributes),
        specs: specs(snapshot, &attributes),
        optics: optics_of(snapshot, &attributes),
        calculator: calculator::link(snapshot, &chosen.sku),
        description: rows.description.clone(),
        shows: shows(snapshot, &attributes),
        connects: connects(&attributes),
        pictures: variants::pictures(&rows.pictures, &rows.variants, chosen),
        slug: row.slug.clone(),
        seo_title: if row.seo_title.is_empty() { row.name.clone() } else { row.seo_title.clone() },
        seo_description: if row.seo_description.is_empty() {
            row.summary.clone()
        } else {
            row.seo_description.clone()
        },
        name: row.name.clone(),
        brand: row.brand.clone(),
        brand_story: row.story.clone(),
        summary: row.summary.clone(),
        tax_class: row.tax_class,
        variants: variants::views(ctx, &priced, entry),
        chosen: index,
    })
}

/// Whether a published product is shown at a time in Unix milliseconds.
fn is_shown(row: &ProductRow, now: i64) -> bool {
    row.published_at.is_some_and(|at| at <= now) && row.unpublish_at.is_none_or(|at| at > now)
}

/// The needs of a product, each with the SKU that a button can add.
fn needs(ctx: &Context, snapshot: &Snapshot, entry: &Entry, currency: Currency) -> Vec<NeedView> {
    let own = snapshot.by_slug.get(&entry.slug).map(|i| snapshot.needs.of(*i));
    let view = |need: &super::snapshot::needs::Need| {
        let product = need.product.and_then(|i| snapshot.at(i));
        let sku = product.and_then(|product| {
            let only =
                if let [only] = product.variants.as_slice() { Some(&only.sku) } else { None };
            let sku = need.sku.as_ref().or(only)?;
            let there = product
                .variants
                .iter()
                .any(|variant| variant.sku == *sku && variant.stock.available());
            there.then(|| sku.to_string())
        });
        let card = product.map(|product| {
            let card = crate::catalogue::card(ctx, product, currency);
            let variant =
                product.variants.iter().find(|variant| Some(&*variant.sku) == need.sku.as_deref());
            let rates = ctx.rates();
            let price = variant.and_then(|variant| rates.price(variant.price, currency));
            match variant.zip(price) {
                Some((variant, price)) => {
                    let prior = prior(&rates, variant, currency);
                    ProductCard { price, prior, from: false, ..card }
                }
                None => card,
            }
        });
        // Equipment that the shop does not sell has no page.
        let href = product
            .map(|product| need_href(snapshot, entry, product, need.sku.as_deref()))
            .unwrap_or_default();
        NeedView { card, sku, why: need.why.to_string(), href }
    };
    own.into_iter().flatten().map(view).collect()
}

/// The number of the current copy of the catalogue: it grows with every change of the catalogue.
#[must_use]
pub fn generation(ctx: &Context) -> i64 {
    ctx.snapshot().generation
}

/// Whether a page is still right that was started with this generation, and has read this.
#[must_use]
pub fn is_unchanged(ctx: &Context, generation: i64, reads: &Reads) -> bool {
    ctx.snapshot().is_unchanged(generation, reads)
}

/// A product page, except for what is bought together with the product.
#[derive(Clone, Debug)]
pub struct ProductDetails {
    /// What does not depend on the country.
    pub product: ProductView,
    /// Delivery date and price of the chosen variant.
    pub delivery: DeliveryNote,
}

/// Returns the product page for a country, with a variant chosen and a telescope to check.
///
/// # Errors
/// See [`ProductError`].
pub async fn page(
    ctx: &Context,
    command: ShowProduct<'_>,
    country_code: &str,
) -> Result<ProductDetails, ProductError> {
    let product = product_for(ctx, command).await?;
    let delivery = delivery_of(ctx, &product, command.currency, country_code)?;
    Ok(ProductDetails { product, delivery })
}

/// Interprets the values of `telescope` in the URL of a product page.
#[must_use]
pub fn requested_telescope(ctx: &Context, slug: &str, values: &[&str]) -> RequestedTelescope {
    if values.is_empty() {
        RequestedTelescope::Nothing
    } else {
        requested(&ctx.snapshot(), slug, values)
    }
}

/// The slug of the product with this SKU.
#[must_use]
pub fn slug_of(ctx: &Context, sku: &str) -> Option<String> {
    ctx.snapshot().by_sku(sku).map(|entry| entry.slug.to_string())
}

/// Returns the product page for a country with this variant chosen.
///
/// # Errors
/// See [`ProductError`].
pub async fn page_of_variant(
    ctx: &Context,
    sku: &str,
    currency: Currency,
    country_code: &str,
) -> Result<ProductDetails, ProductError> {
    let slug = slug_of(ctx, sku).ok_or(ProductError::NoSuchProduct)?;
    let command = ShowProduct {
        slug: &slug,
        sku: Some(sku),
        telescope: &RequestedTelescope::Nothing,
        currency,
    };
    page(ctx, command, country_code).await
}

/// The hash of the picture of the variant with this SKU.
#[must_use]
pub fn picture_hash(ctx: &Context, sku: &str) -> Option<String> {
    let snapshot = ctx.snapshot();
    snapshot.by_sku(sku)?.picture_of(sku).map(|picture| picture.hash.clone())
}
