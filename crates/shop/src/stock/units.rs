//! Units that come or go.

use super::book::{BookError, Moved, One, book_one};
use crate::{Context, staff::Actor};
use domain::{
    staff::Permission,
    stock::{MAX_UNITS, MovementCause},
};
use store::Uuid;

/// Units that come or go.
#[derive(Clone, Copy, Debug)]
pub struct MoveUnits<'a> {
    /// The variant.
    pub sku: &'a str,
    /// How many: above zero, except for corrections, which have a sign.
    pub units: i64,
    /// Such as the number of a delivery note; may be empty.
    pub document: &'a str,
    /// A remark; may be empty.
    pub note: &'a str,
    /// Made with the form that is sent: the same booking with the same key is made once, and
    /// repeating it returns the first result. None books each time.
    pub key: Option<Uuid>,
}

/// Books a delivery.
///
/// # Errors
/// See [`BookError`].
pub async fn receive(
    ctx: &Context,
    actor: &Actor,
    command: MoveUnits<'_>,
) -> Result<Moved, BookError> {
    if command.units <= 0 {
        return Err(BookError::Quantity);
    }
    book(ctx, actor, command, MovementCause::Received).await
}

/// Books units that are damaged or lost.
///
/// # Errors
/// See [`BookError`].
pub async fn write_off(
    ctx: &Context,
    actor: &Actor,
    command: MoveUnits<'_>,
) -> Result<Moved, BookError> {
    if command.units <= 0 {
        return Err(BookError::Quantity);
    }
    let command = MoveUnits { units: -command.units, ..command };
    book(ctx, actor, command, MovementCause::Damaged).await
}

/// Corrects an earlier booking by a difference.
///
/// # Errors
/// See [`BookError`].
pub async fn correct(
    ctx: &Context,
    actor: &Actor,
    command: MoveUnits<'_>,
) -> Result<Moved, BookError> {
    if command.units == 0 {
        return Err(BookError::Quantity);
    }
    book(ctx, actor, command, MovementCause::Correction).await
}

async fn book(
    ctx: &Context,
    actor: &Actor,
    command: MoveUnits<'_>,
    cause: MovementCause,
) -> Result<Moved, BookError> {
    actor.require(Permission::StockWrite)?;
    let MoveUnits { sku, units, document, note, key } = command;
    if !(-MAX_UNITS..=MAX_UNITS).contains(&units) {
        return Err(BookError::Quantity);
    }
    book_one(ctx, actor, One { sku, cause, document, note, key }, (units, None)).await
}
