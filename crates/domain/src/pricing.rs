//! From priced lines to totals. Everything shown and everything charged comes from here.

use crate::{
    Currency, Money,
    country::Country,
    tax::{TaxClass, TaxRate},
};
use serde::{Deserialize, Serialize};

/// What pricing needs of a line.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Item {
    /// Price of one piece, as shown.
    pub unit: Money,
    /// Pieces.
    pub quantity: u32,
    /// For its rate.
    pub tax_class: TaxClass,
}

/// What a cart or an order comes to. `goods + delivery + (tax unless included) = total`, to the minor unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Totals {
    /// Sum of the lines as shown.
    pub goods: Money,
    /// Delivery as shown.
    pub delivery: Money,
    /// Tax held in (when `tax_included`) or added.
    pub tax: Money,
    /// Whether goods and delivery hold the tax already.
    pub tax_included: bool,
    /// What is charged.
    pub total: Money,
}

/// An amount left the range of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountTooLarge;

/// Adds up lines and delivery for a country. Tax is rounded per line; delivery is taxed at the standard rate.
///
/// # Errors
/// When a sum leaves the range of 64 bits.
pub fn totals(items: &[Item], delivery: Money, country: &Country, currency: Currency) -> Result<Totals, AmountTooLarge> {
    let standard = TaxRate::of(country, TaxClass::Standard);
    let mut goods = 0_i64;
    let mut tax = standard.tax(delivery.minor);
    for item in items {
        let line = item.unit.times(item.quantity).ok_or(AmountTooLarge)?;
        goods = goods.checked_add(line.minor).ok_or(AmountTooLarge)?;
        tax = tax.checked_add(TaxRate::of(country, item.tax_class).tax(line.minor)).ok_or(AmountTooLarge)?;
    }
    let shown = goods.checked_add(delivery.minor).ok_or(AmountTooLarge)?;
    let total = if standard.included { shown } else { shown.checked_add(tax).ok_or(AmountTooLarge)? };
    Ok(Totals {
        goods: Money::new(goods, currency),
        delivery,
        tax: Money::new(tax, currency),
        tax_included: standard.included,
        total: Money::new(total, currency),
    })
}
