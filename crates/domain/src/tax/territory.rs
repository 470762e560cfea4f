//! Tax territories: places inside a country with their own rules, and values above which a seller
//! does not collect tax. The merchant maintains the table of rules; this module parses it and finds
//! the row for an address.

use super::{
    rate::basis_points,
    taxation::{Limit, Taxation},
};
use crate::{Currency, Money, customers::postcode::significant};
use std::fmt;

/// The rule of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Rule {
    /// Outside the tax area: an export.
    Outside,
    /// These rates, in hundredths of a percent: standard and books.
    Rates(u32, u32),
    /// The country's rates.
    Country,
}

/// One row of the table.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Territory {
    country: String,
    /// First and last postcode as compared, and whether longer codes match too.
    postcodes: Option<(String, String, bool)>,
    /// Part of the town's name in lower case; may be empty.
    town: String,
    rule: Rule,
    limit: Option<Limit>,
}

/// An address, as far as tax depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TaxAddress<'a> {
    /// ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// As typed; may be empty while unknown.
    pub postcode: &'a str,
    /// As typed; may be empty while unknown.
    pub town: &'a str,
}

/// Places with their own tax rules.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Territories {
    rows: Vec<Territory>,
}

/// An invalid line of the table, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TerritoriesError(pub usize);

impl fmt::Display for TerritoriesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {} is not country,postcodes,town,rule,limit,name,source, such as \
             PT,9000-9499*,,22/4,,Madeira,law",
            self.0
        )
    }
}

impl std::error::Error for TerritoriesError {}

impl Territory {
    fn read(line: &str) -> Option<Self> {
        let mut fields = line.splitn(6, ',').map(str::trim);
        let country = fields
            .next()
            .filter(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()))?;
        let postcodes = match fields.next()? {
            "" => None,
            text => {
                let (range, more) =
                    text.strip_suffix('*').map_or((text, false), |range| (range, true));
                let (first, last) = range.split_once('-').unwrap_or((range, range));
                let right = !first.is_empty()
                    && first.len() == last.len()
                    && first <= last
                    && significant(first) == first
                    && significant(last) == last;
                if !right {
                    return None;
                }
                Some((first.to_owned(), last.to_owned(), more))
            }
        };
        let town = fields.next()?.to_lowercase();
        let rule = match fields.next()? {
            "" => Rule::Country,
            "outside" => Rule::Outside,
            rates => {
                let (standard, books) = rates.split_once('/')?;
                Rule::Rates(basis_points(standard)?, basis_points(books)?)
            }
        };
        let limit = match fields.next()? {
            "" => None,
            text => {
                let mut words = text.split(' ');
                let currency: Currency = words.next()?.parse().ok()?;
                let value = Money::parse(words.next()?, currency)?;
                let each = match words.next()? {
                    "item" => true,
                    "parcel" => false,
                    _ => return None,
                };
                if words.next().is_some() {
                    return None;
                }
                Some(Limit { value, each })
            }
        };
        fields.next().filter(|rest| rest.contains(','))?;
        Some(Self { country: country.to_owned(), postcodes, town, rule, limit })
    }

    /// Whether an address is in this territory. `postcode` has only its significant characters;
    /// `town` is in lower case.
    fn holds(&self, country: &str, postcode: &str, town: &str) -> bool {
        if self.country != country || !town.contains(&self.town) {
            return false;
        }
        let Some((first, last, more)) = &self.postcodes else { return true };
        // People write the country code before a postcode: "D-78266", "FI-22100", "GB-JE2 3AB".
        let digits = first.bytes().all(|b| b.is_ascii_digit());
        let code = if digits {
            postcode.trim_start_matches(|c: char| c.is_ascii_alphabetic())
        } else {
            postcode.strip_prefix(country).unwrap_or(postcode)
        };
        let Some((head, tail)) = code.split_at_checked(first.len()) else { return false };
        (*more || tail.is_empty()) && (first.as_str()..=last.as_str()).contains(&head)
    }
}

impl Territories {
    /// Parses a table: `country,postcodes,town,rule,limit,name,source` on each line. Empty lines
    /// and those beginning with `#` are ignored.
    ///
    /// # Errors
    /// The first invalid line.
    pub fn read(text: &str) -> Result<Self, TerritoriesError> {
        let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line.trim()));
        let rows = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let rows = rows.map(|(number, line)| Territory::read(line).ok_or(TerritoriesError(number)));
        Ok(Self { rows: rows.collect::<Result<_, _>>()? })
    }

    /// How goods sent to an address are taxed, given its country's own rates.
    #[must_use]
    pub fn taxation(&self, own: Taxation, address: TaxAddress<'_>) -> Taxation {
        let (postcode, town) = (significant(address.postcode), address.town.to_lowercase());
        match self.rows.iter().find(|row| row.holds(address.country, &postcode, &town)) {
            None => own,
            Some(Territory { rule: Rule::Outside, .. }) => Taxation::EXPORT,
            Some(Territory { rule: Rule::Country, limit, .. }) => Taxation { limit: *limit, ..own },
            Some(Territory { rule: Rule::Rates(standard, books), limit, .. }) => {
                Taxation { standard: *standard, books: *books, limit: *limit, ..own }
            }
        }
    }
}
