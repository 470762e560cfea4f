//! Takes an entry of the audit log back.

use super::{
    EditError, Fields, Problem,
    registry::reversible,
    reversible::{Target, Written},
    show,
};
use crate::{
    Context, InternalError,
    audit::{Recorded, record},
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    audit::{Action, Entity},
    staff::Permission,
};
use store::{Tx, Uuid, audit::ChangeRow, catalogue::Change};

/// How many changes of an entry are read at a time.
const READ: u32 = 5_000;

/// Why a change is not taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WhyLeft {
    /// The field has another value now.
    Changed,
    /// The thing or its field is gone.
    Gone,
    /// Changes of this kind of thing cannot be taken back.
    NotReversible,
    /// The value before cannot be saved any more.
    Refused(Problem),
}

/// A change that is left as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftAlone {
    /// The kind of thing.
    pub entity: Entity,
    /// The thing.
    pub id: Uuid,
    /// What people called it then.
    pub label: String,
    /// The field.
    pub field: String,
    /// The value that the entry gave it.
    pub after: Option<String>,
    /// The value that it has now, if it is known.
    pub now: Option<String>,
    /// Why.
    pub why: WhyLeft,
}

/// What was taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undone {
    /// The new entry in the audit log.
    pub entry: Uuid,
    /// How many fields have their values of before again, with those that follow from them.
    pub fields: usize,
    /// What was left as it is.
    pub left: Vec<LeftAlone>,
}

/// Why nothing was taken back.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// The actor may not do this.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such entry.
    #[error("there is no such entry in the audit log")]
    NoSuchEntry,
    /// Another entry has taken it back already, if it is known.
    #[error("this was taken back already")]
    AlreadyUndone(Option<Uuid>),
    /// Nothing is as the entry left it.
    #[error("everything has been changed since")]
    NothingLeft(Vec<LeftAlone>),
    /// See [`EditError`].
    #[error(transparent)]
    Edit(#[from] EditError),
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(UndoError);

/// Takes an entry of the audit log back where values are still as it left them, as one new entry.
/// A thing that the entry made is archived if nobody has changed it since.
///
/// # Errors
/// See [`UndoError`].
#[tracing::instrument(name = "undo", skip_all, fields(entry = %entry))]
pub async fn undo(ctx: &Context, actor: &Actor, entry: Uuid) -> Result<Undone, UndoError> {
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    if store::audit::entry(&mut tx, entry).await?.is_none() {
        return Err(UndoError::NoSuchEntry);
    }
    if let Some(by) = store::audit::undone_by(&mut tx, entry).await? {
        return Err(UndoError::AlreadyUndone(Some(by)));
    }
    let rows = changes_of(&mut tx, entry).await?;
    for row in &rows {
        if let Some(kind) = reversible(row.entity) {
            actor.require(kind.permission())?;
        }
    }
    let (mut written, mut left) = (Written::default(), Vec::new());
    let mut rows = rows;
    // In the order of keys, like whoever changes several.
    rows.sort_by_key(|row| (row.entity, row.entity_id, row.position));
    for group in rows.chunk_by(|a, b| (a.entity, a.entity_id) == (b.entity, b.entity_id)) {
        take_back(ctx, &mut tx, group, &mut (&mut written, &mut left)).await?;
    }
    if written.changes.is_empty() {
        return Err(UndoError::NothingLeft(left));
    }
    let fields = written.changes.len();
    let recorded = Recorded { action: Action::Undo, undoes: Some(entry), changes: written.changes };
    let new = record(&mut tx, actor, now, recorded).await.map_err(already_undone)?;
    let mut about: Vec<Change> = written.about;
    about.sort_unstable();
    about.dedup();
    if !about.is_empty() {
        store::catalogue::bump_for(&mut tx, &about).await?;
    }
    tx.commit().await?;
    show(ctx).await;
    Ok(Undone { entry: new, fields, left })
}

/// A change of an entry, and what taking it back would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WouldUndo {
    /// The change.
    pub change: ChangeRow,
    /// The value that its field has now, if it is known.
    pub now: Option<String>,
    /// Why it would be left as it is; none if it would be taken back.
    pub why: Option<WhyLeft>,
}

/// What [`undo`] would do with the first `limit` changes of an entry, in their order. Whether the
/// values before can still be saved is known only when they are.
///
/// # Errors
/// See [`UndoError`].
pub async fn preview(
    ctx: &Context,
    actor: &Actor,
    entry: Uuid,
    limit: u32,
) -> Result<Vec<WouldUndo>, UndoError> {
    actor.require(Permission::AuditRead)?;
    // Nothing is written: the transaction ends without a commit.
    let mut tx = ctx.db().begin().await?;
    let mut rows = store::audit::changes(&mut tx, entry, 0, limit).await?;
    rows.sort_by_key(|row| (row.entity, row.entity_id, row.position));
    let mut all = Vec::with_capacity(rows.len());
    for group in rows.chunk_by(|a, b| (a.entity, a.entity_id) == (b.entity, b.entity_id)) {
        let Some(first) = group.first() else { continue };
        let current = match reversible(first.entity) {
            Some(kind) => kind.read(ctx, &mut tx, first.entity_id).await?.ok_or(WhyLeft::Gone),
            None => Err(WhyLeft::NotReversible),
        };
        all.extend(group.iter().map(|row| would_undo(row, &current)));
    }
    all.sort_by_key(|one| one.change.position);
    Ok(all)
}

