//! A counted number.

use super::book::{BookError, Moved, One, book_one};
use crate::{Context, staff::Actor};
use domain::{
    staff::Permission,
    stock::{MAX_UNITS, MovementCause},
};
use store::Uuid;

/// A counted number of units.
#[derive(Clone, Copy, Debug)]
pub struct CountStock<'a> {
    /// The variant.
    pub sku: &'a str,
    /// How many there are.
    pub counted: i64,
    /// The level that was shown when they were counted…
    pub shown: i64,
    /// …and its version.
    pub version: i64,
    /// A remark; may be empty.
    pub note: &'a str,
    /// See [`MoveUnits::key`](super::MoveUnits::key).
    pub key: Option<Uuid>,
}

/// Books the difference between a counted number and the level that was shown at that time. Units
/// that orders have taken since stay taken. A number that equals the level is recorded, too.
///
/// # Errors
/// See [`BookError`]; [`BookError::Changed`] if somebody has booked since the level was shown: what
/// they booked may be in the counted number or not.
pub async fn count(
    ctx: &Context,
    actor: &Actor,
    command: CountStock<'_>,
) -> Result<Moved, BookError> {
    actor.require(Permission::StockWrite)?;
    let CountStock { sku, counted, shown, version, note, key } = command;
    if !(0..=MAX_UNITS).contains(&counted) {
        return Err(BookError::Quantity);
    }
    let delta = counted.checked_sub(shown).ok_or(BookError::Quantity)?;
    if !(-MAX_UNITS..=MAX_UNITS).contains(&delta) {
        return Err(BookError::Quantity);
    }
    let one = One { sku, cause: MovementCause::Counted, document: "", note, key };
    book_one(ctx, actor, one, (delta, Some(version))).await
}
