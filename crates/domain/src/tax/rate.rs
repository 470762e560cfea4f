//! Tax rates, and the tax on an amount.

use crate::money::divide_rounded;

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
    /// The tax on a line of `minor` units, included in it or to be added to it;
    /// rounded half away from zero.
    #[must_use]
    pub fn tax(self, minor: i64) -> i64 {
        let rate = i128::from(self.basis_points);
        if self.included {
            minor - divide_rounded(i128::from(minor) * 10_000, 10_000 + rate)
        } else {
            divide_rounded(i128::from(minor) * rate, 10_000)
        }
    }

    /// The same line without its tax.
    #[must_use]
    pub fn net(self, minor: i64) -> i64 {
        if self.included { minor - self.tax(minor) } else { minor }
    }
}
