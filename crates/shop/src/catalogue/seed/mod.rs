//! Loading a catalogue's folder: the sample catalogue, and generated catalogues of any size.

mod attributes;
mod card_specs;
mod content;
mod copies;
mod delivery;
mod error;
mod folder;
mod guides;
mod home;
mod mail_texts;
mod once;
mod rows;
mod seller;
mod texts;
mod write;

pub use error::SeedError;

use crate::catalogue;
use copies::{ProductCopy, copies};
use domain::pricing::rates::Rates;
use folder::Folder;
use once::Part;
use std::{collections::HashMap, path::Path};
use store::{Db, Tx, Uuid};

/// Products written in one transaction over an existing catalogue. An order of one of them waits
/// for it to end.
const CHUNK: usize = 20;

/// What to do in a shop that has products.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Existing {
    /// Nothing is written: see [`SeedError::HasProducts`].
    Refuse,
    /// The content of the files replaces that of the products in them; their stock stays.
    Replace,
}

/// What to load, and how.
#[derive(Clone, Copy, Debug)]
pub struct SeedCatalogue<'a> {
    /// The catalogue's folder.
    pub folder: &'a Path,
    /// Generates this many products from those in the folder.
    pub scale: Option<usize>,
    /// What to do in a shop that has products.
    pub existing: Existing,
    /// Exchange rates: a price in another currency could not be charged.
    pub rates: &'a Rates,
}

/// The result of seeding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seeded {
    /// Number of products written.
    pub products: usize,
    /// Number of variants written.
    pub variants: usize,
    /// Number of pictures read.
    pub pictures: usize,
}

