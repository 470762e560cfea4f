//! A product's page.

use super::{
    eyepieces::optics_of,
    fit::fit,
    fit::{Asked, need_href},
    moved,
    snapshot::{Entry, Snapshot},
};
use crate::{Context, Error, cart::Destination};
use domain::{
    Currency,
    catalogue::{Attributes, Value},
    customers::country,
    pricing::Item,
    shipping::{self, Load, Speed},
    stock::StockLevel,
    tax::{TaxClass, Taxation},
};
use std::collections::BTreeMap;
use views::catalogue::{
    DeliveryNote, NeedView, Picture, ProductCard, ProductView, Spec, VariantView,
};

/// Attributes of what one looks or photographs through.
const SHOWS: [&str; 6] =
    ["aperture", "objective", "apparent_field", "barlow_factor", "filter_kind", "sensor"];
/// Attributes that decide whether one thing fits another.
const CONNECTS: [&str; 7] =
    ["focuser_barrel", "barrel", "thread", "back_focus", "dovetail", "fits_from", "fits_to"];

/// The weight of a parcel as people read it: grams below a kilogram, else kilograms with one
/// decimal.
fn parcel_weight(grams: i64) -> String {
    match grams {
        ..=0 => String::new(),
        1..1_000 => format!("{grams}\u{a0}g"),
        _ => match ((grams + 50) / 1_000, (grams + 50) / 100 % 10) {
            (kilograms, 0) => format!("{kilograms}\u{a0}kg"),
            (kilograms, tenths) => format!("{kilograms}.{tenths}\u{a0}kg"),
        },
    }
}

/// The page of a product, with the variant of this SKU chosen, or else the first that can be
/// bought.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Moved`] for an old slug, [`Error::Gone`] for a product that is
/// no longer sold.
pub async fn product(
    ctx: &Context,
    slug: &str,
    sku: Option<&str>,
    currency: Currency,
) -> Result<ProductView, Error> {
    product_for(ctx, slug, sku, &Asked::Nothing, currency).await
}

/// The same, with the verdict for the telescope that is asked about; see [`Snapshot::asked`].
///
/// # Errors
/// As [`show`].
pub async fn product_for(
    ctx: &Context,
    slug: &str,
    sku: Option<&str>,
    asked: &Asked,
    currency: Currency,
) -> Result<ProductView, Error> {
    let snapshot = ctx.snapshot();
    let mut conn = ctx.db().read().await?;
    let Some(row) = store::catalogue::product(&mut conn, slug).await? else {
        return Err(
            moved(&mut conn, "product", slug, |slug| snapshot.by_slug(slug).is_some()).await?
        );
    };
    match row.status.as_str() {
        "archived" => return Err(Error::Gone("product")),
        "published" if row.published_at.is_some_and(|at| at <= ctx.clock().now()) => {}
        _ => return Err(Error::NotFound("product")),
    }
    let variants = store::catalogue::variants(&mut conn, row.id).await?;
    let pictures = store::catalogue::pictures(&mut conn, row.id).await?;
    drop(conn);

    let mut own: Vec<(String, i64)> = Vec::with_capacity(variants.len());
    let variants: Vec<VariantView> = variants
        .into_iter()
        .filter_map(|v| {
            let price =
                ctx.rates().price(domain::Money::new(v.price_minor, v.currency), currency)?;
            own.push((v.attributes, v.picture));
            let weight = parcel_weight(v.weight_g);
            Some(VariantView {
                price,
                sku: v.sku,
                label: v.label,
                option: v.option_name,
                stock: StockLevel::of(v.stock),
                weight,
                grams: v.weight_g,
            })
        })
        .collect();
    let chosen = match sku {
        Some(sku) => {
            variants.iter().position(|v| v.sku == sku).ok_or(Error::NotFound("variant"))?
        }
        None => variants.iter().position(|v| v.stock.available()).unwrap_or(0),
    };
    if variants.is_empty() {
        return Err(Error::NotFound("product"));
    }
    let numbers: Vec<i64> = own.iter().map(|(_, number)| *number).collect();
    let (differing, number) = own.swap_remove(chosen);
    let attributes = attributes_of(&row.attributes, &differing)
        .map_err(|e| Error::Internal(format!("attributes of {slug}: {e}")))?;
    let entry = snapshot.by_slug(slug);
    let picture = |p: store::catalogue::PictureRow| Picture {
        hash: p.hash,
        alt: p.alt,
        width: u32::try_from(p.width).unwrap_or(0),
        height: u32::try_from(p.height).unwrap_or(0),
        placeholder: p.placeholder,
        drawing: p.drawing,
    };
    // The chosen variant's picture comes first, those of the other variants stay away; the
    // second is the light path.
    let mut pictures: Vec<(i64, Picture)> = (1..).zip(pictures.into_iter().map(picture)).collect();
    let at = pictures.iter().position(|(n, _)| *n == number).unwrap_or(0);
    if at > 0 {
        pictures.swap(0, at);
    }
    let first = pictures.first().map(|(n, _)| *n);
    pictures.retain(|(n, _)| Some(*n) == first || !numbers.contains(n));
    Ok(ProductView {
        trail: entry.map(|e| snapshot.trail(e.category)).unwrap_or_default(),
        related: entry
            .map(|e| crate::catalogue::cards(ctx, snapshot.related(e), currency))
            .unwrap_or_default(),
        fit: entry.and_then(|e| fit(ctx, &snapshot, e, &attributes, asked, currency)),
        needs: entry.map(|e| needs(ctx, &snapshot, e, currency)).unwrap_or_default(),
        key_specs: key_specs(&snapshot, &attributes),
        specs: specs(&snapshot, &attributes),
        optics: optics_of(&snapshot, &attributes),
        calculator: variants.get(chosen).and_then(|variant| snapshot.calculator(&variant.sku)),
        description: markdown(&row.description),
        shows: SHOWS.iter().any(|key| attributes.contains_key(*key)),
        connects: CONNECTS.iter().any(|key| attributes.contains_key(*key)),
        pictures: pictures.into_iter().map(|(_, picture)| picture).collect(),
        slug: row.slug,
        seo_title: if row.seo_title.is_empty() { row.name.clone() } else { row.seo_title },
        seo_description: if row.seo_description.is_empty() {
            row.summary.clone()
        } else {
            row.seo_description
        },
        name: row.name,
        brand: row.brand,
        brand_story: row.story,
        summary: row.summary,
        variants,
        chosen,
    })
}

