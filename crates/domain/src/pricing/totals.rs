//! Totals of priced lines, used for everything that is shown and charged.

use super::item::Item;
use crate::{
    Currency, Money,
    money::prorate,
    tax::{TaxRate, Taxation},
};
use serde::{Deserialize, Serialize};

/// Totals of a cart or an order. `subtotal + delivery + (tax unless included) = total`, to the
/// minor unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Totals {
    /// Sum of the lines as shown.
    pub subtotal: Money,
    /// Delivery as shown.
    pub delivery: Money,
    /// Tax, included in the prices (when `tax_included`) or added to them.
    pub tax: Money,
    /// Whether goods and delivery include the tax.
    pub tax_included: bool,
    /// The amount charged.
    pub total: Money,
}

/// An amount overflowed 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountTooLarge;

/// The part of the delivery price that is taxed at one rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeliveryShare {
    /// Hundredths of a percent.
    pub rate: u32,
    /// The part of the price as shown.
    pub shown: Money,
    /// The tax included in it or added to it.
    pub tax: Money,
}

/// Splits the delivery price by the tax rates of the parcel: delivery is ancillary to
/// the goods and shares their rate (Directive 2006/112/EC, article 78 b; Court of Justice,
/// C-349/96). A mixed parcel is split in proportion to the net value of its lines, with remainders
/// by largest fraction, the first line first. The parts add up to the price.
///
/// # Errors
/// If a line or a tax overflows 64 bits.
pub fn delivery_shares(
    items: &[Item],
    delivery: Money,
    taxation: Taxation,
) -> Result<Vec<DeliveryShare>, AmountTooLarge> {
    let rates: Vec<TaxRate> = items.iter().map(|item| taxation.rate(item.tax_class)).collect();
    let net =
        |(item, rate): (&Item, &TaxRate)| Some(rate.net(item.unit.times(item.quantity)?)?.minor);
    let weights: Option<Vec<i64>> = items.iter().zip(&rates).map(net).collect();
    let parts = prorate(delivery.minor, &weights.ok_or(AmountTooLarge)?);
    let mut shares: Vec<(TaxRate, i64)> = Vec::new();
    for (rate, part) in rates.iter().zip(parts) {
        match shares.iter_mut().find(|(known, _)| known == rate) {
            Some((_, sum)) => *sum += part,
            None => shares.push((*rate, part)),
        }
    }
    let share = |(rate, minor): (TaxRate, i64)| {
        let shown = Money::new(minor, delivery.currency);
        Some(DeliveryShare { rate: rate.basis_points, shown, tax: rate.tax(shown)? })
    };
    shares.into_iter().map(share).collect::<Option<_>>().ok_or(AmountTooLarge)
}

/// Adds up lines and delivery for a destination. Tax is rounded per line, that of delivery per rate
/// (see [`delivery_shares`]). All amounts are in `currency`.
///
/// # Errors
/// If a sum overflows 64 bits.
pub fn totals(
    items: &[Item],
    delivery: Money,
    taxation: Taxation,
    currency: Currency,
) -> Result<Totals, AmountTooLarge> {
    let mut subtotal = Money::zero(currency);
    let mut tax = Money::zero(currency);
    for item in items {
        let line = item.unit.times(item.quantity).ok_or(AmountTooLarge)?;
        let own = taxation.rate(item.tax_class).tax(line).ok_or(AmountTooLarge)?;
        subtotal = subtotal.checked_add(line).ok_or(AmountTooLarge)?;
        tax = tax.checked_add(own).ok_or(AmountTooLarge)?;
    }
    for share in delivery_shares(items, delivery, taxation)? {
        tax = tax.checked_add(share.tax).ok_or(AmountTooLarge)?;
    }
    let shown = subtotal.checked_add(delivery).ok_or(AmountTooLarge)?;
    let total =
        if taxation.included { shown } else { shown.checked_add(tax).ok_or(AmountTooLarge)? };
    Ok(Totals { subtotal, delivery, tax, tax_included: taxation.included, total })
}
