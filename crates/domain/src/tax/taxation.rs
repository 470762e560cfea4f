//! How a parcel is taxed at its destination.

use super::{class::TaxClass, rate::TaxRate};
use crate::{
    Money,
    pricing::{item::Item, rates::Rates},
};

/// The maximum value of goods, without tax and delivery, for which the seller collects the tax.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit {
    /// The maximum value.
    pub value: Money,
    /// Whether it applies to each unit rather than to the parcel.
    pub each: bool,
}

/// How goods sent to a destination are taxed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Taxation {
    /// The standard rate in hundredths of a percent.
    pub standard: u32,
    /// The rate for printed books, in hundredths of a percent.
    pub books: u32,
    /// Whether prices shown include the tax; otherwise it is added and shown separately.
    pub included: bool,
    /// The maximum value for which the seller collects the tax.
    pub limit: Option<Limit>,
}

impl Taxation {
    /// No tax: an export from the tax area, for which the recipient pays import tax.
    pub const EXPORT: Self = Self { standard: 0, books: 0, included: false, limit: None };

    /// The rate of a class.
    #[must_use]
    pub fn rate(self, class: TaxClass) -> TaxRate {
        let basis_points = match class {
            TaxClass::Standard => self.standard,
            TaxClass::Books => self.books,
        };
        TaxRate { basis_points, included: self.included }
    }

    /// Taxation of these goods: [`Self::EXPORT`] above the maximum value, because the tax is then
    /// collected at the border. If an exchange rate is missing, the value counts as below.
    #[must_use]
    pub fn for_goods(self, items: &[Item], rates: &Rates) -> Self {
        let Some(limit) = self.limit else { return self };
        let net = |item: &Item, quantity: u32| {
            let net = self.rate(item.tax_class).net(item.unit.times(quantity)?)?;
            Some(rates.convert(net, limit.value.currency)?.minor)
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