/// What a product needs, with the variant that a button can add.
fn needs(ctx: &Context, snapshot: &Snapshot, entry: &Entry, currency: Currency) -> Vec<NeedView> {
    let own = snapshot.by_slug.get(&entry.slug).and_then(|&i| snapshot.needs.get(i as usize));
    let view = |need: &super::needs::Need| {
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
            match variant.and_then(|variant| ctx.rates().price(variant.price, currency)) {
                Some(price) => ProductCard { price, from: false, ..card },
                None => card,
            }
        });
        let href = product
            .map(|product| need_href(snapshot, entry, product, need.sku.as_deref()))
            .unwrap_or_default();
        NeedView { card, sku, why: need.why.to_string(), href }
    };
    own.into_iter().flatten().map(view).collect()
}

/// The number of the catalogue's copy that lists and pages are made from now; it changes with every
/// change of the catalogue.
#[must_use]
pub fn generation(ctx: &Context) -> i64 {
    ctx.snapshot().generation
}

/// All that the page of a product shows.
#[derive(Clone, Debug)]
pub struct ProductPage {
    /// The product.
    pub product: ProductView,
    /// When the chosen variant would come, and what that costs.
    pub delivery: DeliveryNote,
}

/// The page of a product for a country, with a variant chosen and the telescope that is asked
/// about.
///
/// # Errors
/// As [`product`].
pub async fn page(
    ctx: &Context,
    slug: &str,
    sku: Option<&str>,
    asked: &Asked,
    currency: Currency,
    country_code: &str,
) -> Result<ProductPage, Error> {
    let product = product_for(ctx, slug, sku, asked, currency).await?;
    let delivery = delivery_of(ctx, &product, currency, country_code)?;
    Ok(ProductPage { product, delivery })
}

/// What the values of `telescope` in an address ask on the page of a product.
#[must_use]
pub fn asked(ctx: &Context, slug: &str, values: &[&str]) -> Asked {
    if values.is_empty() { Asked::Nothing } else { ctx.snapshot().asked(slug, values) }
}

/// The slug of the product with this SKU.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn slug_of(ctx: &Context, sku: &str) -> Result<String, Error> {
    let snapshot = ctx.snapshot();
    snapshot.by_sku(sku).map(|entry| entry.slug.to_string()).ok_or(Error::NotFound("product"))
}

/// The hash of the picture of the variant with this SKU.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn picture_hash(ctx: &Context, sku: &str) -> Result<String, Error> {
    let snapshot = ctx.snapshot();
    let picture = snapshot.by_sku(sku).and_then(|entry| entry.picture_of(sku));
    picture.map(|picture| picture.hash.clone()).ok_or(Error::NotFound("picture"))
}

