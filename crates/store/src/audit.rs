//! The audit log. Entries are only ever added.

use crate::{Error, Executor, Uuid, column};
use db::{Query, fetch_all, fetch_optional, here, insert};
use domain::audit::{Action, ActorKind, Entity};

db::row! {
    /// What somebody did in one step.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct EntryRow {
        /// Its id.
        pub id: Uuid,
        /// Unix milliseconds.
        pub at: i64,
        /// What kind of actor it was.
        pub actor_kind: ActorKind = column::actor_kind,
        /// The person or key; none for others.
        pub actor_id: Option<Uuid>,
        /// The actor's name then.
        pub actor_name: String,
        /// What was done.
        pub action: Action = column::audit_action,
        /// How many things it was done to.
        pub things: u32 = column::count,
        /// The entry that this one takes back.
        pub undoes: Option<Uuid>,
    }
}

db::row! {
    /// One field of one thing, before and after an entry.
    #[derive(Clone, PartialEq, Eq, Debug)]
    pub struct ChangeRow {
        /// The entry.
        pub entry_id: Uuid,
        /// Its place in the entry, from 0.
        pub position: i64,
        /// The kind of thing.
        pub entity: Entity = column::audit_entity,
        /// The thing; nil if there is only one, such as the settings.
        pub entity_id: Uuid,
        /// What people call it, such as its name or SKU then.
        pub label: String,
        /// The field; empty for the thing as a whole.
        pub field: String,
        /// Its value before, as text; none if there was no value.
        pub before: Option<String>,
        /// Its value after, as text; none if there is no value.
        pub after: Option<String>,
    }
}

/// Which entries a list has.
#[derive(Clone, Copy, Default, Debug)]
pub struct Filter {
    /// Only those about this kind of thing.
    pub entity: Option<Entity>,
    /// Only those about this thing, which may be of any kind.
    pub entity_id: Option<Uuid>,
    /// Only those by this person or key.
    pub actor_id: Option<Uuid>,
    /// Only those that did this.
    pub action: Option<Action>,
    /// Only those from this time on, in Unix milliseconds.
    pub from: Option<i64>,
    /// Only those before this time, in Unix milliseconds.
    pub until: Option<i64>,
    /// Only those before this one, for the next page.
    pub before: Option<Uuid>,
}

/// The lowest key of this time or later: keys begin with their time.
fn first_key(at: i64) -> Uuid {
    // Nothing is from before 1970.
    Uuid::from_u128(u128::from(u64::try_from(at).unwrap_or(0)) << 80)
}

/// Adds an entry with its changes.
///
/// # Errors
/// If a query fails.
pub async fn insert(
    executor: &mut impl Executor,
    entry: &EntryRow,
    changes: &[ChangeRow],
) -> Result<(), Error> {
    let entries = std::slice::from_ref(entry);
    insert!("audit_entries", entries, |entry| {
        id: Uuid = entry.id,
        at: i64 = entry.at,
        actor_kind: &str = entry.actor_kind.key(),
        actor_id: Option<Uuid> = entry.actor_id,
        actor_name: &str = entry.actor_name.as_str(),
        action: &str = entry.action.key(),
        things: u32 = entry.things,
        undoes: Option<Uuid> = entry.undoes,
    })
    .execute(executor, here!())
    .await?;
    insert!("audit_changes", changes, |change| {
        entry_id: Uuid = change.entry_id,
        position: i64 = change.position,
        entity: &str = change.entity.key(),
        entity_id: Uuid = change.entity_id,
        label: &str = change.label.as_str(),
        field: &str = change.field.as_str(),
        before: Option<&str> = change.before.as_deref(),
        after: Option<&str> = change.after.as_deref(),
    })
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// An entry.
///
/// # Errors
/// If the query fails, or the row has an unreadable value.
pub async fn entry(executor: &mut impl Executor, id: Uuid) -> Result<Option<EntryRow>, Error> {
    Ok(fetch_optional!(
        executor,
        EntryRow,
        "SELECT id, at, actor_kind, actor_id, actor_name, action, things, undoes
         FROM audit_entries WHERE id = $1",
        id
    )?)
}

/// The entry that takes this one back, if any.
///
/// # Errors
/// If the query fails.
pub async fn undone_by(executor: &mut impl Executor, id: Uuid) -> Result<Option<Uuid>, Error> {
    let row =
        fetch_optional!(executor, (Uuid,), "SELECT id FROM audit_entries WHERE undoes = $1", id)?;
    Ok(row.map(|(id,)| id))
}

/// Whether an entry after this one is about a thing.
///
/// # Errors
/// If the query fails.
pub async fn has_later(
    executor: &mut impl Executor,
    (entity, id): (Entity, Uuid),
    entry: Uuid,
) -> Result<bool, Error> {
    let row = fetch_optional!(
        executor,
        (Uuid,),
        "SELECT entry_id FROM audit_changes
         WHERE entity = $1 AND entity_id = $2 AND entry_id > $3 LIMIT 1",
        entity.key(),
        id,
        entry
    )?;
    Ok(row.is_some())
}

/// The changes of an entry, in their order, from a place on.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn changes(
    executor: &mut impl Executor,
    entry: Uuid,
    from: i64,
    limit: u32,
) -> Result<Vec<ChangeRow>, Error> {
    Ok(fetch_all!(
        executor,
        ChangeRow,
        "SELECT entry_id, position, entity, entity_id, label, field, before, after
         FROM audit_changes WHERE entry_id = $1 AND position >= $2 ORDER BY position LIMIT $3",
        entry,
        from,
        i64::from(limit)
    )?)
}

