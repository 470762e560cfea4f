//! Tables that a merchant may replace: shipping zones and tariffs, tax rates and territories, price
//! rounding, public holidays. The built-in ones are in `data/`.

mod delivery_tables;
mod fault;
mod replace;
mod reversible;
mod stored;
mod stored_faults;

pub use delivery_tables::{DeliveryTables, delivery_tables};
pub use fault::{TableFault, UnusableTables};
pub use replace::{MisfitTables, ReplaceError, ReplaceTables, check_tables, replace};
pub(crate) use reversible::DeliveryTexts;
pub(crate) use stored::DeliveryRows;
pub use stored_faults::{are_stored, stored_faults};

use domain::{
    pricing::rates::CurrencyRules,
    shipping::{TariffError, Tariffs, Zones, ZonesError, calendar::Holidays},
    tax::{TaxRates, TaxRatesError, territory::Territories},
};

/// The tables in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The countries that the shop delivers to, by shipping zone.
    pub zones: Zones,
    /// Tax rates by country and tax class.
    pub tax_rates: TaxRates,
    /// Territories with tax rules of their own, and import thresholds above which no tax is
    /// collected.
    pub territories: Territories,
    /// How converted prices are rounded, and which currencies are discontinued.
    pub currencies: CurrencyRules,
    /// Public holidays.
    pub holidays: Holidays,
    /// Delivery prices and times by zone and weight.
    pub tariffs: Tariffs,
    /// Whether the operator named a file with zones, tariffs or tax rates. Then none of those in
    /// the database apply: what has no file is built in.
    pub from_files: bool,
}

/// Why zones, tariffs and tax rates cannot be used together.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InvalidTables {
    /// The zones themselves.
    #[error("zones: {0}")]
    Zones(#[from] ZonesError),
    /// The tariffs, or one that is missing for a zone.
    #[error("tariffs: {0}")]
    Tariffs(#[from] TariffError),
    /// The tax rates, or one that is missing for a country.
    #[error("tax rates: {0}")]
    TaxRates(#[from] TaxRatesError),
    /// The country of shoppers who have not chosen one is not delivered to; contains its code.
    #[error(
        "zones: {0} is the country of shoppers who have not chosen one, and has no zone: change it \
         first, with `perigee settings set country=…`"
    )]
    HomeCountry(String),
    /// A stored table that would stay, and cannot be used.
    #[error(transparent)]
    Stored(#[from] TableFault),
}

impl Rules {
    /// Checks that every zone has tariffs and every country with delivery a tax rate.
    ///
    /// # Errors
    /// What is missing first.
    pub fn check(&self) -> Result<(), InvalidTables> {
        self.problems().into_iter().next().map_or(Ok(()), Err)
    }

    /// All that is missing: see [`check`](Self::check).
    #[must_use]
    pub fn problems(&self) -> Vec<InvalidTables> {
        let countries = self.zones.countries().iter().copied();
        let tariffs = self.tariffs.problems(&self.zones).into_iter().map(InvalidTables::Tariffs);
        let rates = self.tax_rates.problems(countries).into_iter().map(InvalidTables::TaxRates);
        tariffs.chain(rates).collect()
    }
}

/// The built-in tables. A test parses each of them, so that none is replaced by an empty one.
impl Default for Rules {
    fn default() -> Self {
        Self {
            zones: Zones::read(include_str!("../../data/zones.csv")).unwrap_or_default(),
            tax_rates: TaxRates::read(include_str!("../../data/tax-rates.csv")).unwrap_or_default(),
            territories: Territories::read(include_str!("../../data/tax.csv")).unwrap_or_default(),
            currencies: CurrencyRules::read(include_str!("../../data/currencies.csv"))
                .unwrap_or_default(),
            holidays: Holidays::read(include_str!("../../data/holidays.csv")).unwrap_or_default(),
            tariffs: Tariffs::read(include_str!("../../data/delivery.csv")).unwrap_or_default(),
            from_files: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_that_come_with_the_shop_can_be_read() {
        assert_eq!(Zones::read(include_str!("../../data/zones.csv")).map(|_| ()), Ok(()));
        assert_eq!(TaxRates::read(include_str!("../../data/tax-rates.csv")).map(|_| ()), Ok(()));
        assert_eq!(Territories::read(include_str!("../../data/tax.csv")).map(|_| ()), Ok(()));
        assert_eq!(
            CurrencyRules::read(include_str!("../../data/currencies.csv")).map(|_| ()),
            Ok(())
        );
        assert_eq!(Holidays::read(include_str!("../../data/holidays.csv")).map(|_| ()), Ok(()));
        assert_eq!(Tariffs::read(include_str!("../../data/delivery.csv")).map(|_| ()), Ok(()));
    }

    #[test]
    fn the_tables_that_come_with_the_shop_fit_together() {
        assert_eq!(Rules::default().check(), Ok(()));
    }
}
