//! A priced line.

use crate::{Money, tax::TaxClass};

/// A line as needed for the totals.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Item {
    /// Unit price as shown.
    pub unit: Money,
    /// Quantity.
    pub quantity: u32,
    /// Selects the tax rate.
    pub tax_class: TaxClass,
}
