//! Amounts as a merchant types them.

use super::{Currency, Money};

/// How numbers are written where the merchant is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumberFormat {
    /// `1,349.95`
    Point,
    /// `1.349,95`
    Comma,
    /// `1 349,95`
    SpaceComma,
    /// `1'349.95`
    ApostrophePoint,
}

/// Why an amount is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AmountError {
    /// It is no number.
    NotANumber,
    /// It could mean different amounts: a mark that may separate thousands or decimals, or fewer
    /// decimals than the currency has.
    Ambiguous,
    /// It has more decimals than the currency has.
    TooManyDecimals,
    /// It is too large.
    TooLarge,
}

impl NumberFormat {
    /// The format of a language, as a BCP 47 tag such as `de` or `en-GB`.
    #[must_use]
    pub fn of_locale(tag: &str) -> Self {
        let mut parts = tag.split(['-', '_']);
        let language = parts.next().unwrap_or_default().to_ascii_lowercase(); // A text has a part.
        let region = parts.next_back().unwrap_or_default().to_ascii_uppercase();
        match (language.as_str(), region.as_str()) {
            ("de" | "it", "CH" | "LI") => Self::ApostrophePoint,
            ("es", "MX" | "US") => Self::Point,
            (
                "de" | "es" | "it" | "nl" | "pt" | "da" | "el" | "tr" | "id" | "ro" | "hr" | "sl"
                | "sr" | "is" | "vi",
                _,
            ) => Self::Comma,
            (
                "fr" | "pl" | "cs" | "sk" | "sv" | "nb" | "no" | "nn" | "fi" | "hu" | "bg" | "ru"
                | "uk" | "et" | "lv" | "lt",
                _,
            ) => Self::SpaceComma,
            _ => Self::Point,
        }
    }

    /// The mark before decimals.
    const fn decimal(self) -> char {
        match self {
            Self::Point | Self::ApostrophePoint => '.',
            Self::Comma | Self::SpaceComma => ',',
        }
    }

    /// Whether a mark separates thousands.
    fn groups(self, mark: char) -> bool {
        match self {
            Self::Point => mark == ',',
            Self::Comma => mark == '.',
            Self::SpaceComma => matches!(mark, ' ' | '\u{a0}' | '\u{202f}'),
            Self::ApostrophePoint => matches!(mark, '\'' | '’'),
        }
    }
}

impl Money {
    /// An amount of major units as the merchant types it, such as `1.349,95` in German: with the
    /// currency's decimals or without any, with thousands separated in groups of three or not at
    /// all, and with the currency's code or symbol at an end or without. What could mean something
    /// else is refused: `1,349` is 1349 in English, but in German neither 1349 nor 1.349.
    ///
    /// # Errors
    /// See [`AmountError`].
    pub fn typed(
        text: &str,
        currency: Currency,
        format: NumberFormat,
    ) -> Result<Self, AmountError> {
        let text = bare(text.trim(), currency);
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text),
        };
        let (whole, decimals) = match digits.split_once(format.decimal()) {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (digits, None),
        };
        let whole = ungrouped(whole, format)?;
        let exponent = currency.exponent() as usize;
        let decimals = match decimals {
            None => "",
            Some(decimals) if decimals.bytes().any(|byte| !byte.is_ascii_digit()) => {
                // Such as `1.349,95` in English.
                return Err(AmountError::Ambiguous);
            }
            Some("") => return Err(AmountError::NotANumber),
            Some(decimals) if decimals.len() > exponent => {
                // Three digits could be thousands in a format that the merchant is not used to.
                return Err(match decimals.len() {
                    3 => AmountError::Ambiguous,
                    _ => AmountError::TooManyDecimals,
                });
            }
            Some(decimals) if decimals.len() < exponent => {
                // `3.5` may be a typing mistake for `3.50` or `35`.
                return Err(AmountError::Ambiguous);
            }
            Some(decimals) => decimals,
        };
        let minor: i64 =
            format!("{whole}{decimals:0<exponent$}").parse().map_err(|_| AmountError::TooLarge)?;
        Ok(Self::new(if negative { -minor } else { minor }, currency))
    }
}

/// A text without the currency's code or symbol.
fn bare(text: &str, currency: Currency) -> &str {
    let mut text = text;
    for name in [currency.code(), currency.symbol()] {
        if name.is_empty() {
            continue;
        }
        text = text.strip_prefix(name).or_else(|| text.strip_suffix(name)).unwrap_or(text).trim();
    }
    text
}

/// Digits without the marks between thousands, which must be in the right places.
fn ungrouped(whole: &str, format: NumberFormat) -> Result<String, AmountError> {
    let parts: Vec<&str> = whole.split(|mark| format.groups(mark)).collect();
    let is_number =
        |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(is_number) {
        let is_mark =
            |letter: char| letter.is_ascii_digit() || ".,'’ \u{a0}\u{202f}".contains(letter);
        let some = whole.bytes().any(|byte| byte.is_ascii_digit());
        return Err(if some && whole.chars().all(is_mark) {
            AmountError::Ambiguous
        } else {
            AmountError::NotANumber
        });
    }
    let [first, rest @ ..] = parts.as_slice() else { return Err(AmountError::NotANumber) };
    if !rest.is_empty() && (first.len() > 3 || rest.iter().any(|part| part.len() != 3)) {
        return Err(AmountError::Ambiguous);
    }
    Ok(parts.concat())
}
