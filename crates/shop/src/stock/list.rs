//! A pasted list.

use super::book::{Line, Moved, NewBooking, Outcome, booked_before, fit, key, write};
use crate::{
    Context, InternalError,
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    staff::Permission,
    stock::{
        BadLine, Heading, LineError, ListKind, ListedLine, MAX_LINES, MAX_UNITS, MovementCause,
        read_list,
    },
};
use std::collections::HashMap;
use store::{Executor, Uuid, stock::BookableRow};

/// Why units of a list come or go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListCause {
    /// A delivery.
    Received,
    /// Damaged or lost units.
    Damaged,
    /// Differences that correct earlier bookings.
    Correction,
    /// Counted units.
    Counted,
}

impl ListCause {
    fn movement(self) -> MovementCause {
        match self {
            Self::Received => MovementCause::Received,
            Self::Damaged => MovementCause::Damaged,
            Self::Correction => MovementCause::Correction,
            Self::Counted => MovementCause::Counted,
        }
    }

    fn kind(self) -> ListKind {
        match self {
            Self::Received | Self::Damaged => ListKind::Units,
            Self::Correction => ListKind::Differences,
            Self::Counted => ListKind::Counted,
        }
    }
}

/// Whether a list is only looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListMode {
    /// Nothing is booked.
    Check,
    /// All lines are booked, or none if one of them is bad.
    Book,
}

/// A list of SKUs and quantities.
#[derive(Clone, Copy, Debug)]
pub struct BookList<'a> {
    /// A line for each variant: SKU and quantity, separated by a tab, semicolon, comma or space. A
    /// counted list must be checked first: [`CheckedList::confirm`] is the text to book.
    pub text: &'a str,
    /// Why.
    pub cause: ListCause,
    /// Such as the number of a delivery note; may be empty.
    pub document: &'a str,
    /// A remark; may be empty.
    pub note: &'a str,
    /// Whether to book it.
    pub mode: ListMode,
    /// See [`MoveUnits::key`](super::MoveUnits::key).
    pub key: Option<Uuid>,
}

/// A line that can be booked, or has been.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckedLine {
    /// Its number, from 1.
    pub line: usize,
    /// The variant, with its level before and after.
    pub moved: Moved,
}

/// A list that has been checked or booked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckedList {
    /// The good lines.
    pub lines: Vec<CheckedLine>,
    /// The bad ones.
    pub bad: Vec<BadLine>,
    /// The good lines as the text to book: a count has the levels and versions of now in it, so
    /// that what is sold before it is booked stays sold. Empty if the list was booked before.
    pub confirm: String,
}