fn would_undo(row: &ChangeRow, current: &Result<Fields, WhyLeft>) -> WouldUndo {
    let change = row.clone();
    let fields = match current {
        Ok(fields) => fields,
        Err(why) => return WouldUndo { change, now: None, why: Some(why.clone()) },
    };
    let now = fields.get(&row.field).cloned();
    let is_as_left = now.as_deref().unwrap_or_default() == row.after.as_deref().unwrap_or_default();
    let why = match (row.field.is_empty(), &row.before) {
        (true, None) => None,
        (true, Some(_)) => Some(WhyLeft::NotReversible),
        (false, _) => (!is_as_left).then_some(WhyLeft::Changed),
    };
    WouldUndo { change, now, why }
}

/// If two people undo the same entry at once, the second gets an error that says so.
fn already_undone(error: InternalError) -> UndoError {
    match &error {
        InternalError::Database(cause)
            if cause.constraint().as_deref() == Some("audit_entries_undoes_key") =>
        {
            UndoError::AlreadyUndone(None)
        }
        _ => UndoError::Internal(error),
    }
}

async fn changes_of(tx: &mut Tx, entry: Uuid) -> Result<Vec<ChangeRow>, InternalError> {
    let mut all: Vec<ChangeRow> = Vec::new();
    loop {
        let from = all.last().map_or(0, |row| row.position + 1);
        let rows = store::audit::changes(tx, entry, from, READ).await?;
        if rows.is_empty() {
            return Ok(all);
        }
        all.extend(rows);
    }
}

fn left_alone(row: &ChangeRow, now: Option<&String>, why: WhyLeft) -> LeftAlone {
    LeftAlone {
        entity: row.entity,
        id: row.entity_id,
        label: row.label.clone(),
        field: row.field.clone(),
        after: row.after.clone(),
        now: now.cloned(),
        why,
    }
}

/// Takes back the changes of one thing.
async fn take_back(
    ctx: &Context,
    tx: &mut Tx,
    rows: &[ChangeRow],
    (written, left): &mut (&mut Written, &mut Vec<LeftAlone>),
) -> Result<(), UndoError> {
    let Some(first) = rows.first() else { return Ok(()) };
    let Some(kind) = reversible(first.entity) else {
        left.extend(rows.iter().map(|row| left_alone(row, None, WhyLeft::NotReversible)));
        return Ok(());
    };
    let Some(current) = kind.read(ctx, tx, first.entity_id).await? else {
        left.extend(rows.iter().map(|row| left_alone(row, None, WhyLeft::Gone)));
        return Ok(());
    };
    let mut values = Fields::new();
    for row in rows {
        if row.field.is_empty() {
            let was_made = row.before.is_none();
            let about = (row.entity, row.entity_id);
            if was_made && store::audit::has_later(tx, about, row.entry_id).await? {
                // It is not as it was made, and somebody counts on that.
                left.push(left_alone(row, None, WhyLeft::Changed));
            } else if was_made {
                let (field, value) = kind.removal();
                values.insert(field, value);
            } else {
                left.push(left_alone(row, None, WhyLeft::NotReversible));
            }
            continue;
        }
        let now = current.get(&row.field);
        let is_as_left = now.map_or("", String::as_str) == row.after.as_deref().unwrap_or_default();
        if is_as_left {
            values.insert(row.field.clone(), row.before.clone().unwrap_or_default());
        } else {
            left.push(left_alone(row, now, WhyLeft::Changed));
        }
    }
    while !values.is_empty() {
        let target = Target { tx: &mut *tx, id: first.entity_id, values: &values };
        let errors = match kind.write(ctx, target).await {
            Ok(done) => {
                written.changes.extend(done.changes);
                written.about.extend(done.about);
                return Ok(());
            }
            Err(EditError::Invalid(errors)) => errors,
            Err(error) => return Err(error.into()),
        };
        // Without the values that cannot be saved any more; without all if it is none of them.
        let is_named = |field: &str| errors.iter().find(|error| error.field == field);
        let is_any_named = values.keys().any(|field| is_named(field).is_some());
        for row in rows.iter().filter(|row| values.contains_key(&row.field)) {
            let problem = match (is_named(&row.field), errors.first()) {
                (Some(error), _) => error.problem.clone(),
                (None, Some(error)) if !is_any_named => error.problem.clone(),
                _ => continue,
            };
            left.push(left_alone(row, current.get(&row.field), WhyLeft::Refused(problem)));
        }
        values.retain(|field, _| is_any_named && is_named(field).is_none());
    }
    Ok(())
}
