//! The cart: how many of what, and what a shopper sees of it.

use crate::text::plain;

/// The most pieces of one variant that one cart takes.
pub const MAX_QUANTITY: u32 = 999;

/// The most different variants in one cart.
pub const MAX_LINES: usize = 60;

/// A quantity that cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityError {
    /// Not a whole number.
    NotWhole,
    /// Zero or less where at least one is needed.
    TooSmall,
    /// More than [`MAX_QUANTITY`].
    TooLarge,
}

/// Reads a quantity of at least `least` (1 to add, 0 to set, where 0 removes).
///
/// # Errors
/// Says which rule the text breaks.
pub fn parse_quantity(text: &str, least: u32) -> Result<u32, QuantityError> {
    let text = plain(text);
    let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(QuantityError::NotWhole);
    }
    if text.starts_with('-') && digits.bytes().any(|b| b != b'0') {
        return Err(QuantityError::TooSmall);
    }
    match digits.parse::<u32>() {
        Ok(n) if n < least => Err(QuantityError::TooSmall),
        Ok(n) if n <= MAX_QUANTITY => Ok(n),
        _ => Err(QuantityError::TooLarge),
    }
}
