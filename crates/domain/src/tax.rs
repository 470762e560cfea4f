//! Value added tax: rates by country and class, and whether a price holds it already.

use crate::{country::Country, money::divide_rounded};
use serde::{Deserialize, Serialize};

/// What a product is to the tax office.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TaxClass {
    /// The standard rate.
    #[default]
    Standard,
    /// Printed books, which most countries tax less.
    Books,
}

/// A rate in hundredths of a percent, and whether shown prices hold the tax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TaxRate {
    /// 1900 is 19 %.
    pub basis_points: u32,
    /// In the EU and the UK consumers are shown prices with tax; elsewhere it is added and shown apart.
    pub included: bool,
}

impl TaxRate {
    /// The rate of a class in a country.
    #[must_use]
    pub fn of(country: &Country, class: TaxClass) -> Self {
        let basis_points = match class {
            TaxClass::Standard => country.standard_rate,
            TaxClass::Books => country.books_rate,
        };
        Self { basis_points, included: country.zone.tax_included() }
    }

    /// The tax on a line of `minor` units: what it holds when included, what is added when not; rounded half away from zero.
    #[must_use]
    pub fn tax(self, minor: i64) -> i64 {
        let rate = i128::from(self.basis_points);
        if self.included {
            minor - divide_rounded(i128::from(minor) * 10_000, 10_000 + rate)
        } else {
            divide_rounded(i128::from(minor) * rate, 10_000)
        }
    }
}
