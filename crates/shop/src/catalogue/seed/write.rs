//! Writing a folder's content, part by part.

use super::{
    copies::ProductCopy,
    error::SeedError,
    folder::{Folder, Picture},
};
use crate::media;
use domain::catalogue::RedirectKind;
use std::collections::HashMap;
use store::{
    Tx, Uuid,
    catalogue::{NewBrand, NewCategory, NewPicture, NewProduct, NewVariant},
};

/// The ids of what products refer to, by slug.
pub(super) struct References<'a> {
    brands: HashMap<&'a str, Uuid>,
    categories: HashMap<&'a str, Uuid>,
}

/// Writes all but the products: brands, categories, attributes, pictures, redirects, the tables,
/// and, at the first load, content pages and menus. Renames products whose slug changed.
pub(super) async fn references<'a>(
    tx: &mut Tx,
    folder: &'a Folder,
    now: i64,
) -> Result<References<'a>, SeedError> {
    let mut brands: HashMap<&str, Uuid> = HashMap::new();
    for brand in &folder.brands {
        let new = NewBrand { slug: &brand.slug, name: &brand.name, story: &brand.story };
        let id = store::catalogue::put_brand(tx, new, now).await?;
        brands.insert(&brand.slug, id);
    }
    let mut categories: HashMap<&str, Uuid> = HashMap::new();
    for row in &folder.categories {
        let new = NewCategory {
            parent: categories.get(row.parent.as_str()).copied(),
            slug: &row.slug,
            name: &row.name,
            intro: &row.intro,
            guide: &row.guide,
            position: row.position,
        };
        categories.insert(&row.slug, store::catalogue::put_category(tx, &new, now).await?);
    }
    for definition in &folder.definitions {
        let text = serde_json::to_string(definition)?;
        store::catalogue::put_attribute(tx, &definition.key, &text).await?;
    }
    for picture in folder.products.iter().flat_map(|product| &product.pictures) {
        put_source(tx, picture).await?;
    }
    rename(tx, folder, now).await?;
    for row in &folder.redirects {
        store::catalogue::put_redirect(tx, RedirectKind::Product, &row.old_slug, &row.new_slug)
            .await?;
    }
    for (key, text) in &folder.tables {
        store::settings::put(tx, key, text).await?;
    }
    folder.content.write(tx, &categories, now).await?;
    Ok(References { brands, categories })
}

/// Stores a picture that the database does not have yet.
async fn put_source(tx: &mut Tx, picture: &Picture) -> Result<(), SeedError> {
    if store::media::exists(tx, &picture.hash).await? {
        return Ok(());
    }
    let source = media::prepare(&picture.bytes)
        .map_err(|cause| SeedError::Picture { path: picture.path.clone(), cause })?;
    store::media::put(tx, &source.hash, media::DRAWING, &picture.bytes, source.size, "").await?;
    store::media::library::name(tx, &source.hash, &picture.alt).await?;
    Ok(())
}

/// A renamed product is still the same product, with its orders and back-in-stock subscriptions.
/// Its SKUs distinguish it from a discontinued product that redirects to its successor.
async fn rename(tx: &mut Tx, folder: &Folder, now: i64) -> Result<(), SeedError> {
    for row in &folder.redirects {
        let Some(new) = folder.products.iter().find(|product| product.slug == row.new_slug) else {
            continue;
        };
        let skus = store::catalogue::skus_of(tx, &row.old_slug).await?;
        if new.variants.iter().any(|variant| skus.contains(&variant.row.sku)) {
            store::catalogue::rename(tx, &row.old_slug, &row.new_slug, now).await?;
        }
    }
    Ok(())
}

/// Writes a product with its variants and pictures, and returns its id.
pub(super) async fn product(
    tx: &mut Tx,
    references: &References<'_>,
    copy: ProductCopy<'_>,
    now: i64,
) -> Result<Uuid, SeedError> {
    let ProductCopy { product, number: copy } = copy;
    let error = |what: &str| SeedError::row("products.csv", &product.slug, what);
    let brand = references.brands.get(product.brand.as_str());
    let brand = *brand.ok_or_else(|| error("its brand is missing"))?;
    let categories: Vec<Uuid> = product
        .categories
        .iter()
        .map(|slug| references.categories.get(slug.as_str()).copied())
        .collect::<Option<_>>()
        .ok_or_else(|| error("a category is missing"))?;
    let (slug, name) = if copy == 0 {
        (product.slug.clone(), product.name.clone())
    } else {
        (format!("{}-{copy}", product.slug), format!("{} No. {copy}", product.name))
    };
    let new = NewProduct {
        slug: &slug,
        name: &name,
        brand,
        categories: &categories,
        summary: &product.summary,
        description: &product.text,
        tax_class: product.tax_class,
        status: product.status,
        published_at: product.published_at,
        featured: product.featured && copy == 0,
        seo_title: &product.seo_title,
        seo_description: &product.seo_description,
        attributes: &product.attributes,
    };
    let id = store::catalogue::put_product(tx, &new, now).await?;
    for variant in &product.variants {
        let sku = variant.sku(copy);
        // Copies vary in price, so that sorting and filtering have an effect.
        let per_mille = 1000 + (copy as i64 * 37) % 400;
        let minor = variant.price.minor;
        let new = NewVariant {
            sku: &sku,
            position: variant.row.position,
            option_name: &variant.option_name,
            label: &variant.label,
            price_minor: if copy == 0 { minor } else { minor * per_mille / 1000 },
            currency: variant.price.currency,
            stock: variant.row.stock,
            weight_g: variant.row.weight_g.unwrap_or(0), // Reported by `warn_of_missing_weights`.
            attributes: &variant.attributes,
            picture: variant.row.picture.unwrap_or(1), // An empty field: the first one.
        };
        store::catalogue::put_variant(tx, id, &new, now).await?;
    }
    let pictures: Vec<NewPicture<'_>> = product
        .pictures
        .iter()
        .map(|picture| NewPicture { hash: &picture.hash, alt: &picture.alt, role: picture.role })
        .collect();
    store::catalogue::put_pictures(tx, id, &pictures).await?;
    Ok(id)
}
