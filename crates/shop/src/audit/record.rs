//! Adds an entry.

use crate::{InternalError, staff::Actor};
use domain::audit::{Action, Entity};
use std::collections::BTreeSet;
use store::{
    Tx, Uuid,
    audit::{ChangeRow, EntryRow},
};

/// One field of one thing, before and after. Values are texts in the form in which the field is
/// posted, so that they can be put back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    /// The kind of thing.
    pub entity: Entity,
    /// The thing; nil if there is only one, such as the settings.
    pub id: Uuid,
    /// What people call it, such as its name or SKU.
    pub label: String,
    /// The field; empty for the thing as a whole.
    pub field: String,
    /// Its value before; none if there was no value.
    pub before: Option<String>,
    /// Its value after; none if there is no value.
    pub after: Option<String>,
}

/// What was done in one step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// What.
    pub action: Action,
    /// The entry that this takes back, if any.
    pub undoes: Option<Uuid>,
    /// To what.
    pub changes: Vec<Changed>,
}

impl Recorded {
    /// An entry that takes nothing back.
    #[must_use]
    pub const fn new(action: Action, changes: Vec<Changed>) -> Self {
        Self { action, undoes: None, changes }
    }
}

/// Adds an entry in the transaction of the change, at `now` in Unix milliseconds, and returns its
/// id.
///
/// # Errors
/// If the database fails, or something else has taken back the same entry (`audit_entries_undoes_key`).
pub async fn record(
    tx: &mut Tx,
    actor: &Actor,
    now: i64,
    recorded: Recorded,
) -> Result<Uuid, InternalError> {
    let Recorded { action, undoes, changes } = recorded;
    let id = store::new_id(now);
    let things: BTreeSet<(Entity, Uuid)> =
        changes.iter().map(|change| (change.entity, change.id)).collect();
    let entry = EntryRow {
        id,
        at: now,
        actor_kind: actor.kind(),
        actor_id: actor.id(),
        actor_name: actor.name().to_owned(),
        action,
        things: u32::try_from(things.len()).unwrap_or(u32::MAX),
        undoes,
    };
    let rows: Vec<ChangeRow> = (0_i64..)
        .zip(changes)
        .map(|(position, change)| ChangeRow {
            entry_id: id,
            position,
            entity: change.entity,
            entity_id: change.id,
            label: change.label,
            field: change.field,
            before: change.before,
            after: change.after,
        })
        .collect();
    store::audit::insert(tx, &entry, &rows).await?;
    Ok(id)
}