fn list(filter: Filter, limit: u32) -> Query {
    let mut query = Query::new(
        "SELECT id, at, actor_kind, actor_id, actor_name, action, things, undoes
         FROM audit_entries",
    );
    query = match (filter.entity, filter.entity_id) {
        (None, None) => query,
        (Some(entity), None) => query
            .filter("id IN (SELECT entry_id FROM audit_changes WHERE entity = ", entity.key())
            .sql(")"),
        (Some(entity), Some(id)) => query
            .filter("id IN (SELECT entry_id FROM audit_changes WHERE entity = ", entity.key())
            .sql(" AND entity_id = ")
            .bind(id)
            .sql(")"),
        (None, Some(id)) => {
            // Kind by kind, since the index begins with it.
            let kinds = Entity::ALL.iter().map(|entity| entity.key());
            query
                .filter_in("id IN (SELECT entry_id FROM audit_changes WHERE entity", kinds)
                .sql(" AND entity_id = ")
                .bind(id)
                .sql(")")
        }
    };
    if let Some(actor) = filter.actor_id {
        query = query.filter("actor_id = ", actor);
    }
    if let Some(action) = filter.action {
        query = query.filter("action = ", action.key());
    }
    if let Some(from) = filter.from {
        query = query.filter("id >= ", first_key(from));
    }
    if let Some(until) = filter.until {
        query = query.filter("id < ", first_key(until));
    }
    if let Some(before) = filter.before {
        query = query.filter("id < ", before);
    }
    query.page(" id DESC", i64::from(limit), 0)
}

db::built!(EntryRow, [Sqlite, Postgres], |_| {
    let id = Some(Uuid::nil());
    let (entity, action) = (Some(Entity::Product), Some(Action::Change));
    let (from, until) = (Some(1), Some(2));
    list(Filter { entity, entity_id: id, actor_id: id, action, from, until, before: id }, 3)
});

/// A page of the log, newest first.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn entries(
    executor: &mut impl Executor,
    filter: Filter,
    limit: u32,
) -> Result<Vec<EntryRow>, Error> {
    list(filter, limit).fetch_all(executor, here!()).await
}

fn first_of(entries: &[Uuid]) -> Query {
    Query::new(
        "SELECT entry_id, position, entity, entity_id, label, field, before, after
         FROM audit_changes",
    )
    .filter_in("entry_id", entries.iter().copied())
    .filter("position = ", 0_i64)
}

db::built!(ChangeRow, [Sqlite, Postgres], |_| first_of(&[Uuid::nil(); 2]));

/// The first change of each of these entries, in any order.
///
/// # Errors
/// If the query fails, or a row has an unreadable value.
pub async fn first_changes(
    executor: &mut impl Executor,
    entries: &[Uuid],
) -> Result<Vec<ChangeRow>, Error> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    first_of(entries).fetch_all(executor, here!()).await
}
