//! The variants of a product and its pictures.

use crate::{
    Context,
    catalogue::{
        picture::of_product,
        snapshot::{entry::Entry, prices::prior},
    },
};
use domain::{Currency, Money, stock::StockLevel};
use store::catalogue::{PictureRow, VariantRow};
use views::catalogue::{ProductPicture, VariantView};

/// A variant with its price in the page's currency.
pub(super) type Priced<'a> = (&'a VariantRow, Money);

/// The variants with their prices. One whose currency has no exchange rate is left out, as it is
/// in lists: the others can still be bought.
pub(super) fn priced<'a>(
    ctx: &Context,
    rows: &'a [VariantRow],
    currency: Currency,
) -> Vec<Priced<'a>> {
    let rates = ctx.rates();
    let price = |row: &VariantRow| rates.price(Money::new(row.price_minor, row.currency), currency);
    rows.iter().filter_map(|row| Some((row, price(row)?))).collect()
}

/// The variants as the page shows them. What they cost before a sale is in the copy of the
/// catalogue, which follows the database.
pub(super) fn views(
    ctx: &Context,
    priced: &[Priced<'_>],
    entry: Option<&Entry>,
) -> Vec<VariantView> {
    let rates = ctx.rates();
    let before = |row: &VariantRow, currency: Currency| {
        let charged = Money::new(row.price_minor, row.currency);
        let mut variants = entry?.variants.iter();
        let variant = variants.find(|own| *own.sku == *row.sku && own.price == charged)?;
        prior(&rates, variant, currency)
    };
    let view = |&(row, price): &Priced<'_>| VariantView {
        price,
        prior: before(row, price.currency),
        sku: row.sku.clone(),
        label: row.label.clone(),
        option: row.option_name.clone(),
        stock: StockLevel::of(row.stock),
        grams: i64::from(row.weight_g),
    };
    priced.iter().map(view).collect()
}

/// The variant with this SKU, or without one the first that is available, and its index.
pub(super) fn chosen<'a>(
    priced: &[Priced<'a>],
    sku: Option<&str>,
) -> Option<(usize, &'a VariantRow)> {
    let mut numbered = priced.iter().map(|(row, _)| *row).enumerate();
    match sku {
        Some(sku) => numbered.find(|(_, row)| row.sku == sku),
        None => numbered
            .find(|(_, row)| StockLevel::of(row.stock).available())
            .or_else(|| priced.first().map(|(row, _)| (0, *row))),
    }
}

/// The pictures of a product with one of its variants chosen: that variant's picture comes first,
/// and those of other variants are omitted.
pub(super) fn pictures(
    rows: &[PictureRow],
    variants: &[VariantRow],
    chosen: &VariantRow,
) -> Vec<ProductPicture> {
    let mut numbered: Vec<(i64, ProductPicture)> =
        (1..).zip(rows.iter().cloned().map(of_product)).collect();
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
