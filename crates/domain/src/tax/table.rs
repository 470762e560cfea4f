//! The merchant's tax rates: by country and tax class, with the days from which they apply.

use super::{class::TaxClass, rate::basis_points, taxation::Taxation};
use crate::customers::country::{self, Country};
use std::fmt;
use time::{Date, macros::format_description};

/// The rate of a country for a tax class, from a day on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CountryRate {
    /// The country.
    pub country: &'static Country,
    /// The tax class.
    pub class: TaxClass,
    /// In hundredths of a percent.
    pub rate: u32,
    /// Whether prices shown there include the tax.
    pub included: bool,
    /// The first day of the rate; `None` from the beginning.
    pub from: Option<Date>,
}

/// The tax rates of countries.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TaxRates {
    rows: Vec<CountryRate>,
}

/// An invalid table of tax rates. Lines are counted from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TaxRatesError {
    /// A line that is not a rate.
    Line(usize),
    /// The rate of a line is not a percentage.
    Percentage(usize, String),
    /// A line has country, class and day of an earlier one.
    Twice(usize, usize),
    /// A line contradicts an earlier one: prices in a country include tax or do not.
    Prices(usize, usize),
    /// A country without a standard rate, or without one from the beginning.
    NoRate(&'static str),
}

impl fmt::Display for TaxRatesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(
                f,
                "line {line} is not country,class,rate,prices,from, such as \
                 FI,books,13.5,included,2026-01-01: the class is standard or books, prices are \
                 included or added, and the day may be empty"
            ),
            Self::Percentage(line, rate) => write!(
                f,
                "line {line}: the rate {rate:?} is not a percentage from 0 to 100 with at most \
                 two decimals"
            ),
            Self::Twice(line, earlier) => {
                write!(f, "line {line} has country, class and day of line {earlier}")
            }
            Self::Prices(line, earlier) => write!(
                f,
                "line {line} contradicts line {earlier}: prices in a country either include tax \
                 or do not"
            ),
            Self::NoRate(country) => write!(
                f,
                "{country} has no standard rate from the beginning: add a line without a day, \
                 such as {country},standard,20,included, or {country},standard,0,added,"
            ),
        }
    }
}

impl std::error::Error for TaxRatesError {}

impl CountryRate {
    fn read(line: &str, number: usize) -> Result<Self, TaxRatesError> {
        let wrong = TaxRatesError::Line(number);
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        let [country, class, rate, prices, from] = *cells.as_slice() else { return Err(wrong) };
        let (Some(country), Some(class)) = (country::by_code(country), TaxClass::from_key(class))
        else {
            return Err(wrong);
        };
        let included = match prices {
            "included" => true,
            "added" => false,
            _ => return Err(wrong),
        };
        let from = match from {
            "" => None,
            day => match Date::parse(day, format_description!("[year]-[month]-[day]")) {
                Ok(day) => Some(day),
                Err(_) => return Err(wrong),
            },
        };
        let rate =
            basis_points(rate).ok_or_else(|| TaxRatesError::Percentage(number, rate.to_owned()))?;
        Ok(Self { country, class, rate, included, from })
    }
}

impl TaxRates {
    /// Parses a table: `country,class,rate,prices,from` on each line. Empty lines and those
    /// beginning with `#` are ignored.
    ///
    /// # Errors
    /// The first invalid line.
    pub fn read(text: &str) -> Result<Self, TaxRatesError> {
        let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line.trim()));
        let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let read =
            lines.map(|(number, line)| CountryRate::read(line, number).map(|row| (number, row)));
        Self::build(read.collect::<Result<_, _>>()?)
    }

    /// A table of these rates.
    ///
    /// # Errors
    /// The first one that repeats or contradicts another. The lines of the error count from 1.
    pub fn new(rates: Vec<CountryRate>) -> Result<Self, TaxRatesError> {
        Self::build((1_usize..).zip(rates).collect())
    }

    fn build(numbered: Vec<(usize, CountryRate)>) -> Result<Self, TaxRatesError> {
        let mut read: Vec<(usize, CountryRate)> = Vec::new();
        for (number, row) in numbered {
            let of_country =
                read.iter().filter(|(_, other)| other.country.code == row.country.code);
            for (earlier, other) in of_country {
                if other.included != row.included {
                    return Err(TaxRatesError::Prices(number, *earlier));
                }
                if (other.class, other.from) == (row.class, row.from) {
                    return Err(TaxRatesError::Twice(number, *earlier));
                }
            }
            read.push((number, row));
        }
        Ok(Self { rows: read.into_iter().map(|(_, row)| row).collect() })
    }

    /// All rates, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &CountryRate> {
        self.rows.iter()
    }

    /// Checks that each of these countries has a standard rate on every day.
    ///
    /// # Errors
    /// The first country without one.
    pub fn check<'a>(
        &self,
        countries: impl IntoIterator<Item = &'a Country>,
    ) -> Result<(), TaxRatesError> {
        self.problems(countries).into_iter().next().map_or(Ok(()), Err)
    }

    /// All that [`check`](Self::check) finds: the countries without a standard rate.
    #[must_use]
    pub fn problems<'a>(
        &self,
        countries: impl IntoIterator<Item = &'a Country>,
    ) -> Vec<TaxRatesError> {
        let has_rate = |country: &Country| {
            self.rows.iter().any(|row| {
                row.country.code == country.code
                    && row.class == TaxClass::Standard
                    && row.from.is_none()
            })
        };
        let without = countries.into_iter().filter(|country| !has_rate(country));
        without.map(|country| TaxRatesError::NoRate(country.code)).collect()
    }

    /// A country's own rates on a day, regardless of region and value; an export if the table does
    /// not have the country.
    #[must_use]
    pub fn taxation(&self, country: &Country, on: Date) -> Taxation {
        let Some(standard) = self.in_force(country, TaxClass::Standard, on) else {
            return Taxation::EXPORT;
        };
        let books = self.in_force(country, TaxClass::Books, on).unwrap_or(standard);
        Taxation {
            standard: standard.rate,
            books: books.rate,
            // Without a rate nothing is included.
            included: standard.included && standard.rate > 0,
            limit: None,
        }
    }

    /// The latest row that has begun.
    fn in_force(&self, country: &Country, class: TaxClass, on: Date) -> Option<&CountryRate> {
        self.rows
            .iter()
            .filter(|row| row.country.code == country.code && row.class == class)
            .filter(|row| row.from.is_none_or(|from| from <= on))
            .max_by_key(|row| row.from)
    }
}

/// The table as it is read by [`TaxRates::read`].
impl fmt::Display for TaxRates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.rows {
            let percent = format!("{}.{:02}", row.rate / 100, row.rate % 100);
            let percent = percent.trim_end_matches('0').trim_end_matches('.');
            let prices = if row.included { "included" } else { "added" };
            write!(f, "{},{},{percent},{prices},", row.country.code, row.class.key())?;
            if let Some(day) = row.from {
                let (year, month, day) = (day.year(), u8::from(day.month()), day.day());
                write!(f, "{year:04}-{month:02}-{day:02}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