/// Why a list was not booked.
#[derive(Debug, thiserror::Error)]
pub enum BookListError {
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The document's number or the remark is too long.
    #[error("the document's number or the remark is too long")]
    TooLong,
    /// It has more than [`MAX_LINES`] lines.
    #[error("the list has too many lines")]
    TooManyLines,
    /// It has no line.
    #[error("the list is empty")]
    Empty,
    /// It has bad lines.
    #[error("the list has bad lines")]
    Bad(Box<CheckedList>),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(BookListError);

/// Checks a list, and books it if asked to and no line is bad.
///
/// # Errors
/// See [`BookListError`]. A check that finds bad lines is no error.
pub async fn book_list(
    ctx: &Context,
    actor: &Actor,
    command: BookList<'_>,
) -> Result<CheckedList, BookListError> {
    actor.require(Permission::StockWrite)?;
    let BookList { text, cause, document, note, mode, key: form } = command;
    if !fit(document, note) {
        return Err(BookListError::TooLong);
    }
    if text.lines().filter(|line| !line.trim().is_empty()).count() > MAX_LINES + 1 {
        return Err(BookListError::TooManyLines);
    }
    let (listed, bad, heading) = read_list(text, cause.kind());
    if listed.is_empty() && bad.is_empty() && heading.is_none() {
        return Err(BookListError::Empty);
    }
    let listed = List { cause, mode, listed, bad, heading };
    if mode == ListMode::Check {
        let mut conn = ctx.db().read().await?;
        let checked = check(&mut conn, listed).await?.0;
        return if is_empty(&checked) { Err(BookListError::Empty) } else { Ok(checked) };
    }
    let parts = [cause.movement().key(), document, note, text];
    let key = form.map(|form| key(form, &parts));
    let mut tx = ctx.db().begin().await?;
    if let Some(moved) = booked_before(&mut tx, key.as_deref(), ctx.clock().now()).await? {
        return Ok(repeated(&listed.listed, moved));
    }
    let (mut checked, lines) = check(&mut tx, listed).await?;
    if is_empty(&checked) {
        return Err(BookListError::Empty);
    }
    if !checked.bad.is_empty() {
        return Err(BookListError::Bad(Box::new(checked)));
    }
    let versions: HashMap<_, _> =
        lines.iter().map(|line| (line.row.id, line.row.clone())).collect();
    let booking = NewBooking { cause: cause.movement(), document, note, lines, key };
    match write(ctx, tx, actor, booking).await? {
        Outcome::Booked(moved) => {
            // Orders may have taken units since the check.
            let mut moved: HashMap<String, Moved> =
                moved.into_iter().map(|moved| (moved.sku.clone(), moved)).collect();
            for line in &mut checked.lines {
                if let Some(now) = moved.remove(&line.moved.sku) {
                    line.moved = now;
                }
            }
            Ok(checked)
        }
        Outcome::Refused(refused) => {
            // Between the check and the booking, in the same moment.
            for row in refused.iter().filter_map(|variant| versions.get(variant)) {
                let found = checked.lines.iter().position(|line| line.moved.sku == row.sku);
                if let Some(line) = found.map(|at| checked.lines.remove(at)) {
                    let (line, text, error) = (line.line, row.sku.clone(), LineError::Changed);
                    checked.bad.push(BadLine { line, text, error });
                }
            }
            Err(BookListError::Bad(Box::new(checked)))
        }
    }
}

/// Whether it has headings alone.
fn is_empty(checked: &CheckedList) -> bool {
    checked.lines.is_empty() && checked.bad.is_empty()
}

/// A list that was booked before, in the order of its lines.
fn repeated(listed: &[ListedLine], moved: Vec<Moved>) -> CheckedList {
    let mut moved: HashMap<String, Moved> =
        moved.into_iter().map(|moved| (moved.sku.clone(), moved)).collect();
    let lines = listed
        .iter()
        .filter_map(|line| Some(CheckedLine { line: line.line, moved: moved.remove(&line.sku)? }));
    CheckedList { lines: lines.collect(), bad: Vec::new(), confirm: String::new() }
}

struct List {
    cause: ListCause,
    mode: ListMode,
    listed: Vec<ListedLine>,
    bad: Vec<BadLine>,
    heading: Option<Heading>,
}

/// Compares a list with the variants' levels. Returns it with what is to be booked.
async fn check(
    executor: &mut impl Executor,
    list: List,
) -> Result<(CheckedList, Vec<Line>), InternalError> {
    let List { cause, mode, listed, mut bad, heading } = list;
    let heads = heading.iter().map(|heading| heading.sku.as_str());
    let skus: Vec<&str> = listed.iter().map(|line| line.sku.as_str()).chain(heads).collect();
    let rows = store::stock::bookable(executor, &skus).await?;
    let mut rows: HashMap<String, BookableRow> =
        rows.into_iter().map(|row| (row.sku.clone(), row)).collect();
    // It would not be booked, and nobody would know.
    bad.extend(heading.filter(|heading| rows.contains_key(&heading.sku)).map(|head| head.line));
    let (mut checked, mut confirm, mut lines) = (Vec::new(), String::new(), Vec::new());
    for one in listed {
        let booked = match rows.remove(&one.sku) {
            Some(row) => to_book(&one, row, (cause, mode)),
            None => Err(LineError::NoSuchSku),
        };
        match booked {
            Ok(line) => {
                let BookableRow { sku, stock, stock_version, .. } = &line.row;
                confirm += &match (cause, one.seen) {
                    (ListCause::Counted, Some((level, version))) => {
                        format!("{sku}\t{}\t{level}\t{version}\n", one.quantity)
                    }
                    (ListCause::Counted, None) => {
                        format!("{sku}\t{}\t{stock}\t{stock_version}\n", one.quantity)
                    }
                    _ => format!("{sku}\t{}\n", one.quantity),
                };
                let after = *stock + line.delta;
                let moved = Moved { sku: sku.clone(), before: *stock, after };
                checked.push(CheckedLine { line: one.line, moved });
                lines.push(line);
            }
            Err(error) => {
                let text = format!("{}\t{}", one.sku, one.quantity);
                bad.push(BadLine { line: one.line, text, error });
            }
        }
    }
    bad.sort_by_key(|line| line.line);
    Ok((CheckedList { lines: checked, bad, confirm }, lines))
}

/// What a line books.
fn to_book(
    one: &ListedLine,
    row: BookableRow,
    (cause, mode): (ListCause, ListMode),
) -> Result<Line, LineError> {
    let (delta, version) = match (cause, one.seen) {
        (ListCause::Received | ListCause::Correction, _) => (one.quantity, None),
        (ListCause::Damaged, _) => (-one.quantity, None),
        (ListCause::Counted, Some((level, version))) => (one.quantity - level, Some(version)),
        (ListCause::Counted, None) if mode == ListMode::Check => {
            (one.quantity - row.stock, Some(row.stock_version))
        }
        (ListCause::Counted, None) => return Err(LineError::NotSeen),
    };
    if version.is_some_and(|version| version != row.stock_version) {
        return Err(LineError::Changed);
    }
    if !(-MAX_UNITS..=MAX_UNITS).contains(&delta) {
        return Err(LineError::TooLarge);
    }
    if row.stock.checked_add(delta).is_none_or(|level| level < 0) {
        return Err(LineError::BelowZero(row.stock));
    }
    Ok(Line { row, delta, version })
}
