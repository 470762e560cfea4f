//! The merchant's tables in the database. They apply instead of those that the program has, unless
//! the operator named files.

use super::{InvalidTables, Rules};
use domain::{
    shipping::{Place, Tariff, Tariffs, ZoneEntry, Zones},
    tax::{CountryRate, TaxRates},
};
use store::{
    Error, Executor,
    shipping::{PlaceRow, TariffRow, ZoneRow},
    tax::TaxRateRow,
};

/// The rows of zones, tariffs and tax rates.
pub(crate) struct DeliveryRows {
    zones: Vec<ZoneRow>,
    places: Vec<PlaceRow>,
    tariffs: Vec<TariffRow>,
    rates: Vec<TaxRateRow>,
}

impl DeliveryRows {
    pub async fn read(executor: &mut impl Executor) -> Result<Self, Error> {
        Ok(Self {
            zones: store::shipping::zones(executor).await?,
            places: store::shipping::places(executor).await?,
            tariffs: store::shipping::tariffs(executor).await?,
            rates: store::tax::rates(executor).await?,
        })
    }

    /// Whether none are stored.
    pub fn is_empty(&self) -> bool {
        self.zones.is_empty()
    }
}

impl Rules {
    /// These rules with the stored zones, tariffs and tax rates, if there are any and the operator
    /// named no files. If the stored ones do not fit together, that is logged, and these rules
    /// apply: the shop keeps selling.
    pub(crate) fn in_force(self, rows: DeliveryRows) -> Self {
        if self.from_files || rows.is_empty() {
            return self;
        }
        let stored = self.with(rows).and_then(|rules| rules.check().map(|()| rules));
        stored.unwrap_or_else(|error| {
            tracing::error!(
                %error,
                "the stored zones, tariffs and tax rates cannot be used: the program's apply"
            );
            self
        })
    }

    /// These rules with the stored zones, tariffs and tax rates, if there are any, whether or not
    /// they fit together.
    pub(super) fn with(&self, rows: DeliveryRows) -> Result<Self, InvalidTables> {
        if rows.is_empty() {
            return Ok(self.clone());
        }
        let entry = |row: ZoneRow| ZoneEntry { zone: row.key, title: row.title };
        let place =
            |row: PlaceRow| Place { zone: row.zone_key, country: row.country, prefix: row.prefix };
        let tariff = |(line, row): (usize, TariffRow)| Tariff {
            zone: row.zone_key,
            method: row.method,
            carriage: row.carriage,
            piece: row.max_unit_g,
            total: row.max_order_g,
            price: row.price_minor,
            free_from: row.free_from_minor,
            days: (row.min_days, row.max_days),
            line,
        };
        let rate = |row: TaxRateRow| CountryRate {
            country: row.country,
            class: row.class,
            rate: row.rate,
            included: row.included,
            from: row.starts_on,
        };
        Ok(Self {
            zones: Zones::new(
                rows.zones.into_iter().map(entry).collect(),
                rows.places.into_iter().map(place).collect(),
            )?,
            tariffs: Tariffs::new((1_usize..).zip(rows.tariffs).map(tariff).collect())?,
            tax_rates: TaxRates::new(rows.rates.into_iter().map(rate).collect())?,
            ..self.clone()
        })
    }

    /// Stores zones, tariffs and tax rates. The caller increments the versions of these tables and
    /// of the catalogue.
    pub(crate) async fn store(&self, executor: &mut impl Executor) -> Result<(), Error> {
        store::shipping::put(executor, &self.zones, &self.tariffs).await?;
        store::tax::put_rates(executor, &self.tax_rates).await
    }
}
