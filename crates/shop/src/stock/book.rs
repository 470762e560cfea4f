//! What all bookings share.

use crate::{
    Context, InternalError,
    audit::{Changed, Recorded, record},
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    audit::{Action, Entity},
    stock::{MovementCause, StockLevel},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use store::{
    Tx, Uuid,
    stock::{BookableRow, Booked, BookedRow, Booking, BookingOf},
};

/// The most characters of the number of a document.
const MAX_DOCUMENT: usize = 100;
/// The most characters of a remark.
const MAX_NOTE: usize = 1_000;

/// Why nothing was booked.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No variant has this SKU.
    #[error("no variant has this SKU")]
    NoSuchSku,
    /// The number of units is zero, negative where it must not be, or larger than a movement may
    /// be.
    #[error("this is not a number of units that can be booked")]
    Quantity,
    /// The document's number or the remark is too long.
    #[error("the document's number or the remark is too long")]
    TooLong,
    /// The level would be below zero; contains the level.
    #[error("only {0} are in stock")]
    BelowZero(i64),
    /// Somebody else has booked since the level was shown.
    #[error("somebody else has booked since the level was shown")]
    Changed {
        /// The level now.
        level: i64,
        /// Its version.
        version: i64,
    },
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(BookError);

/// A variant's stock before and after.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Moved {
    /// Its SKU.
    pub sku: String,
    /// Units in stock before.
    pub before: i64,
    /// Units in stock now.
    pub after: i64,
}

/// The level of a variant, units that come or go, and the version it must have.
pub(super) struct Line {
    pub row: BookableRow,
    pub delta: i64,
    pub version: Option<i64>,
}

/// What is booked.
pub(super) struct NewBooking<'a> {
    pub cause: MovementCause,
    pub document: &'a str,
    pub note: &'a str,
    pub lines: Vec<Line>,
    /// Under which key its result is kept.
    pub key: Option<String>,
}

/// The outcome of a booking.
pub(super) enum Outcome {
    Booked(Vec<Moved>),
    /// These variants have too few units or another version. Nothing was booked.
    Refused(Vec<Uuid>),
}

/// Whether the texts of a booking are short enough.
pub(super) fn fit(document: &str, note: &str) -> bool {
    document.chars().count() <= MAX_DOCUMENT && note.chars().count() <= MAX_NOTE
}

/// The key of a booking: that of the form with a digest of what is booked, since a form that was
/// changed before it was sent again books something else.
pub(super) fn key(form: Uuid, parts: &[&str]) -> String {
    crate::sign::digest(format!("{form}\n{}", parts.join("\n")).as_bytes())
}

/// The result of a booking with this key that was made before; none if this one is the first.
/// Comes before everything that the booking reads.
pub(super) async fn booked_before(
    tx: &mut Tx,
    key: Option<&str>,
    now: i64,
) -> Result<Option<Vec<Moved>>, InternalError> {
    let Some(key) = key else { return Ok(None) };
    let Some(result) = store::stock::claim_booking(tx, key, now).await? else { return Ok(None) };
    let moved = serde_json::from_str(&result);
    Ok(Some(moved.map_err(|_| InternalError::stored("result of booking", key))?))
}

/// Units in the audit log: `+12`.
fn units(delta: i64) -> String {
    format!("{delta:+}")
}

