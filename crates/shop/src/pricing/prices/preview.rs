//! What a rule would do to many prices.

use super::PriceError;
use domain::{
    Currency, Money,
    pricing::{Adjustment, PriceRounding, adjusted},
};
use store::{
    Executor,
    pricing::{PriceFilter, PricedRow},
};

/// The most variants of one step.
pub const MAX_VARIANTS: u32 = 20_000;

/// Which variants a step changes. Those of archived products are left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Selection {
    /// Those with these SKUs.
    Skus(Vec<String>),
    /// Those of products that fit all of these; an empty text fits every product.
    Products {
        /// The slug of a category; products in those below it count.
        category: String,
        /// The slug of a brand.
        brand: String,
    },
}

/// Why a price stays as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowError {
    /// It is in another currency than the step.
    OtherCurrency,
    /// It would not be above zero, or too large.
    OutOfRange,
    /// A sale price that is not below the base price.
    NotLower,
}

/// A price before and after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PreviewRow {
    /// The variant with its base price.
    pub row: PricedRow,
    /// The new base price or sale price.
    pub after: Result<Money, RowError>,
}

impl PreviewRow {
    /// The base price.
    #[must_use]
    pub fn before(&self) -> Money {
        Money::new(self.row.price_minor, self.row.currency)
    }
}

/// What a step would change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    /// The variants by id.
    pub rows: Vec<PreviewRow>,
    /// Identifies these prices: they are changed only if they are still as shown.
    pub digest: String,
}

/// How a step computes prices.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    pub adjustment: Adjustment,
    pub rounding: PriceRounding,
    pub currency: Currency,
}

impl Rule {
    fn of(self, row: &PricedRow) -> Result<Money, RowError> {
        if row.currency != self.currency {
            return Err(RowError::OtherCurrency);
        }
        let after = adjusted(row.price_minor, self.adjustment, self.rounding);
        Ok(Money::new(after.ok_or(RowError::OutOfRange)?, row.currency))
    }
}

/// Computes new prices of the chosen variants; `accept` may refuse one.
pub(super) async fn preview(
    executor: &mut impl Executor,
    select: &Selection,
    rule: Rule,
    accept: impl Fn(&PricedRow, Money) -> Result<Money, RowError>,
) -> Result<Preview, PriceError> {
    let filter = match select {
        Selection::Skus(skus) if skus.len() > MAX_VARIANTS as usize => {
            return Err(PriceError::TooMany);
        }
        Selection::Skus(skus) => PriceFilter::Skus(skus),
        Selection::Products { category, brand } => PriceFilter::Products { category, brand },
    };
    let rows = store::pricing::priced(executor, filter, MAX_VARIANTS + 1).await?;
    if rows.len() > MAX_VARIANTS as usize {
        return Err(PriceError::TooMany);
    }
    let row = |row: PricedRow| {
        let after = rule.of(&row).and_then(|price| accept(&row, price));
        PreviewRow { row, after }
    };
    let rows: Vec<PreviewRow> = rows.into_iter().map(row).collect();
    let digest = digest(&rows);
    Ok(Preview { rows, digest })
}

fn digest(rows: &[PreviewRow]) -> String {
    let mut text = String::new();
    for PreviewRow { row, after } in rows {
        let after = after.map(|price| price.minor);
        text += &format!("{} {} {} {after:?}\n", row.id, row.currency, row.price_minor);
    }
    crate::sign::digest(text.as_bytes())
}
