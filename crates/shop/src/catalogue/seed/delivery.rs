//! Shipping zones, tariffs and tax rates of a folder. Those that it does not have are the
//! program's.

use super::{error::SeedError, once::Part};
use crate::{InvalidTables, Rules};
use domain::{
    shipping::{Tariffs, Zones},
    tax::TaxRates,
};
use std::{io::ErrorKind, path::Path};
use store::{
    Tx,
    table_versions::{self, Tables},
};

const ZONES: &str = "zones.csv";
const TARIFFS: &str = "delivery.csv";
const TAX_RATES: &str = "tax-rates.csv";

/// The tables of a folder.
pub(super) struct Delivery(Rules);

impl Delivery {
    /// Reads them, and checks them together.
    pub fn read(folder: &Path) -> Result<Self, SeedError> {
        let mut rules = Rules::default();
        if let Some(zones) = table(folder, ZONES, Zones::read)? {
            rules.zones = zones;
        }
        if let Some(tariffs) = table(folder, TARIFFS, Tariffs::read)? {
            rules.tariffs = tariffs;
        }
        if let Some(tax_rates) = table(folder, TAX_RATES, TaxRates::read)? {
            rules.tax_rates = tax_rates;
        }
        rules.check().map_err(SeedError::Tables)?;
        Ok(Self(rules))
    }

    /// Writes the tables at the first load only: see [`Part`]. Returns whether it wrote them.
    pub async fn write(&self, tx: &mut Tx) -> Result<bool, SeedError> {
        let countries = self.0.zones.countries().len();
        let is_due = Part::Delivery.is_due(tx, countries).await?;
        Part::Delivery.record(tx, countries).await?;
        if is_due {
            self.0.store(tx).await?;
            table_versions::bump(tx, Tables::Delivery).await?;
        }
        Ok(is_due)
    }
}

/// Reads a table; none if the folder does not have it.
fn table<T, E>(
    folder: &Path,
    name: &str,
    read: fn(&str) -> Result<T, E>,
) -> Result<Option<T>, SeedError>
where
    InvalidTables: From<E>,
{
    let path = folder.join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => read(&text).map(Some).map_err(|error| SeedError::Tables(error.into())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(SeedError::File { path, cause }),
    }
}
