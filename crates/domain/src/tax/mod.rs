//! Value added tax: the rates at a destination, and whether prices include the tax.

mod lines;
pub mod territory;
pub use lines::{TaxLine, tax_lines};

use crate::{
    customers::country::Country,
    money::divide_rounded,
    pricing::{Item, rates::Rates},
    tax::territory::Limit,
};
use serde::{Deserialize, Serialize};

/// Tax class of a product.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TaxClass {
    /// The standard rate.
    #[default]
    Standard,
    /// Printed books, which most countries tax at a reduced rate.
    Books,
}

/// How goods sent to a destination are taxed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Taxation {
    /// The standard rate in hundredths of a percent.
    pub standard: u32,
    /// The rate of printed books.
    pub books: u32,
    /// In the VAT areas of the EU and the UK consumers are shown prices with tax; elsewhere it is
    /// added and shown separately.
    pub included: bool,
    /// The value up to which the seller collects the tax.
    pub limit: Option<Limit>,
}

impl Taxation {
    /// No tax: an export out of the tax area, on which the recipient pays import tax.
    pub const EXPORT: Self = Self { standard: 0, books: 0, included: false, limit: None };

    /// The country's own rates, regardless of region and value.
    #[must_use]
    pub fn of(country: &Country) -> Self {
        let Country { standard_rate: standard, books_rate: books, zone, .. } = *country;
        // Jersey is delivered to as the United Kingdom is, and is outside its VAT area.
        Self { standard, books, included: zone.tax_included() && standard > 0, limit: None }
    }

    /// The rate of a class.
    #[must_use]
    pub fn rate(self, class: TaxClass) -> TaxRate {
        let basis_points = match class {
            TaxClass::Standard => self.standard,
            TaxClass::Books => self.books,
        };
        TaxRate { basis_points, included: self.included }
    }

    /// Taxation of these goods: [`Self::EXPORT`] above the value up to which the seller collects,
    /// because the tax is then collected at the border. If an exchange rate is missing, the value
    /// counts as below.
    #[must_use]
    pub fn for_goods(self, items: &[Item], rates: &Rates) -> Self {
        let Some(limit) = self.limit else { return self };
        let net = |item: &Item, quantity: u32| {
            let shown = item.unit.times(quantity)?;
            let minor = self.rate(item.tax_class).net(shown.minor);
            Some(
                rates
                    .convert(crate::Money::new(minor, shown.currency), limit.value.currency)?
                    .minor,
            )
        };
        let above = if limit.each {
            items.iter().any(|item| net(item, 1).is_some_and(|minor| minor > limit.value.minor))
        } else {
            let sum = items
                .iter()
                .filter_map(|item| net(item, item.quantity))
                .fold(0_i64, i64::saturating_add);
            sum > limit.value.minor
        };
        if above { Self::EXPORT } else { self }
    }
}

/// A rate in hundredths of a percent, and whether shown prices include the tax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TaxRate {
    /// 1900 is 19 %.
    pub basis_points: u32,
    /// In the EU and the UK consumers are shown prices with tax; elsewhere it is added and shown
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