impl Seeded {
    /// The result of writing these copies of products of a folder.
    fn of(folder: &Folder, copies: &[ProductCopy<'_>]) -> Self {
        Self {
            products: copies.len(),
            variants: copies.iter().map(|copy| copy.product.variants.len()).sum(),
            pictures: folder.products.iter().map(|product| product.pictures.len()).sum(),
        }
    }
}

/// Loads a catalogue into the database.
///
/// The folder is read and checked before anything is written. An empty shop gets everything in one
/// transaction. A shop that has products, and may be selling them, gets [`CHUNK`] products in each,
/// so that no order waits for the whole catalogue. Each transaction leaves a consistent catalogue,
/// which the servers load; a run that is interrupted can be repeated.
///
/// # Errors
/// If a file is missing or wrong (the error has its name and line), the shop has products that are
/// not to be replaced, or the database fails.
pub async fn seed(db: &Db, command: SeedCatalogue<'_>, now: i64) -> Result<Seeded, SeedError> {
    let SeedCatalogue { folder, scale, existing, rates } = command;
    let folder = Folder::read(folder).await?;
    check_prices(&folder, rates)?;
    warn_of_missing_weights(&folder);
    let mut tx = store::catalogue::begin(db).await?;
    if store::catalogue::product_count(&mut tx).await? == 0 {
        let seeded = write_all(&mut tx, &folder, scale, now).await?;
        tx.commit().await?;
        return Ok(seeded);
    }
    if existing == Existing::Refuse {
        return Err(SeedError::HasProducts);
    }
    let references = write::references(&mut tx, &folder, now).await?;
    store::catalogue::bump(&mut tx).await?;
    tx.commit().await?;
    let copies = copies(&folder, scale);
    for chunk in copies.chunks(CHUNK) {
        let mut tx = store::catalogue::begin(db).await?;
        let skus: Vec<String> = chunk
            .iter()
            .flat_map(|copy| copy.product.variants.iter().map(move |one| one.sku(copy.number)))
            .collect();
        store::catalogue::lock_variants(&mut tx, &skus).await?;
        let mut written = Vec::with_capacity(chunk.len());
        for copy in chunk {
            written.push(write::product(&mut tx, &references, *copy, now).await?);
        }
        store::catalogue::index_for_desk(&mut tx, &written).await?;
        store::catalogue::bump(&mut tx).await?;
        tx.commit().await?;
    }
    let mut tx = store::catalogue::begin(db).await?;
    let wrote_guides = folder.guides.write(&mut tx, now).await?;
    let wrote_home = folder.home.write(&mut tx, now).await?;
    let wrote_rules = folder.card_rules.write(&mut tx).await?;
    let wrote_texts = folder.texts.write(&mut tx).await?;
    folder.mail_texts.write(&mut tx).await?;
    if wrote_guides || wrote_home || wrote_rules || wrote_texts {
        store::catalogue::bump(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(Seeded::of(&folder, &copies))
}

/// Loads the catalogue in `folder` unless there are products already. If several servers start at
/// once, one of them loads it and the others wait. Returns `None` if there are products; a shop
/// whose products were loaded by an older release still gets what that release did not know.
///
/// # Errors
/// See [`seed`].
pub async fn seed_if_empty(
    db: &Db,
    folder: &Path,
    rates: &Rates,
    now: i64,
) -> Result<Option<Seeded>, SeedError> {
    // Most starts find a catalogue and need no lock.
    let mut conn = db.read().await?;
    if store::catalogue::product_count(&mut conn).await? > 0 {
        if Part::any_was_passed_over(&mut conn).await? {
            drop(conn);
            complete(db, folder, now).await?;
        }
        return Ok(None);
    }
    drop(conn);
    let mut tx = store::catalogue::begin(db).await?;
    if store::catalogue::product_count(&mut tx).await? > 0 {
        return Ok(None);
    }
    tracing::info!(folder = %folder.display(), "no products yet: loading the sample catalogue");
    let folder = Folder::read(folder).await?;
    check_prices(&folder, rates)?;
    warn_of_missing_weights(&folder);
    let seeded = write_all(&mut tx, &folder, None, now).await?;
    tx.commit().await?;
    Ok(Some(seeded))
}

/// Writes the parts that no load has reached: see [`Part`].
async fn complete(db: &Db, folder: &Path, now: i64) -> Result<(), SeedError> {
    let folder = Folder::read(folder).await?;
    let mut tx = store::catalogue::begin(db).await?;
    let rows = store::catalogue::categories(&mut tx).await?;
    let categories: HashMap<&str, Uuid> =
        rows.iter().map(|row| (row.slug.as_str(), row.id)).collect();
    let content = folder.content.write(&mut tx, &categories, now).await?;
    // The home page links guides, so they come first.
    let guides = folder.guides.write(&mut tx, now).await?;
    let home = folder.home.write(&mut tx, now).await?;
    let card_rules = folder.card_rules.write(&mut tx).await?;
    let texts = folder.texts.write(&mut tx).await?;
    folder.mail_texts.write(&mut tx).await?;
    let delivery = folder.delivery.write(&mut tx).await?;
    if delivery || content || guides || home || card_rules || texts {
        tracing::info!(
            content,
            guides,
            home,
            card_rules,
            texts,
            delivery,
            "loaded what the shop never had"
        );
        store::catalogue::bump(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// For how many products at a time their words are noted.
const INDEXED: usize = 500;

async fn write_all(
    tx: &mut Tx,
    folder: &Folder,
    scale: Option<usize>,
    now: i64,
) -> Result<Seeded, SeedError> {
    let references = write::references(tx, folder, now).await?;
    let copies = copies(folder, scale);
    let mut written = Vec::with_capacity(copies.len());
    for copy in &copies {
        written.push(write::product(tx, &references, *copy, now).await?);
    }
    for some in written.chunks(INDEXED) {
        store::catalogue::index_for_desk(tx, some).await?;
    }
    folder.guides.write(tx, now).await?;
    folder.home.write(tx, now).await?;
    folder.card_rules.write(tx).await?;
    folder.texts.write(tx).await?;
    folder.mail_texts.write(tx).await?;
    folder.seller.write(tx).await?;
    folder.delivery.write(tx).await?;
    store::catalogue::bump(tx).await?;
    Ok(Seeded::of(folder, &copies))
}

/// Rejects a price in a currency without an exchange rate, which a running shop would leave out.
fn check_prices(folder: &Folder, rates: &Rates) -> Result<(), SeedError> {
    let variants = folder.products.iter().flat_map(|product| &product.variants);
    let own =
        variants.map(|variant| ("variants.csv", variant.row.sku.as_str(), variant.price.currency));
    let api =
        folder.api_prices.iter().map(|(sku, currency)| (catalogue::API.1, sku.as_str(), *currency));
    match own.chain(api).find(|(_, _, currency)| rates.rate(*currency).is_none()) {
        None => Ok(()),
        Some((file, sku, currency)) => {
            let error = format!(
                "no exchange rate for {currency}, in which it is priced: set it with `perigee \
                 rates set {currency}=…`, or, before the first start of `perigee serve`, in the \
                 file of PERIGEE_RATES (--rates)"
            );
            Err(SeedError::row(file, sku, error))
        }
    }
}

fn warn_of_missing_weights(folder: &Folder) {
    let variants = folder.products.iter().flat_map(|product| &product.variants);
    let unknown: Vec<&str> = variants
        .filter(|variant| variant.row.weight_g.unwrap_or(0) == 0)
        .map(|variant| variant.row.sku.as_str())
        .take(10)
        .collect();
    if !unknown.is_empty() {
        tracing::warn!(
            skus = unknown.join(", "),
            "variants without weight_g are delivered as if they weighed nothing"
        );
    }
}
