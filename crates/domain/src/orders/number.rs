//! Public order numbers.

use crate::{checkout::FieldErrorKind, text::plain};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Crockford's base 32: no I, L, O, U, so that a number can be read out.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A public order number such as `PG-7K4-MQ2-XW9`: 40 random bits and a check character.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct OrderNumber(String);

impl OrderNumber {
    /// Makes a number of 40 random bits (the upper 24 of `random` are not used).
    #[must_use]
    pub fn from_bits(random: u64) -> Self {
        let symbol =
            |value: u64| ALPHABET.get((value % 32) as usize).copied().map_or('0', char::from);
        let mut symbols: String = (0..8).map(|i| symbol(random >> (5 * i))).collect();
        symbols.push(symbol(checksum(&symbols)));
        Self(symbols)
    }

    /// Parses what a person typed or pasted: any case, with or without the prefix, spaces and
    /// dashes, and the punctuation of the sentence that it was copied from; O is 0, I and L are 1.
    ///
    /// # Errors
    /// [`FieldErrorKind::Missing`]; [`FieldErrorKind::Invalid`] if there are not nine symbols of
    /// the alphabet; [`FieldErrorKind::Mistyped`] if the check character does not match.
    pub fn read(text: &str) -> Result<Self, FieldErrorKind> {
        let text = plain(text).to_ascii_uppercase();
        if text.is_empty() {
            return Err(FieldErrorKind::Missing);
        }
        // Possibly with words before it, as in "Order number PG-…", or a sign for "number". `PG`
        // are symbols too: 0PG-90Q-WMJ.
        let begins = |(at, _): &(usize, &str)| {
            !text.get(..*at).unwrap_or_default().ends_with(char::is_alphanumeric)
        };
        let prefix = text.match_indices("PG-").filter(begins).last().map_or(0, |(at, _)| at);
        let text =
            text.get(prefix..).unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
        let symbols: String = text
            .chars()
            .filter(|c| !matches!(c, '-' | ' '))
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        // P and G are symbols too: they are the prefix only if nine others follow.
        let symbols = symbols
            .strip_prefix("PG")
            .filter(|rest| rest.len() == 9)
            .unwrap_or(&symbols)
            .to_owned();
        let (body, check) = symbols.split_at_checked(8).ok_or(FieldErrorKind::Invalid)?;
        if symbols.len() != 9 || !symbols.bytes().all(|b| ALPHABET.contains(&b)) {
            return Err(FieldErrorKind::Invalid);
        }
        let expected = ALPHABET.get((checksum(body) % 32) as usize).copied().map(char::from);
        if check.chars().next() == expected {
            Ok(Self(symbols))
        } else {
            Err(FieldErrorKind::Mistyped)
        }
    }

    /// The number that a person typed, if it is valid; see [`Self::read`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text).ok()
    }

    /// Nine symbols without prefix or dashes, as stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A weighted sum of the symbols' values in the field of 32 elements (polynomial x⁵ + x² + 1),
/// where each place has a weight of its own and the check symbol's is 1 (a shortened Reed–Solomon
/// code). Detects every wrong symbol and every swap of two.
fn checksum(symbols: &str) -> u64 {
    // Callers pass symbols of the alphabet only.
    let value = |b: u8| ALPHABET.iter().position(|&a| a == b).unwrap_or(0) as u64;
    let double = |n: u64| (n << 1) ^ if n & 16 == 0 { 0 } else { 0b10_0101 };
    // Horner's rule, with one more step, since the first power belongs to the place before the
    // check symbol.
    symbols.bytes().fold(0, |sum, b| double(sum ^ value(b)))
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nine ASCII characters, as parsed.
        let part = |range| self.0.get(range).unwrap_or("");
        write!(f, "PG-{}-{}-{}", part(0..3), part(3..6), part(6..9))
    }
}
