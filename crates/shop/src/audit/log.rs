//! Shows the log.

use crate::{
    Context, InternalError,
    catalogue::edit::{self, UndoError, WouldUndo},
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    audit::{Action, Entity},
    staff::Permission,
};
use std::collections::HashMap;
use store::{
    Executor, Uuid,
    audit::{ChangeRow, EntryRow, Filter},
};
use time::Date;

/// Entries on a page.
const PAGE: u32 = 50;
/// The most changes of an entry that are shown.
const SHOWN: u32 = 200;
/// The most entries that are exported at once.
const EXPORTED: usize = 10_000;
/// The most changes of one entry that are exported.
const CHANGES: u32 = 20_000;

/// Which entries to list.
#[derive(Clone, Copy, Default, Debug)]
pub struct ShowLog<'a> {
    /// Only those about the thing with this SKU, slug or key; may be empty.
    pub thing: &'a str,
    /// Only those about this kind of thing.
    pub kind: Option<Entity>,
    /// Only those by this person or key.
    pub actor: Option<Uuid>,
    /// Only those that did this.
    pub action: Option<Action>,
    /// Only those from this day on, in the shop's zone.
    pub from: Option<Date>,
    /// Only those until this day, inclusive.
    pub until: Option<Date>,
    /// Only those before this one: see [`Log::next`].
    pub before: Option<Uuid>,
}

/// Why nothing is shown.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such entry.
    #[error("there is no such entry in the audit log")]
    NoSuchEntry,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(LogError);

/// An entry in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedEntry {
    /// The entry.
    pub row: EntryRow,
    /// Its first change; none if it changed nothing.
    pub first: Option<ChangeRow>,
}

/// A page of the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Log {
    /// Newest first.
    pub entries: Vec<ListedEntry>,
    /// Before which entry the next page begins; none on the last page.
    pub next: Option<Uuid>,
}

/// An entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The entry.
    pub row: EntryRow,
    /// Its changes in their order, at most 200, with what taking them back would do.
    pub changes: Vec<WouldUndo>,
    /// The entry that takes it back.
    pub undone_by: Option<Uuid>,
}

/// The filter of a command; none if there is no such thing.
async fn filter(
    ctx: &Context,
    executor: &mut impl Executor,
    command: ShowLog<'_>,
) -> Result<Option<Filter>, InternalError> {
    let ShowLog { thing, kind, actor, action, from, until, before } = command;
    let thing = thing.trim();
    let entity_id = match thing {
        "" => None,
        _ => match thing_id(executor, thing).await? {
            Some(id) => Some(id),
            None => return Ok(None),
        },
    };
    let zone = ctx.zone();
    Ok(Some(Filter {
        entity: kind,
        entity_id,
        actor_id: actor,
        action,
        from: from.map(|day| zone.midnight(day)),
        // There is no day after the last one of the calendar.
        until: until.and_then(Date::next_day).map(|day| zone.midnight(day)),
        before,
    }))
}

/// The thing with this SKU, slug or key.
async fn thing_id(
    executor: &mut impl Executor,
    thing: &str,
) -> Result<Option<Uuid>, InternalError> {
    if let Ok(id) = thing.parse() {
        return Ok(Some(id));
    }
    if let Some(row) = store::stock::grid_row(executor, thing).await? {
        return Ok(Some(row.id));
    }
    if let Some(id) = store::catalogue::product_id(executor, thing).await? {
        return Ok(Some(id));
    }
    Ok(store::catalogue::category_id(executor, thing).await?)
}

