//! Payment cards: parsing and validation. Card numbers are only held in memory, on their way to the
//! payment provider.

use crate::text::plain;
use std::fmt;

/// Why card details are invalid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CardError {
    /// Not 12 to 19 digits, or the check digit (ISO/IEC 7812-1, Luhn) is wrong.
    Number,
    /// The expiry is not a month and a year.
    Expiry,
    /// The last day of its month has passed.
    Expired,
    /// Not three or four digits.
    SecurityCode,
}

/// A card as entered. `Debug` shows only the last four digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    number: String,
    /// Month of expiry, 1–12.
    pub month: u8,
    /// Year of expiry, four digits.
    pub year: u16,
    code: String,
}

impl fmt::Debug for Card {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Card(…{}, {:02}/{})", self.last_four(), self.month, self.year)
    }
}

/// The digits of a card number in any script, without spaces, dashes and dots.
#[must_use]
pub fn digits(text: &str) -> Option<String> {
    let digits: String = plain(text).chars().filter(|c| !matches!(c, ' ' | '-' | '.')).collect();
    ((12..=19).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
        .then_some(digits)
}

/// The check digit rule of ISO/IEC 7812-1, annex B.
#[must_use]
pub fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let digit = u32::from(b.wrapping_sub(b'0'));
            let value = if i % 2 == 1 { digit * 2 } else { digit };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Parses the month and year of expiry: "MM/YY" or "MM/YYYY" as on the card, or "YYYY-MM" as
/// browsers and password managers fill it in (HTML, `cc-exp`), with any separator or none. "30/12"
/// can only be a year and a month. Returns the month, 1 to 12, and a four-digit year.
#[must_use]
pub fn parse_expiry(text: &str) -> Option<(u8, u16)> {
    let text = plain(text);
    let mut parts =
        text.split(['/', ' ', '-', '.', '\u{5e74}', '\u{6708}']).filter(|part| !part.is_empty());
    let (first, second) = (parts.next()?, parts.next());
    if parts.next().is_some()
        || !first.bytes().chain(second.unwrap_or_default().bytes()).all(|b| b.is_ascii_digit())
    {
        return None;
    }
    match second {
        Some(month) if first.len() == 4 => month_and_year(month, first),
        Some(second) => {
            month_and_year(first, second).or_else(|| short_year_and_month(first, second))
        }
        // Without a separator, three digits begin with a one-digit month. No month begins with 20,
        // as years do.
        None => {
            let (month, year) = first.split_at_checked(if first.len() == 3 { 1 } else { 2 })?;
            let year_first = || first.split_at_checked(4).filter(|_| first.len() == 6);
            month_and_year(month, year)
                .or_else(|| year_first().and_then(|(year, month)| month_and_year(month, year)))
                .or_else(|| short_year_and_month(month, year))
        }
    }
}

/// Parses a two-digit year before its month, if it cannot be a month itself.
fn short_year_and_month(year: &str, month: &str) -> Option<(u8, u16)> {
    month_and_year(month, year).filter(|_| year.len() == 2 && year > "12")
}

fn month_and_year(month: &str, year: &str) -> Option<(u8, u16)> {
    if !matches!(month.len(), 1 | 2) || !matches!(year.len(), 2 | 4) {
        return None;
    }
    let (month, year) = (month.parse::<u8>().ok()?, year.parse::<u16>().ok()?);
    (1..=12).contains(&month).then_some((month, if year < 100 { 2000 + year } else { year }))
}

/// The maximum number of years until expiry. Issuers use a few; a later year is a typing error.
const MAX_YEARS_TO_EXPIRY: u16 = 20;

/// Whether a card with this month and year of expiry is valid at `now` (year and month).
#[must_use]
pub fn is_current((month, year): (u8, u16), now: (u16, u8)) -> bool {
    (year, month) >= now && year <= now.0 + MAX_YEARS_TO_EXPIRY
}

/// Whether a text can be the security code of a card with this number: four digits for American
/// Express, three for the other known schemes; three or four if the scheme is unknown.
#[must_use]
pub fn is_code(text: &str, number: &str) -> bool {
    let length = match digits(number).map(|number| brand(&number)) {
        Some("American Express") => 4..=4,
        Some("Card") | None => 3..=4,
        Some(_) => 3..=3,
    };
    let text = plain(text);
    length.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

impl Card {
    /// Checks only what holds for every card; `now` is the current year and month. The checkout
    /// form checks more, see [`is_code`] and [`is_current`], since people mistype. What programs
    /// send is left for the provider to judge.
    ///
    /// # Errors
    /// The first violated rule.
    pub fn new(
        number: &str,
        month: u8,
        year: u16,
        code: &str,
        now: (u16, u8),
    ) -> Result<Self, CardError> {
        let number = digits(number).filter(|digits| luhn(digits)).ok_or(CardError::Number)?;
        if !(1..=12).contains(&month) || !(2000..2100).contains(&year) {
            return Err(CardError::Expiry);
        }
        if (year, month) < now {
            return Err(CardError::Expired);
        }
        let code = plain(code);
        if !matches!(code.len(), 3 | 4) || !code.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CardError::SecurityCode);
        }
        Ok(Self { number, month, year, code })
    }

    /// All digits: for the payment provider only.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The security code: for the payment provider only.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The last four digits, which can be stored and shown.
    #[must_use]
    pub fn last_four(&self) -> &str {
        // The number has digits only, so every place is between two characters.
        self.number.get(self.number.len().saturating_sub(4)..).unwrap_or("")
    }

    /// The scheme by the number's first digits (ISO/IEC 7812 issuer ranges).
    #[must_use]
    pub fn brand(&self) -> &'static str {
        brand(&self.number)
    }
}

/// The scheme by a number's first digits; "Card" if unknown.
#[must_use]
pub fn brand(digits: &str) -> &'static str {
    // No scheme begins with 0, so too few digits are an unknown one.
    let first = |n: usize| digits.get(..n).and_then(|d| d.parse::<u32>().ok()).unwrap_or(0);
    match (first(1), first(2), first(4)) {
        (4, _, _) => "Visa",
        (_, 51..=55, _) | (_, _, 2221..=2720) => "Mastercard",
        (_, 34 | 37, _) => "American Express",
        (_, 36 | 38, _) => "Diners Club",
        (_, 65, _) | (_, _, 6011) => "Discover",
        (_, _, 3528..=3589) => "JCB",
        _ => "Card",
    }
}
