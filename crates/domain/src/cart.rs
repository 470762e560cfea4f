//! Quantities in the cart.

use crate::text::plain;
use std::num::IntErrorKind;

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

/// What a stepper button requests, by the field beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A step from the cart's current quantity: the field is unedited, and may be out of date, or
    /// it is not a number.
    By(i32),
    /// The typed quantity, adjusted by the step.
    To(i32),
}

/// What a stepper button requests. `was` is the quantity that the field had before it was edited.
#[must_use]
pub fn step_beside(typed: &str, was: &str, by: i32) -> Step {
    let typed = plain(typed);
    match typed.parse::<i32>() {
        Ok(quantity) if typed != was => Step::To(after_step(quantity, by)),
        // Too large a number is refused as such.
        Err(error) if *error.kind() == IntErrorKind::PosOverflow => Step::To(i32::MAX),
        _ => Step::By(by),
    }
}

/// The quantity of a cart line after a step; 0 removes it.
#[must_use]
pub fn after_step(quantity: i32, by: i32) -> i32 {
    quantity.saturating_add(by).max(0)
}
