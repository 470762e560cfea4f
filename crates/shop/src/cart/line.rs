//! A priced line of a cart.

use crate::{InternalError, catalogue::Snapshot};
use domain::{
    Currency, Money,
    cart::MAX_QUANTITY,
    pricing::{Item, rates::Rates},
};
use store::cart::LineRow;
use views::cart::{CartLineView, LineNotice, LinePrice};

/// How much of a line can be ordered now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Availability {
    /// The product is no longer sold, or its price is in a currency without an exchange rate.
    Withdrawn,
    /// No unit is left.
    SoldOut,
    /// Fewer units are left than the line has; contains how many.
    Partly(u32),
    /// The whole line.
    Whole,
}

/// A cart line with its price in one currency.
#[derive(Clone, Debug)]
pub(crate) struct PricedLine {
    pub row: LineRow,
    /// None if no amount of the line has an exchange rate. It is then [`Availability::Withdrawn`].
    pub price: Option<LinePrice>,
    pub availability: Availability,
    /// The price that the shopper saw last, if it was another one.
    pub repriced_from: Option<Money>,
}

impl PricedLine {
    pub fn new(row: LineRow, currency: Currency, rates: &Rates) -> Result<Self, InternalError> {
        let converted = |minor, own| rates.price(Money::new(minor, own), currency);
        let current = converted(row.price_minor, row.currency);
        // A line without a current price cannot be ordered and is in no total. It shows the price
        // that the shopper saw last, or none, so that the cart can be shown and the line removed.
        let unit = current.or_else(|| converted(row.seen_minor, row.seen_currency));
        let price = match unit {
            Some(unit) => {
                let total = unit.times(row.quantity).ok_or(InternalError::AmountTooLarge)?;
                Some(LinePrice { unit, total })
            }
            None => None,
        };
        let repriced_from = if row.is_repriced() {
            converted(row.seen_minor, row.seen_currency).filter(|before| Some(*before) != unit)
        } else {
            None
        };
        Ok(Self {
            price,
            availability: match (row.visible && current.is_some(), row.stock) {
                (false, _) => Availability::Withdrawn,
                (true, 0) => Availability::SoldOut,
                (true, left) if left < row.quantity => Availability::Partly(left),
                (true, _) => Availability::Whole,
            },
            repriced_from,
            row,
        })
    }

    /// Whether the line can be ordered as it is.
    pub fn orderable(&self) -> bool {
        self.availability == Availability::Whole
    }

    /// The units that can be ordered now, as the totals count them.
    pub fn item(&self) -> Option<Item> {
        let quantity = match self.availability {
            Availability::Withdrawn | Availability::SoldOut => return None,
            Availability::Partly(left) => left,
            Availability::Whole => self.row.quantity,
        };
        Some(Item { unit: self.price?.unit, quantity, tax_class: self.row.tax_class })
    }

    /// What an order charges for the line.
    pub fn charged(&self) -> Result<LinePrice, InternalError> {
        self.price.ok_or(InternalError::NoRate(self.row.currency))
    }

    pub fn view(&self, snapshot: &Snapshot) -> CartLineView {
        let row = &self.row;
        let entry = snapshot.by_slug(&row.slug);
        let short = match self.availability {
            Availability::Withdrawn => Some(LineNotice::Withdrawn),
            Availability::SoldOut => Some(LineNotice::SoldOut),
            Availability::Partly(left) => Some(LineNotice::OnlyLeft(left)),
            Availability::Whole => None,
        };
        let prior = self.price.and_then(|shown| {
            let charged = Money::new(row.price_minor, row.currency);
            snapshot.prior_of(&row.sku, charged, shown.unit.currency)
        });
        CartLineView {
            sku: row.sku.clone(),
            slug: row.slug.clone(),
            name: row.name.clone(),
            label: row.label.clone(),
            picture: entry.and_then(|entry| entry.picture_of(&row.sku).cloned()),
            // A product that was withdrawn is not in the snapshot.
            specs: entry.map(|entry| entry.specs.clone()).unwrap_or_default(),
            quantity: row.quantity,
            available: row.stock.min(MAX_QUANTITY),
            price: self.price,
            prior: prior.filter(|prior| self.price.is_some_and(|shown| *prior > shown.unit)),
            notices: short
                .into_iter()
                .chain(self.repriced_from.map(LineNotice::Repriced))
                .collect(),
        }
    }
}
