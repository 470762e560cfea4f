//! What a product lacks to be sold.

use super::EditError;
use crate::{Context, staff::Actor};
use domain::{catalogue::readiness::Lack, staff::Permission};
use store::{Uuid, catalogue::EditedVariantRow};

/// A line of the checklist.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// What it is about.
    pub lack: Lack,
    /// Whether the product lacks it.
    pub is_missing: bool,
    /// Where: the SKUs of variants, or the hashes of pictures.
    pub of: Vec<String>,
}

/// What a product lacks to be sold, in display order; also what it has.
///
/// # Errors
/// See [`EditError`].
pub async fn checklist(ctx: &Context, actor: &Actor, id: Uuid) -> Result<Vec<Item>, EditError> {
    actor.require(Permission::CatalogueRead)?;
    let mut conn = ctx.db().read().await?;
    let row = store::catalogue::edited_product(&mut conn, id).await?.ok_or(EditError::NotFound)?;
    let mut variants = store::catalogue::edited_variants(&mut conn, id).await?;
    let pictures = store::catalogue::edited_pictures(&mut conn, id).await?;
    drop(conn);
    variants.retain(|variant| variant.archived_at.is_none());
    let rates = ctx.exact_rates();
    let skus = |lacks: &dyn Fn(&EditedVariantRow) -> bool| -> Vec<String> {
        variants.iter().filter(|one| lacks(one)).map(|one| one.sku.clone()).collect()
    };
    let item = |lack: Lack| {
        let of = match lack {
            Lack::Price => skus(&|one| one.price_minor == 0),
            Lack::Rate => skus(&|one| rates.rate(one.currency).is_none()),
            Lack::Weight => skus(&|one| one.weight_g == 0),
            Lack::AltText => pictures
                .iter()
                .filter(|picture| picture.alt.is_empty())
                .map(|picture| picture.hash.clone())
                .collect(),
            Lack::Variant | Lack::Picture | Lack::Summary | Lack::Description | Lack::Stock => {
                Vec::new()
            }
        };
        let is_missing = match lack {
            Lack::Variant => variants.is_empty(),
            Lack::Picture => pictures.is_empty(),
            Lack::Summary => row.summary.is_empty(),
            Lack::Description => row.description.is_empty(),
            Lack::Stock => variants.iter().all(|one| one.stock == 0),
            Lack::Price | Lack::Rate | Lack::Weight | Lack::AltText => !of.is_empty(),
        };
        Item { lack, is_missing, of }
    };
    Ok(Lack::ALL.map(item).to_vec())
}
