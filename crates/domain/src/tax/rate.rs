//! Tax rates, and the tax on an amount.

use crate::{Money, money::divide_rounded};

/// A rate in hundredths of a percent, and whether shown prices include the tax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TaxRate {
    /// In hundredths of a percent: 1900 is 19 %.
    pub basis_points: u32,
    /// Consumers in the EU and the UK see prices with tax; elsewhere it is added and shown
    /// separately.
    pub included: bool,
}

impl TaxRate {
    /// The tax on a line, included in it or to be added to it, rounded half away from zero; `None`
    /// if it exceeds 64 bits.
    #[must_use]
    pub fn tax(self, line: Money) -> Option<Money> {
        let (minor, rate) = (i128::from(line.minor), i128::from(self.basis_points));
        if self.included {
            let net = divide_rounded(minor * 10_000, 10_000 + rate)?;
            line.checked_sub(Money::new(net, line.currency))
        } else {
            Some(Money::new(divide_rounded(minor * rate, 10_000)?, line.currency))
        }
    }

    /// The same line without its tax; `None` if an amount exceeds 64 bits.
    #[must_use]
    pub fn net(self, line: Money) -> Option<Money> {
        if self.included { line.checked_sub(self.tax(line)?) } else { Some(line) }
    }
}
