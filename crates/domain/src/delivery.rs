//! Ways of delivery by zone: price, free threshold, and when the parcel comes.

use crate::{
    Currency, Money,
    country::{Country, Zone},
    holidays::{Calendar, next_where},
    rates::Rates,
};
use serde::{Deserialize, Serialize};
use time::Date;

/// How fast.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speed {
    /// The usual way.
    #[default]
    Standard,
    /// The fast way.
    Express,
}

impl Speed {
    /// Both, in the order to show.
    pub const ALL: [Self; 2] = [Self::Standard, Self::Express];

    /// As stored and posted.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Express => "express",
        }
    }

    /// The speed with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|speed| speed.key() == key)
    }
}

/// What one way of delivery costs and how long it takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tariff {
    /// Price in euro cents.
    pub price: i64,
    /// Goods of this many euro cents or more travel free; `None` when never.
    pub free_from: Option<i64>,
    /// Working days on the way, least and most.
    pub days: (u8, u8),
}

/// The tariff of a zone.
#[must_use]
pub fn tariff(zone: Zone, speed: Speed) -> Tariff {
    match (zone, speed) {
        (Zone::Home, Speed::Standard) => Tariff { price: 490, free_from: Some(5_000), days: (2, 3) },
        (Zone::Home, Speed::Express) => Tariff { price: 1_290, free_from: None, days: (1, 1) },
        (Zone::Union | Zone::Kingdom, Speed::Standard) => Tariff { price: 990, free_from: Some(10_000), days: (3, 6) },
        (Zone::Union | Zone::Kingdom, Speed::Express) => Tariff { price: 1_990, free_from: None, days: (2, 3) },
        (Zone::World, Speed::Standard) => Tariff { price: 2_490, free_from: Some(30_000), days: (7, 14) },
        (Zone::World, Speed::Express) => Tariff { price: 4_990, free_from: None, days: (3, 6) },
    }
}

/// One offer at checkout.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// How fast.
    pub speed: Speed,
    /// What it costs this cart.
    pub price: Money,
    /// First day it may come.
    pub earliest: Date,
    /// Last day it should come.
    pub latest: Date,
}

/// The price of a way of delivery for goods worth `goods`, in that currency; `None` where a rate is missing.
#[must_use]
pub fn price(country: &Country, speed: Speed, goods: Money, rates: &Rates) -> Option<Money> {
    let tariff = tariff(country.zone, speed);
    if let Some(threshold) = tariff.free_from
        && goods.minor >= rates.price(Money::new(threshold, Currency::EUR), goods.currency)?.minor
    {
        return Some(Money::zero(goods.currency));
    }
    rates.price(Money::new(tariff.price, Currency::EUR), goods.currency)
}

/// What is missing for free standard delivery; `None` when it is free, or never will be.
#[must_use]
pub fn to_free(country: &Country, goods: Money, rates: &Rates) -> Option<Money> {
    let threshold = tariff(country.zone, Speed::Standard).free_from?;
    let threshold = rates.price(Money::new(threshold, Currency::EUR), goods.currency)?;
    (goods.minor < threshold.minor).then(|| Money::new(threshold.minor - goods.minor, goods.currency))
}

/// The day `days` working days after `date`: those on which the parcel travels at both ends.
#[must_use]
pub fn add_working_days(date: Date, days: u8, calendar: &Calendar) -> Date {
    (0..days).fold(date, |day, _| next_where(day, |day| calendar.travels(day)).unwrap_or(day))
}

/// The day a parcel leaves when ordered at `hour` (0–23, shop time) on `date`: the same working day before 14:00, else the next.
#[must_use]
pub fn dispatch_day(date: Date, hour: u8, calendar: &Calendar) -> Date {
    if hour < 14 && calendar.leaves(date) { date } else { next_where(date, |day| calendar.leaves(day)).unwrap_or(date) }
}

/// First and last day of arrival for an order at `hour` on `date`.
#[must_use]
pub fn window(country: &Country, speed: Speed, date: Date, hour: u8, calendar: &Calendar) -> (Date, Date) {
    let leaves = dispatch_day(date, hour, calendar);
    let (least, most) = tariff(country.zone, speed).days;
    (add_working_days(leaves, least, calendar), add_working_days(leaves, most, calendar))
}

/// All offers for a cart at a date and hour.
#[must_use]
pub fn offers(country: &Country, goods: Money, rates: &Rates, (date, hour): (Date, u8), calendar: &Calendar) -> Vec<Offer> {
    let offer = |speed| {
        let (earliest, latest) = window(country, speed, date, hour, calendar);
        Some(Offer { speed, price: price(country, speed, goods, rates)?, earliest, latest })
    };
    Speed::ALL.into_iter().filter_map(offer).collect()
}

/// A day as people read it: "Tuesday, 24 November".
#[must_use]
pub fn day(date: Date) -> String {
    format!("{}, {} {}", date.weekday(), date.day(), date.month())
}
