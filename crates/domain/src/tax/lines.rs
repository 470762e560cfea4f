//! Tax by rate, for receipts.

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

/// The tax of an order by rate, the highest first, without untaxed parts. Each part has its rate,
/// its amount as shown, and its tax.
#[must_use]
pub fn tax_lines(parts: &[(u32, Money, Money)], included: bool) -> Vec<TaxLine> {
    let mut lines: Vec<TaxLine> = Vec::new();
    for &(rate, shown, tax) in parts.iter().filter(|(rate, shown, _)| *rate > 0 && shown.minor != 0)
    {
        let net = Money::new(
            if included { shown.minor - tax.minor } else { shown.minor },
            shown.currency,
        );
        match lines.iter_mut().find(|line| line.rate == rate) {
            Some(line) => {
                line.net.minor += net.minor;
                line.tax.minor += tax.minor;
            }
            None => lines.push(TaxLine { rate, net, tax }),
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.rate));
    lines
}
