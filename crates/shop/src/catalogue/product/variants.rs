//! The variants of a product and its pictures.

use crate::{Context, InternalError, catalogue::picture::picture};
use domain::{Currency, Money, stock::StockLevel};
use store::catalogue::{PictureRow, VariantRow};
use views::catalogue::{Picture, VariantView};

/// The variants priced in a currency.
///
/// # Errors
/// If an exchange rate is missing.
pub(super) fn priced(
    ctx: &Context,
    rows: &[VariantRow],
    currency: Currency,
) -> Result<Vec<VariantView>, InternalError> {
    let view = |row: &VariantRow| {
        let price = Money::new(row.price_minor, row.currency);
        Ok(VariantView {
            price: ctx.rates().price(price, currency).ok_or(InternalError::NoRate(row.currency))?,
            sku: row.sku.clone(),
            label: row.label.clone(),
            option: row.option_name.clone(),
            stock: StockLevel::of(row.stock),
            grams: i64::from(row.weight_g),
        })
    };
    rows.iter().map(view).collect()
}

/// The variant with this SKU, or without one the first that is available, and its index.
pub(super) fn chosen<'a>(
    rows: &'a [VariantRow],
    sku: Option<&str>,
) -> Option<(usize, &'a VariantRow)> {
    let mut numbered = rows.iter().enumerate();
    match sku {
        Some(sku) => numbered.find(|(_, row)| row.sku == sku),
        None => numbered
            .find(|(_, row)| StockLevel::of(row.stock).available())
            .or_else(|| rows.first().map(|row| (0, row))),
    }
}

/// The pictures of a product with one of its variants chosen: that variant's picture comes first,
/// and those of other variants are omitted; the second one is the light path.
pub(super) fn pictures(
    rows: Vec<PictureRow>,
    variants: &[VariantRow],
    chosen: &VariantRow,
) -> Vec<Picture> {
    let mut numbered: Vec<(i64, Picture)> = (1..).zip(rows.into_iter().map(picture)).collect();
    // The position of a picture that the product no longer has: the first one is shown.
    let at = numbered.iter().position(|(number, _)| *number == chosen.picture).unwrap_or(0);
    if at > 0 {
        numbered.swap(0, at);
    }
    let first = numbered.first().map(|(number, _)| *number);
    let is_anothers = |number: i64| variants.iter().any(|variant| variant.picture == number);
    numbered.retain(|(number, _)| Some(*number) == first || !is_anothers(*number));
    numbered.into_iter().map(|(_, picture)| picture).collect()
}
