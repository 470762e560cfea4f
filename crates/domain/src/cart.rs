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

/// Parses a quantity of at least `min` (1 to add, 0 to set, where 0 removes the line).
///
/// # Errors
/// The rule that the text violates.
pub fn parse_quantity(text: &str, min: u32) -> Result<u32, QuantityError> {
    let text = plain(text);
    let digits = text.strip_prefix(['-', '+']).unwrap_or(&text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(QuantityError::NotWhole);
    }
    if text.starts_with('-') && digits.bytes().any(|b| b != b'0') {
        return Err(QuantityError::TooSmall);
    }
    match digits.parse::<u32>() {
        Ok(n) if n < min => Err(QuantityError::TooSmall),
        Ok(n) if n <= MAX_QUANTITY => Ok(n),
        _ => Err(QuantityError::TooLarge),
    }
}

/// The quantity that a step leads to, within 1 and [`MAX_QUANTITY`]. A text that is no quantity
/// counts as 1.
#[must_use]
pub fn stepped(text: &str, by: i32) -> u32 {
    let before = match parse_quantity(text, 0) {
        Ok(quantity) => quantity,
        Err(QuantityError::TooLarge) => MAX_QUANTITY,
        Err(QuantityError::TooSmall) => 0,
        Err(QuantityError::NotWhole) => 1,
    };
    before.saturating_add_signed(by).clamp(1, MAX_QUANTITY)
}
