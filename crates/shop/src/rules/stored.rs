//! The merchant's tables in the database. They apply instead of those that the program has, unless
//! the operator named files.

use super::{Rules, TableFault, UnusableTables};
use domain::{
    shipping::{Place, Tariff, TariffError, Tariffs, ZoneEntry, Zones, ZonesError},
    tax::{CountryRate, TaxClass, TaxRates, TaxRatesError},
};
use store::{
    Error, Executor,
    shipping::{PlaceRow, TariffRow, ZoneRow},
    tax::TaxRateRow,
};

const ZONES: &str = "shipping_zones";
const PLACES: &str = "shipping_places";
const TARIFFS: &str = "shipping_tariffs";
const TAX_RATES: &str = "tax_rates";

/// The rows of zones, tariffs and tax rates.
pub(crate) struct DeliveryRows {
    zones: Vec<ZoneRow>,
    places: Vec<PlaceRow>,
    tariffs: Vec<TariffRow>,
    rates: Vec<TaxRateRow>,
    /// A fault for each table that has a row which cannot be read. Such a table has no rows here.
    unreadable: Vec<TableFault>,
}

impl DeliveryRows {
    pub async fn read(executor: &mut impl Executor) -> Result<Self, Error> {
        let zones = store::shipping::zones(executor).await;
        let places = store::shipping::places(executor).await;
        let tariffs = store::shipping::tariffs(executor).await;
        let rates = store::tax::rates(executor).await;
        let mut unreadable = Vec::new();
        Ok(Self {
            zones: readable(ZONES, zones, &mut unreadable)?,
            places: readable(PLACES, places, &mut unreadable)?,
            tariffs: readable(TARIFFS, tariffs, &mut unreadable)?,
            rates: readable(TAX_RATES, rates, &mut unreadable)?,
            unreadable,
        })
    }

    /// Whether none are stored.
    pub fn is_empty(&self) -> bool {
        self.zones.is_empty()
            && self.places.is_empty()
            && self.tariffs.is_empty()
            && self.rates.is_empty()
            && self.unreadable.is_empty()
    }

    /// The faults of unreadable rows of these tables.
    fn unreadable(&self, tables: &[&str]) -> Vec<TableFault> {
        self.unreadable.iter().filter(|fault| tables.contains(&fault.table)).cloned().collect()
    }
}

/// The rows of a table; none if one of them cannot be read, which is a fault.
fn readable<T>(
    table: &'static str,
    rows: Result<Vec<T>, Error>,
    unreadable: &mut Vec<TableFault>,
) -> Result<Vec<T>, Error> {
    match rows {
        Err(Error::Stored(reason)) => {
            unreadable.push(TableFault { table, row: None, reason });
            Ok(Vec::new())
        }
        rows => rows,
    }
}

/// A stored table, or everything that is wrong with it.
type Table<T> = Result<T, Vec<TableFault>>;

/// The stored tables, each by itself, and what of them does not fit together.
pub(crate) struct StoredTables {
    pub zones: Table<Zones>,
    pub tariffs: Table<Tariffs>,
    pub tax_rates: Table<TaxRates>,
    /// Rows that another table lacks, and what is missing for rows of another table.
    misfits: Vec<TableFault>,
}

impl StoredTables {
    /// Reads the tables from their rows, of which there are some.
    pub fn of(rows: DeliveryRows) -> Self {
        let (zones, tariffs, tax_rates) = (zones(&rows), tariffs(&rows), tax_rates(&rows));
        let mut misfits = Vec::new();
        if let (Some(zones), Some(tariffs)) = (&zones.table, &tariffs.table) {
            let positions: Vec<i64> = rows.tariffs.iter().map(|row| row.position).collect();
            let found = tariffs.problems(zones);
            misfits.extend(found.iter().map(|error| tariff_fault(error, &positions)));
        }
        if let Some(zones) = &zones.table
            && tax_rates.table.is_some()
        {
            // Of all rows, so that one that contradicts another is not missing too. There is at
            // most one for a country, so they do not contradict each other.
            let is_lasting =
                |row: &&TaxRateRow| row.class == TaxClass::Standard && row.starts_on.is_none();
            let lasting = rows.rates.iter().filter(is_lasting).map(rate).collect();
            let lasting = TaxRates::new(lasting).unwrap_or_default();
            let found = lasting.problems(zones.countries().iter().copied());
            misfits.extend(found.iter().map(|error| rate_fault(error, &[]).fault));
        }
        Self {
            zones: zones.sound(),
            tariffs: tariffs.sound(),
            tax_rates: tax_rates.sound(),
            misfits,
        }
    }