/// A page of the log.
///
/// # Errors
/// See [`LogError`].
pub async fn log(ctx: &Context, actor: &Actor, command: ShowLog<'_>) -> Result<Log, LogError> {
    actor.require(Permission::AuditRead)?;
    let mut conn = ctx.db().read().await?;
    let Some(filter) = filter(ctx, &mut conn, command).await? else {
        return Ok(Log { entries: Vec::new(), next: None });
    };
    let mut rows = store::audit::entries(&mut conn, filter, PAGE + 1).await?;
    let next = if rows.len() > PAGE as usize {
        rows.truncate(PAGE as usize);
        rows.last().map(|row| row.id)
    } else {
        None
    };
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let first = store::audit::first_changes(&mut conn, &ids).await?;
    let mut first: HashMap<Uuid, ChangeRow> =
        first.into_iter().map(|change| (change.entry_id, change)).collect();
    let entry = |row: EntryRow| ListedEntry { first: first.remove(&row.id), row };
    Ok(Log { entries: rows.into_iter().map(entry).collect(), next })
}

/// An entry with its changes, and what taking it back would do.
///
/// # Errors
/// See [`LogError`].
pub async fn entry(ctx: &Context, actor: &Actor, id: Uuid) -> Result<Entry, LogError> {
    actor.require(Permission::AuditRead)?;
    let mut conn = ctx.db().read().await?;
    let row = store::audit::entry(&mut conn, id).await?.ok_or(LogError::NoSuchEntry)?;
    let undone_by = store::audit::undone_by(&mut conn, id).await?;
    drop(conn);
    let changes = edit::preview_undo(ctx, actor, id, SHOWN).await.map_err(|error| match error {
        UndoError::Forbidden(forbidden) => forbidden.into(),
        UndoError::Internal(error) => error.into(),
        UndoError::NoSuchEntry
        | UndoError::AlreadyUndone(_)
        | UndoError::NothingLeft(_)
        | UndoError::Edit(_) => LogError::NoSuchEntry,
    })?;
    Ok(Entry { row, changes, undone_by })
}

/// The entries that a list has, at most 10,000, as CSV: a line for each change. Cells that a
/// spreadsheet would run as formulas are neutralised.
///
/// # Errors
/// See [`LogError`].
pub async fn export(
    ctx: &Context,
    actor: &Actor,
    command: ShowLog<'_>,
) -> Result<String, LogError> {
    actor.require(Permission::AuditRead)?;
    actor.require(Permission::Export)?;
    let mut csv = String::from("time,person,action,kind,thing,field,before,after,entry,undoes\r\n");
    let zone = ctx.zone();
    let mut conn = ctx.db().read().await?;
    let Some(mut filter) = filter(ctx, &mut conn, command).await? else { return Ok(csv) };
    let mut exported = 0;
    while exported < EXPORTED {
        let rows = store::audit::entries(&mut conn, filter, PAGE).await?;
        let Some(last) = rows.last() else { break };
        filter.before = Some(last.id);
        exported += rows.len();
        for row in rows {
            let time = zone.date_time(row.at).to_string();
            let undoes = row.undoes.map(|entry| entry.to_string()).unwrap_or_default(); // None.
            let (id, person) = (row.id.to_string(), row.actor_name.as_str());
            for change in store::audit::changes(&mut conn, row.id, 0, CHANGES).await? {
                let value = |value: Option<String>| value.unwrap_or_default(); // No value.
                let (before, after) = (value(change.before), value(change.after));
                let cells = [
                    time.as_str(),
                    person,
                    row.action.key(),
                    change.entity.key(),
                    &change.label,
                    &change.field,
                    &before,
                    &after,
                    &id,
                    &undoes,
                ];
                csv.push_str(&line(&cells));
            }
        }
    }
    Ok(csv)
}

/// A line of a file that spreadsheets open.
fn line(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell: with an apostrophe before what would be a formula, and quoted where it has to be.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        for (text, expected) in [
            ("", ""),
            ("Torch", "Torch"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("a\nb", "\"a\nb\""),
            ("=1+1", "'=1+1"),
            ("-3", "'-3"),
            ("+3", "'+3"),
            ("@x", "'@x"),
            ("\tx", "'\tx"),
            ("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\""),
        ] {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }
}
