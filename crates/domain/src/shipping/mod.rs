//! Shipping methods by zone and weight: price, free threshold, delivery dates.

pub mod calendar;
mod zones;

use crate::{
    Currency, Money,
    pricing::rates::Rates,
    shipping::calendar::{Calendar, next_where},
};
use serde::{Deserialize, Serialize};
use std::fmt;
use time::Date;
pub use zones::{Place, Zone, ZoneEntry, Zones, ZonesError, is_prefix};

/// Shipping method.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ShippingMethod {
    /// Standard delivery.
    #[default]
    Standard,
    /// Express delivery.
    Express,
}

impl ShippingMethod {
    /// Both, in display order.
    pub const ALL: [Self; 2] = [Self::Standard, Self::Express];

    /// As stored and posted.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Express => "express",
        }
    }

    /// The method with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.key() == key)
    }
}

/// How the load is carried.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Carriage {
    /// By parcel service.
    #[default]
    Parcel,
    /// On a pallet, by a freight carrier who phones to arrange the day.
    Freight,
}

impl Carriage {
    /// Key in the table and in message keys.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Parcel => "parcel",
            Self::Freight => "freight",
        }
    }

    /// The carriage with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Parcel, Self::Freight].into_iter().find(|carriage| carriage.key() == key)
    }
}

/// What a shopper gets: a shipping method by parcel, or freight.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ShippingService {
    /// Standard delivery by parcel.
    Standard,
    /// Express delivery by parcel.
    Express,
    /// Freight delivery to the kerb, whichever method it is priced by.
    Freight,
}

impl ShippingService {
    /// The service of a shipping method with this carriage.
    #[must_use]
    pub fn of(method: ShippingMethod, carriage: Carriage) -> Self {
        match (carriage, method) {
            (Carriage::Freight, _) => Self::Freight,
            (Carriage::Parcel, ShippingMethod::Standard) => Self::Standard,
            (Carriage::Parcel, ShippingMethod::Express) => Self::Express,
        }
    }
}

/// Weights to be shipped, in grams; an unknown weight counts as 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Load {
    /// The heaviest unit.
    pub heaviest: i64,
    /// All units together.
    pub total: i64,
}

impl Load {
    /// Sums up items given as unit weight and quantity.
    #[must_use]
    pub fn of(kinds: impl IntoIterator<Item = (i64, u32)>) -> Self {
        kinds.into_iter().filter(|(_, units)| *units > 0).fold(
            Self::default(),
            |load, (grams, units)| Self {
                heaviest: load.heaviest.max(grams),
                total: load.total.saturating_add(grams.max(0).saturating_mul(i64::from(units))),
            },
        )
    }
}

/// Price and transit time of a shipping method in one zone and weight range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tariff {
    /// Destination.
    pub zone: Zone,
    /// Shipping method.
    pub method: ShippingMethod,
    /// Carriage.
    pub carriage: Carriage,
    /// Maximum weight of a unit in grams; `None` for no limit.
    pub piece: Option<i64>,
    /// Maximum weight of an order in grams; `None` for no limit.
    pub total: Option<i64>,
    /// Price in euro cents.
    pub price: i64,
    /// Free from this subtotal in euro cents; `None` for never.
    pub free_from: Option<i64>,
    /// Minimum and maximum transit time in working days.
    pub days: (u8, u8),
    /// Its line in the table, counted from 1.
    pub line: usize,
}

impl Tariff {
    fn takes(&self, load: Load) -> bool {
        self.piece.is_none_or(|limit| load.heaviest <= limit)
            && self.total.is_none_or(|limit| load.total <= limit)
    }

    /// Whether another tariff, which follows in the table, never applies because of this one.
    fn hides(&self, other: &Self) -> bool {
        let covers = |limit: Option<i64>, other: Option<i64>| {
            limit.is_none_or(|limit| other.is_some_and(|other| other <= limit))
        };
        (self.zone, self.method) == (other.zone, other.method)
            && covers(self.piece, other.piece)
            && covers(self.total, other.total)
    }

    /// The price for a subtotal, in the subtotal's currency; `None` if a rate is missing.
    #[must_use]
    pub fn price(&self, subtotal: Money, rates: &Rates) -> Option<Money> {
        if let Some(threshold) = self.free_from
            && subtotal >= rates.price(Money::new(threshold, Currency::EUR), subtotal.currency)?
        {
            return Some(Money::zero(subtotal.currency));
        }
        rates.price(Money::new(self.price, Currency::EUR), subtotal.currency)
    }