    /// Everything that is wrong.
    pub fn faults(&self) -> Vec<TableFault> {
        let zones = self.zones.as_ref().err();
        let tariffs = self.tariffs.as_ref().err();
        let rates = self.tax_rates.as_ref().err();
        let own = zones.into_iter().chain(tariffs).chain(rates).flatten();
        own.chain(&self.misfits).cloned().collect()
    }
}

/// A table without the rows that do not fit the others of it.
struct Read<T> {
    /// None if there is no such table, or no rows can be left out for it.
    table: Option<T>,
    faults: Vec<TableFault>,
}

impl<T> Read<T> {
    /// A table without readable rows.
    fn none(faults: Vec<TableFault>) -> Self {
        Self { table: None, faults }
    }

    /// The table, unless something is wrong with it.
    fn sound(self) -> Table<T> {
        match self.table {
            Some(table) if self.faults.is_empty() => Ok(table),
            _ => Err(self.faults),
        }
    }
}

/// What is wrong with a table, and the place of the row that can be left out.
struct Found {
    fault: TableFault,
    at: Option<usize>,
}

/// Builds a table, and leaves out the rows that do not fit the others, so that all faults are
/// found.
fn built<R: Clone, T, E>(
    mut rows: Vec<R>,
    build: impl Fn(Vec<R>) -> Result<T, E>,
    fault: impl Fn(&E, &[R]) -> Found,
) -> Read<T> {
    let mut faults = Vec::new();
    loop {
        let error = match build(rows.clone()) {
            Ok(table) => return Read { table: Some(table), faults },
            Err(error) => error,
        };
        let Found { fault, at } = fault(&error, &rows);
        faults.push(fault);
        match at {
            Some(at) if at < rows.len() => {
                rows.remove(at);
            }
            _ => return Read::none(faults),
        }
    }
}

/// A fault of a table without rows, if others have some.
fn empty(table: &'static str) -> TableFault {
    let reason = "it is empty, and other tables of shipping and tax are not".to_owned();
    TableFault { table, row: None, reason }
}

fn zones(rows: &DeliveryRows) -> Read<Zones> {
    let unreadable = rows.unreadable(&[ZONES, PLACES]);
    if !unreadable.is_empty() {
        return Read::none(unreadable);
    }
    if rows.zones.is_empty() {
        return Read::none(vec![empty(ZONES)]);
    }
    if rows.places.is_empty() {
        return Read::none(vec![empty(PLACES)]);
    }
    let entry = |row: &ZoneRow| ZoneEntry { zone: row.key, title: row.title.clone() };
    let place = |row: &PlaceRow| Place {
        zone: row.zone_key,
        country: row.country,
        prefix: row.prefix.clone(),
    };
    let entries: Vec<ZoneEntry> = rows.zones.iter().map(entry).collect();
    let build = |places: Vec<Place>| Zones::new(entries.clone(), places);
    built(rows.places.iter().map(place).collect(), build, place_fault)
}

fn place_fault(error: &ZonesError, places: &[Place]) -> Found {
    let name = |line: usize| {
        let place = line.checked_sub(1).and_then(|at| places.get(at));
        place.map_or_else(String::new, |place| match place.prefix.as_str() {
            "" => place.country.code.to_owned(),
            prefix => format!("{} {prefix}", place.country.code),
        })
    };
    let of_row = |line: usize, reason: String| Found {
        fault: TableFault { table: PLACES, row: Some(name(line)), reason },
        at: line.checked_sub(1),
    };
    match error {
        ZonesError::UnknownZone(line, zone) => {
            of_row(*line, format!("it is in the zone `{zone}`, which {ZONES} lacks"))
        }
        ZonesError::Overlap(line, earlier) => of_row(
            *line,
            format!(
                "its postcodes are in another zone by row {}, and a postcode can be in one zone \
                 only",
                name(*earlier)
            ),
        ),
        ZonesError::NoZone(line, country) => of_row(
            *line,
            format!(
                "it is a part of {country}, which has no zone itself: the row without a prefix, \
                 for the rest of the country, is missing"
            ),
        ),
        ZonesError::Line(_) | ZonesError::ZoneTwice(..) | ZonesError::Empty => Found {
            fault: TableFault { table: PLACES, row: None, reason: error.to_string() },
            at: None,
        },
    }
}