/// Writes movements, their audit entry and what shoppers see of them, or nothing.
pub(super) async fn write(
    ctx: &Context,
    mut tx: Tx,
    actor: &Actor,
    booking: NewBooking<'_>,
) -> Result<Outcome, InternalError> {
    let NewBooking { cause, document, note, lines, key } = booking;
    let now = ctx.clock().now();
    let bookings: Vec<Booking> = lines
        .iter()
        .map(|line| Booking { variant: line.row.id, delta: line.delta, version: line.version })
        .collect();
    let of = BookingOf {
        cause,
        document,
        note,
        order: None,
        actor_kind: actor.kind(),
        actor_id: actor.id(),
        actor_name: actor.name(),
        at: now,
    };
    // The units, not the levels: those are known only with the lock that orders wait for.
    let changes = lines.iter().map(|line| Changed {
        entity: Entity::Stock,
        id: line.row.id,
        label: line.row.sku.clone(),
        field: cause.key().to_owned(),
        before: None,
        after: Some(units(line.delta)),
    });
    let action = if lines.len() == 1 { Action::Change } else { Action::Bulk };
    record(&mut tx, actor, now, Recorded::new(action, changes.collect())).await?;
    let booked = match store::stock::book(&mut tx, &bookings, of).await? {
        Booked::All(booked) => booked,
        Booked::Refused(refused) => return Ok(Outcome::Refused(refused)),
    };
    let deltas: HashMap<Uuid, i64> =
        bookings.iter().map(|booking| (booking.variant, booking.delta)).collect();
    // Every row is one of a booking.
    let before = |row: &BookedRow| row.stock - deltas.get(&row.id).copied().unwrap_or(0);
    let shown: BTreeSet<Uuid> = booked
        .iter()
        .filter(|row| StockLevel::of(before(row)) != StockLevel::of(row.stock))
        .map(|row| row.product_id)
        .collect();
    if !shown.is_empty() {
        let shown: Vec<Uuid> = shown.into_iter().collect();
        store::catalogue::bump_stock(&mut tx, &shown).await?;
    }
    let moved: Vec<Moved> = booked
        .iter()
        .map(|row| Moved { sku: row.sku.clone(), before: before(row), after: row.stock })
        .collect();
    if let Some(key) = key {
        store::stock::keep_booking(&mut tx, &key, &serde_json::to_string(&moved)?).await?;
    }
    tx.commit().await?;
    if let Err(error) = crate::catalogue::refresh_soon(ctx).await {
        tracing::warn!(%error, "the booked stock cannot be loaded yet; retrying");
    }
    Ok(Outcome::Booked(moved))
}

/// What is booked of one variant.
pub(super) struct One<'a> {
    pub sku: &'a str,
    pub cause: MovementCause,
    pub document: &'a str,
    pub note: &'a str,
    /// See [`MoveUnits::key`](super::MoveUnits::key).
    pub key: Option<Uuid>,
}

/// Books units of one variant, if it still has a version.
pub(super) async fn book_one(
    ctx: &Context,
    actor: &Actor,
    one: One<'_>,
    (delta, version): (i64, Option<i64>),
) -> Result<Moved, BookError> {
    let One { sku, cause, document, note, key: form } = one;
    if !fit(document, note) {
        return Err(BookError::TooLong);
    }
    let amounts = format!("{delta} {version:?}");
    let key = form.map(|form| key(form, &[sku, cause.key(), document, note, &amounts]));
    let mut tx = ctx.db().begin().await?;
    let now = ctx.clock().now();
    if let Some(moved) = booked_before(&mut tx, key.as_deref(), now).await? {
        return moved.into_iter().next().ok_or(BookError::NoSuchSku);
    }
    let found = store::stock::bookable(&mut tx, &[sku]).await?;
    let row = found.into_iter().next().ok_or(BookError::NoSuchSku)?;
    let lines = vec![Line { row, delta, version }];
    let booking = NewBooking { cause, document, note, lines, key };
    match write(ctx, tx, actor, booking).await? {
        Outcome::Booked(moved) => moved.into_iter().next().ok_or(BookError::NoSuchSku),
        Outcome::Refused(_) => {
            // As it is now: orders may have taken units in between.
            let mut conn = ctx.db().read().await?;
            let found = store::stock::bookable(&mut conn, &[sku]).await?;
            let now = found.into_iter().next().ok_or(BookError::NoSuchSku)?;
            if version.is_some_and(|version| version != now.stock_version) {
                let (level, version) = (now.stock, now.stock_version);
                return Err(BookError::Changed { level, version });
            }
            Err(BookError::BelowZero(now.stock))
        }
    }
}
