//! Tax by rate, for receipts.

use super::TaxRate;
use crate::Money;
use serde::{Deserialize, Serialize};

/// The tax of an order at one rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TaxLine {
    /// Hundredths of a percent.
    pub rate: u32,
    /// The net amount that is taxed.
    pub net: Money,
    /// The tax.
    pub tax: Money,
}

impl TaxLine {
    /// "19%", "5.5%"
    #[must_use]
    pub fn percent(&self) -> String {
        format!("{}%", crate::text::number(f64::from(self.rate) / 100.0, 2))
    }
}

/// A part of an order with its tax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TaxedPart {
    /// The rate, and whether the amount includes the tax.
    pub rate: TaxRate,
    /// The amount as shown.
    pub shown: Money,
    /// The tax.
    pub tax: Money,
}

/// The tax of an order by rate, the highest first, without untaxed parts. `None` if a sum exceeds
/// 64 bits or the parts are in different currencies.
#[must_use]
pub fn tax_lines(parts: &[TaxedPart]) -> Option<Vec<TaxLine>> {
    let mut lines: Vec<TaxLine> = Vec::new();
    let taxed = parts.iter().filter(|part| part.rate.basis_points > 0 && !part.shown.is_zero());
    for &TaxedPart { rate: TaxRate { basis_points: rate, included }, shown, tax } in taxed {
        let net = if included { shown.checked_sub(tax)? } else { shown };
        match lines.iter_mut().find(|line| line.rate == rate) {
            Some(line) => {
                line.net = line.net.checked_add(net)?;
                line.tax = line.tax.checked_add(tax)?;
            }
            None => lines.push(TaxLine { rate, net, tax }),
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.rate));
    Some(lines)
}