fn tariffs(rows: &DeliveryRows) -> Read<Tariffs> {
    let unreadable = rows.unreadable(&[TARIFFS]);
    if !unreadable.is_empty() {
        return Read::none(unreadable);
    }
    if rows.tariffs.is_empty() {
        return Read::none(vec![empty(TARIFFS)]);
    }
    let tariff = |(line, row): (usize, &TariffRow)| Tariff {
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
    let positions: Vec<i64> = rows.tariffs.iter().map(|row| row.position).collect();
    let fault = |error: &TariffError, tariffs: &[Tariff]| {
        let at = match error {
            TariffError::Hidden(line, _) => tariffs.iter().position(|one| one.line == *line),
            _ => None,
        };
        Found { fault: tariff_fault(error, &positions), at }
    };
    built((1_usize..).zip(&rows.tariffs).map(tariff).collect(), Tariffs::new, fault)
}

/// A fault of tariffs with these positions; their lines count from 1.
fn tariff_fault(error: &TariffError, positions: &[i64]) -> TableFault {
    let name = |line: usize| {
        let position = line.checked_sub(1).and_then(|at| positions.get(at));
        position.map_or_else(String::new, |position| position.to_string())
    };
    let (row, reason) = match error {
        TariffError::Hidden(line, earlier) => (
            Some(name(*line)),
            format!(
                "it never applies: row {} takes all its weights in the same zone by the same \
                 method",
                name(*earlier)
            ),
        ),
        TariffError::UnknownZone(line, zone) => {
            (Some(name(*line)), format!("it is for the zone `{zone}`, which {ZONES} lacks"))
        }
        TariffError::Line(line) => (Some(name(*line)), error.to_string()),
        TariffError::Gap(_) => (None, error.to_string()),
    };
    TableFault { table: TARIFFS, row, reason }
}

fn rate(row: &TaxRateRow) -> CountryRate {
    CountryRate {
        country: row.country,
        class: row.class,
        rate: row.rate,
        included: row.included,
        from: row.starts_on,
    }
}

fn tax_rates(rows: &DeliveryRows) -> Read<TaxRates> {
    let unreadable = rows.unreadable(&[TAX_RATES]);
    if !unreadable.is_empty() {
        return Read::none(unreadable);
    }
    if rows.rates.is_empty() {
        return Read::none(vec![empty(TAX_RATES)]);
    }
    built(rows.rates.iter().map(rate).collect(), TaxRates::new, rate_fault)
}

fn rate_fault(error: &TaxRatesError, rates: &[CountryRate]) -> Found {
    let name = |line: usize| {
        let rate = line.checked_sub(1).and_then(|at| rates.get(at));
        rate.map_or_else(String::new, |rate| {
            let from = rate.from.map_or_else(String::new, |day| format!(" from {day}"));
            format!("{} {}{from}", rate.country.code, rate.class.key())
        })
    };
    let (line, reason) = match error {
        TaxRatesError::Twice(line, earlier) => {
            (Some(*line), format!("it has country, class and day of row {}", name(*earlier)))
        }
        TaxRatesError::Prices(line, earlier) => (
            Some(*line),
            format!(
                "it contradicts row {}: prices in a country either include tax or do not",
                name(*earlier)
            ),
        ),
        TaxRatesError::Line(line) | TaxRatesError::Percentage(line, _) => {
            (Some(*line), error.to_string())
        }
        TaxRatesError::NoRate(_) => (None, error.to_string()),
    };
    Found {
        fault: TableFault { table: TAX_RATES, row: line.map(name), reason },
        at: line.and_then(|line| line.checked_sub(1)),
    }
}

impl Rules {
    /// These rules with the stored zones, tariffs and tax rates, if there are any and the operator
    /// named no files.
    ///
    /// # Errors
    /// Everything that is wrong with the stored ones.
    pub(crate) fn with_stored(&self, rows: DeliveryRows) -> Result<Self, UnusableTables> {
        if self.from_files || rows.is_empty() {
            return Ok(self.clone());
        }
        let stored = StoredTables::of(rows);
        let faults = stored.faults();
        match (stored.zones, stored.tariffs, stored.tax_rates) {
            (Ok(zones), Ok(tariffs), Ok(tax_rates)) if faults.is_empty() => {
                Ok(Self { zones, tariffs, tax_rates, ..self.clone() })
            }
            _ => Err(UnusableTables(faults)),
        }
    }

    /// These rules with the zones, tariffs and tax rates of others.
    pub(crate) fn with_tables_of(self, other: &Self) -> Self {
        Self {
            zones: other.zones.clone(),
            tariffs: other.tariffs.clone(),
            tax_rates: other.tax_rates.clone(),
            ..self
        }
    }

    /// Stores zones, tariffs and tax rates. The caller increments the versions of these tables and
    /// of the catalogue.
    pub(crate) async fn store(&self, executor: &mut impl Executor) -> Result<(), Error> {
        store::shipping::put(executor, &self.zones, &self.tariffs).await?;
        store::tax::put_rates(executor, &self.tax_rates).await
    }
}