/// When one piece of the chosen variant would come, and what it costs to bring it.
///
/// # Errors
/// When there is no table of tariffs.
pub fn delivery_of(
    ctx: &Context,
    product: &ProductView,
    currency: Currency,
    country_code: &str,
) -> Result<DeliveryNote, Error> {
    let (price, grams) = product
        .variants
        .get(product.chosen)
        .map_or((domain::Money::zero(currency), 0), |variant| (variant.price, variant.grams));
    delivery_note(ctx, price, grams, country_code)
}

/// When one piece at this price and of this many grams would come, and what it costs to bring
/// it.
///
/// # Errors
/// When there is no table of tariffs.
pub fn delivery_note(
    ctx: &Context,
    price: domain::Money,
    grams: i64,
    country_code: &str,
) -> Result<DeliveryNote, Error> {
    let country = country::by_code(country_code).unwrap_or_else(|| home_country(ctx));
    let (date, hour) = ctx.local();
    let item = Item { unit: price, quantity: 1, tax_class: TaxClass::Standard };
    let destination = Destination { country, postcode: "", town: "" };
    let taxation = crate::cart::taxation(ctx, destination, &[item]);
    let tariff = crate::cart::tariff(ctx, destination, Speed::Standard, Load::of([(grams, 1)]))?;
    let (_, latest) = tariff.window(date, hour, &ctx.calendar(country, ""));
    Ok(DeliveryNote {
        country: domain::customers::address_form::in_sentence(country.code),
        by: shipping::day(latest),
        price: tariff
            .price(price, ctx.rates())
            .ok_or_else(|| Error::Internal(format!("no rate for {}", price.currency)))?,
        carriage: tariff.carriage,
        tax_included: taxation.included,
        export: taxation == Taxation::EXPORT,
    })
}

/// The merchant's own country, or the first there is.
pub(crate) fn home_country(ctx: &Context) -> &'static country::Country {
    country::by_code(&ctx.settings().country).unwrap_or(&country::COUNTRIES[0])
}

/// The product's attributes with those in which a variant differs; null takes one away.
fn attributes_of(product: &str, variant: &str) -> serde_json::Result<Attributes> {
    merged(&serde_json::from_str(product)?, variant)
}

/// The same of attributes that were read before.
pub(super) fn merged(product: &Attributes, variant: &str) -> serde_json::Result<Attributes> {
    let mut attributes = product.clone();
    for (key, value) in serde_json::from_str::<BTreeMap<String, Option<Value>>>(variant)? {
        match value {
            Some(value) => drop(attributes.insert(key, value)),
            None => drop(attributes.remove(&key)),
        }
    }
    Ok(attributes)
}

/// Markdown of the merchant as HTML: raw HTML in it is shown as text, headings start at the third
/// level.
fn markdown(text: &str) -> String {
    use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
    let lower = |level: HeadingLevel| {
        if level <= HeadingLevel::H2 { HeadingLevel::H3 } else { HeadingLevel::H4 }
    };
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lower(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) if !is_safe_link(&dest_url) => {
            Event::Start(Tag::Link { link_type, dest_url: "#".into(), title, id })
        }
        other => other,
    });
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, events);
    out
}

fn is_safe_link(url: &str) -> bool {
    (url.starts_with('/') && !url.starts_with("//"))
        || url.starts_with('#')
        || url.starts_with("https://")
}

fn key_specs(snapshot: &Snapshot, attributes: &Attributes) -> Vec<Spec> {
    let mut ranked: Vec<(i32, Spec)> = snapshot
        .definitions
        .iter()
        .filter_map(|d| {
            let (rank, value) = (d.card?, d.show(attributes.get(&d.key)?));
            // Beside the price counts what there is.
            (value != "None").then(|| {
                (rank, Spec { name: d.name.clone(), value, explanation: d.explanation.clone() })
            })
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(4).map(|(_, spec)| spec).collect()
}

fn specs(snapshot: &Snapshot, attributes: &Attributes) -> Vec<(String, Vec<Spec>)> {
    let mut groups: Vec<(String, Vec<Spec>)> = Vec::new();
    for definition in snapshot.definitions.iter() {
        let Some(value) = attributes.get(&definition.key) else { continue };
        let spec = Spec {
            name: definition.name.clone(),
            value: definition.show(value),
            explanation: definition.explanation.clone(),
        };
        match groups.iter_mut().find(|(group, _)| *group == definition.group) {
            Some((_, specs)) => specs.push(spec),
            None => groups.push((definition.group.clone(), vec![spec])),
        }
    }
    groups
}