    /// The amount missing for free delivery; `None` when it is free or never is.
    #[must_use]
    pub fn to_free(&self, subtotal: Money, rates: &Rates) -> Option<Money> {
        let threshold =
            rates.price(Money::new(self.free_from?, Currency::EUR), subtotal.currency)?;
        threshold.checked_sub(subtotal).filter(|missing| missing.minor > 0)
    }

    /// First and last day of arrival for an order at `hour` on `date`.
    #[must_use]
    pub fn window(&self, date: Date, hour: u8, calendar: &Calendar) -> (Date, Date) {
        let leaves = dispatch_day(date, hour, calendar);
        let (min, max) = self.days;
        (add_working_days(leaves, min, calendar), add_working_days(leaves, max, calendar))
    }
}

/// An invalid table of tariffs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TariffError {
    /// An invalid line, counted from 1.
    Line(usize),
    /// A line that never applies: an earlier one has all its weights.
    Hidden(usize, usize),
    /// A line with a zone that the shop does not have.
    UnknownZone(usize, Zone),
    /// Standard delivery to this zone does not cover every weight.
    Gap(Zone),
}

impl fmt::Display for TariffError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(
                f,
                "line {line} is not a tariff: zone, method, carriage, kilograms per piece and in \
                 total (empty: any), price, free from (empty: never), and the minimum and maximum \
                 number of working days"
            ),
            Self::Hidden(line, earlier) => write!(
                f,
                "line {line} never applies: line {earlier} takes all its weights in the same zone \
                 by the same method"
            ),
            Self::UnknownZone(line, zone) => {
                write!(f, "line {line} is for the zone `{zone}`, which the table of zones lacks")
            }
            Self::Gap(zone) => {
                write!(
                    f,
                    "standard delivery to the zone `{}` needs a last line without limits of weight",
                    zone.key()
                )
            }
        }
    }
}

impl std::error::Error for TariffError {}

/// A merchant's tariffs, in the order of precedence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tariffs(Vec<Tariff>);

impl Tariffs {
    /// Parses a table: `home,standard,parcel,31.5,95,4.90,50,2,3` on each line. Empty lines and
    /// those beginning with `#` are ignored.
    ///
    /// # Errors
    /// The first line that is invalid or never applies.
    pub fn read(text: &str) -> Result<Self, TariffError> {
        let lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty() && !line.trim().starts_with('#'));
        let read = |(index, line): (usize, &str)| {
            tariff(line, index + 1).ok_or(TariffError::Line(index + 1))
        };
        Self::new(lines.map(read).collect::<Result<_, _>>()?)
    }

    /// A table of these tariffs, in the order of precedence.
    ///
    /// # Errors
    /// The first one that never applies.
    pub fn new(tariffs: Vec<Tariff>) -> Result<Self, TariffError> {
        for (index, tariff) in tariffs.iter().enumerate() {
            if let Some(earlier) = tariffs.iter().take(index).find(|other| other.hides(tariff)) {
                return Err(TariffError::Hidden(tariff.line, earlier.line));
            }
        }
        Ok(Self(tariffs))
    }

    /// Checks that the table has only zones of the shop, and standard delivery of every weight to
    /// each.
    ///
    /// # Errors
    /// The first line with an unknown zone, or a zone without a tariff for every weight.
    pub fn check(&self, zones: &Zones) -> Result<(), TariffError> {
        self.problems(zones).into_iter().next().map_or(Ok(()), Err)
    }

    /// All that [`check`](Self::check) finds: lines with an unknown zone, then zones without a
    /// tariff for every weight.
    #[must_use]
    pub fn problems(&self, zones: &Zones) -> Vec<TariffError> {
        let unknown = self.0.iter().filter(|tariff| !zones.has(tariff.zone));
        let unknown = unknown.map(|tariff| TariffError::UnknownZone(tariff.line, tariff.zone));
        let heaviest = Load { heaviest: i64::MAX, total: i64::MAX };
        let gaps = zones
            .iter()
            .map(|entry| entry.zone)
            .filter(|zone| self.offered(*zone, ShippingMethod::Standard, heaviest).is_none())
            .map(TariffError::Gap);
        unknown.chain(gaps).collect()
    }

    /// All tariffs in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Tariff> {
        self.0.iter()
    }

    /// The tariff of a shipping method for a load; `None` if the load is too heavy for it.
    #[must_use]
    pub fn offered(&self, zone: Zone, method: ShippingMethod, load: Load) -> Option<&Tariff> {
        self.0
            .iter()
            .find(|tariff| tariff.zone == zone && tariff.method == method && tariff.takes(load))
    }

    /// The same, or the standard tariff if the load has become too heavy for the chosen method.
    /// `None` only if the table is empty or lacks the zone.
    #[must_use]
    pub fn chosen(&self, zone: Zone, method: ShippingMethod, load: Load) -> Option<&Tariff> {
        self.offered(zone, method, load)
            .or_else(|| self.offered(zone, ShippingMethod::Standard, load))
    }

    /// All offers for a cart at a date and hour.
    #[must_use]
    pub fn offers(
        &self,
        (zone, load): (Zone, Load),
        subtotal: Money,
        rates: &Rates,
        (date, hour): (Date, u8),
        calendar: &Calendar,
    ) -> Vec<DeliveryOption> {
        let offer = |method| {
            let tariff = self.offered(zone, method, load)?;
            let (earliest, latest) = tariff.window(date, hour, calendar);
            Some(DeliveryOption {
                method,
                carriage: tariff.carriage,
                price: tariff.price(subtotal, rates)?,
                earliest,
                latest,
            })
        };
        ShippingMethod::ALL.into_iter().filter_map(offer).collect()
    }
}

