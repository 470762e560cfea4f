//! Quantities in the cart.

use crate::text::plain;

/// Maximum quantity of one variant in a cart.
pub const MAX_QUANTITY: u32 = 999;

/// Maximum number of lines in a cart.
pub const MAX_LINES: usize = 60;

/// An invalid quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityError {
    /// Not a whole number.
    NotWhole,
    /// Below the minimum.
    TooSmall,
    /// More than [`MAX_QUANTITY`].
    TooLarge,
}

/// Reads a quantity of at least `least` (1 to add, 0 to set, where 0 removes).
///
/// # Errors
/// The rule that the text breaks.
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
