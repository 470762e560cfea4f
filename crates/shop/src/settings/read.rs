//! Settings as people write them, in flags, in variables and in commands.

use crate::{TimeZone, text::clean};
use domain::{
    Currency,
    customers::country,
    shipping::calendar::{ClosedDay, is_place},
};

/// Why a setting does not accept a value.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InvalidSetting {
    /// The shop's name is empty.
    #[error("it is empty, and pages and emails show it")]
    NoShopName,
    /// The seller's name or address is empty.
    #[error("it is empty, and receipts must name the seller")]
    NoSeller,
    /// Too many characters; contains the maximum.
    #[error("expected at most {0} characters")]
    TooLong(usize),
    /// Not a currency code.
    #[error("expected a currency code of three capital letters, such as EUR")]
    Currency,
    /// Shoppers cannot choose the currency; contains those they can.
    #[error("expected one of the currencies to choose from, {0}")]
    NoRate(String),
    /// A price cannot be converted to the currency; contains its SKU.
    #[error("the price of {0} cannot be converted to it")]
    NotConvertible(String),
    /// Not a country, or none with delivery.
    #[error("expected the two letters of a country that is delivered to, such as DE")]
    Country,
    /// Not a time zone.
    #[error("expected a time zone of the IANA database, such as Europe/Berlin")]
    TimeZone,
    /// Not a place of dispatch.
    #[error("expected a country such as DE, or country and region such as DE-SH")]
    Place,
    /// A place whose public holidays are not known.
    #[error(
        "the table of holidays has no days of that place; expected one of its places, such as DE \
         or DE-SH"
    )]
    PlaceWithoutHolidays,
    /// Not a day without dispatch.
    #[error(
        "expected a day such as 2026-12-31, days such as 2027-08-02..2027-08-13 (at most 400), or \
         a day of every year such as 12-24"
    )]
    ClosedDay,
    /// Not an hour before which orders can be placed.
    #[error("expected a whole hour from 1:00 to 23:00, such as 14:00")]
    CutOff,
    /// Not a number of years.
    #[error("expected a number of years from 0 to 100, such as 10")]
    OrderYears,
    /// Not a number of days.
    #[error("expected a number of days from 1 to 365, such as 30")]
    Days,
    /// Not a number of units.
    #[error("expected a number of units from 0 to 100000, such as 5")]
    LowStock,
    /// A seller without an email address.
    #[error("it is empty, and withdrawals are reported to it")]
    NoEmail,
    /// A detail of the demonstration's seller beside another name.
    #[error(
        "it is the demonstration's, which belongs to no other seller: set it with the name, or \
         leave it empty if there is none"
    )]
    Invented,
    /// Not an email address.
    #[error("expected an email address, such as hello@shop.example")]
    Email,
}

/// A number of days.
///
/// # Errors
/// If it is none from 1 to 365.
pub fn days(text: &str) -> Result<u32, InvalidSetting> {
    let days = text.trim().parse().ok().filter(|days| (1..=365).contains(days));
    days.ok_or(InvalidSetting::Days)
}

/// A currency's code.
///
/// # Errors
/// If it is none.
pub fn currency(text: &str) -> Result<Currency, InvalidSetting> {
    text.trim().parse().map_err(|_| InvalidSetting::Currency)
}

/// The code of a country, in any case. Whether the shop delivers there depends on its zones.
///
/// # Errors
/// If there is none.
pub fn country(text: &str) -> Result<String, InvalidSetting> {
    country::by_code(text).map(|found| found.code.to_owned()).ok_or(InvalidSetting::Country)
}

/// The IANA name of a time zone.
///
/// # Errors
/// If there is none of that name.
pub fn time_zone(text: &str) -> Result<TimeZone, InvalidSetting> {
    TimeZone::named(text).ok_or(InvalidSetting::TimeZone)
}

/// A country, or country and region (ISO 3166-2).
///
/// # Errors
/// If it is neither.
pub fn dispatch_from(text: &str) -> Result<String, InvalidSetting> {
    if is_place(text) { Ok(text.to_owned()) } else { Err(InvalidSetting::Place) }
}

/// A day or days without dispatch.
///
/// # Errors
/// If it is neither.
pub fn closed_day(text: &str) -> Result<ClosedDay, InvalidSetting> {
    ClosedDay::read(text).ok_or(InvalidSetting::ClosedDay)
}

/// The lines of an address, separated by commas or written as lines.
///
/// # Errors
/// If there is none.
pub fn address(text: &str) -> Result<Vec<String>, InvalidSetting> {
    let lines = text.split([',', '\n', '\r']).map(|line| clean(line).into_owned());
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    if lines.is_empty() { Err(InvalidSetting::NoSeller) } else { Ok(lines) }
}

/// A full hour: `14:00` or `14`.
///
/// # Errors
/// If it is none from 1 to 23.
pub fn cut_off(text: &str) -> Result<u8, InvalidSetting> {
    let hour = text.strip_suffix(":00").unwrap_or(text);
    let digits = (1..=2).contains(&hour.len()) && hour.bytes().all(|b| b.is_ascii_digit());
    let hour = hour.parse().ok().filter(|hour| digits && (1..=23).contains(hour));
    hour.ok_or(InvalidSetting::CutOff)
}