/// The table as it is read by [`Tariffs::read`].
impl fmt::Display for Tariffs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kilograms = |grams: Option<i64>| {
            grams.map_or_else(String::new, |grams| {
                let text = format!("{}.{:03}", grams / 1000, grams % 1000);
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            })
        };
        let euros = |minor| Money::new(minor, Currency::EUR).decimal();
        for tariff in &self.0 {
            let (min, max) = tariff.days;
            writeln!(
                f,
                "{},{},{},{},{},{},{},{min},{max}",
                tariff.zone,
                tariff.method.key(),
                tariff.carriage.key(),
                kilograms(tariff.piece),
                kilograms(tariff.total),
                euros(tariff.price),
                tariff.free_from.map_or_else(String::new, euros),
            )?;
        }
        Ok(())
    }
}

fn tariff(text: &str, line: usize) -> Option<Tariff> {
    let cells: Vec<&str> = text.split(',').map(str::trim).collect();
    let [zone, method, carriage, piece, total, price, free_from, min, max] = *cells.as_slice()
    else {
        return None;
    };
    let amount = |text: &str| {
        Money::parse(text, Currency::EUR).map(|money| money.minor).filter(|minor| *minor >= 0)
    };
    let perhaps = |text: &str, read: &dyn Fn(&str) -> Option<i64>| {
        if text.is_empty() { Some(None) } else { read(text).map(Some) }
    };
    let days = (min.parse().ok()?, max.parse().ok()?);
    Some(Tariff {
        zone: Zone::from_key(zone)?,
        method: ShippingMethod::from_key(method)?,
        carriage: Carriage::from_key(carriage)?,
        piece: perhaps(piece, &grams)?,
        total: perhaps(total, &grams)?,
        price: amount(price)?,
        free_from: perhaps(free_from, &amount)?,
        days: Some(days).filter(|(min, max)| (1..=*max).contains(min))?,
        line,
    })
}

/// Parses kilograms such as "31.5" into grams.
fn grams(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<3}").parse().ok().filter(|grams| *grams > 0)
}

/// A delivery option at checkout.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeliveryOption {
    /// Shipping method.
    pub method: ShippingMethod,
    /// Carriage.
    pub carriage: Carriage,
    /// The price for this cart.
    pub price: Money,
    /// Earliest delivery date.
    pub earliest: Date,
    /// Latest expected delivery date.
    pub latest: Date,
}

impl DeliveryOption {
    /// What the shopper gets.
    #[must_use]
    pub fn service(&self) -> ShippingService {
        ShippingService::of(self.method, self.carriage)
    }
}

/// The day `days` working days after `date`: those on which the parcel travels at both ends.
#[must_use]
pub fn add_working_days(date: Date, days: u8, calendar: &Calendar) -> Date {
    // Only a merchant who closes for over a year has no such day within reach; the day stays then.
    (0..days).fold(date, |day, _| next_where(day, |day| calendar.travels(day)).unwrap_or(day))
}

/// The day on which an order at `hour` (0–23, shop time) on `date` is dispatched: the same working
/// day before the cut-off hour, otherwise the next one.
#[must_use]
pub fn dispatch_day(date: Date, hour: u8, calendar: &Calendar) -> Date {
    if hour < calendar.cut_off() && calendar.leaves(date) {
        date
    } else {
        // See `add_working_days`.
        next_where(date, |day| calendar.leaves(day)).unwrap_or(date)
    }
}
