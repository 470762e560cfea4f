//! The audit log.

use super::{on_both, raw};
use crate::{
    Db, Uuid,
    audit::{self, ChangeRow, EntryRow, Filter},
    new_id,
};
use domain::audit::{Action, ActorKind, Entity};

const NOW: i64 = 1_700_000_000_000;

fn entry(actor: Uuid, after: i64, undoes: Option<Uuid>) -> EntryRow {
    EntryRow {
        id: new_id(NOW + after),
        at: NOW + after,
        actor_kind: ActorKind::Staff,
        actor_id: Some(actor),
        actor_name: "Mara".to_owned(),
        action: Action::Change,
        things: 1,
        undoes,
    }
}

fn change(entry: &EntryRow, position: i64, entity_id: Uuid) -> ChangeRow {
    ChangeRow {
        entry_id: entry.id,
        position,
        entity: Entity::Product,
        entity_id,
        label: "A thing".to_owned(),
        field: "name".to_owned(),
        before: None,
        after: Some("A better thing".to_owned()),
    }
}

on_both!(entries_are_listed_by_thing_and_actor);
async fn entries_are_listed_by_thing_and_actor(db: &Db) {
    let (mara, jon, lamp, tent) = (new_id(NOW), new_id(NOW), new_id(NOW), new_id(NOW));
    let (first, second) = (entry(mara, 0, None), entry(jon, 1, None));
    let mut tx = db.begin().await.unwrap();
    let changes = [change(&first, 0, lamp), change(&first, 1, tent)];
    audit::insert(&mut tx, &first, &changes).await.unwrap();
    audit::insert(&mut tx, &second, &[change(&second, 0, tent)]).await.unwrap();
    let mut ids = async |filter: Filter, limit: u32| -> Vec<Uuid> {
        let rows = audit::entries(&mut tx, filter, limit).await.unwrap();
        rows.into_iter().map(|row| row.id).collect()
    };
    let all = Filter::default();
    assert_eq!(ids(all, 9).await, [second.id, first.id]);
    assert_eq!(ids(all, 1).await, [second.id]);
    assert_eq!(ids(Filter { before: Some(second.id), ..all }, 9).await, [first.id]);
    let about = |id| Filter { entity: Some(Entity::Product), entity_id: Some(id), ..all };
    assert_eq!(ids(about(tent), 9).await, [second.id, first.id]);
    assert_eq!(ids(about(lamp), 9).await, [first.id]);
    assert!(ids(Filter { actor_id: Some(jon), ..about(lamp) }, 9).await.is_empty());
    assert!(ids(Filter { entity: Some(Entity::Order), ..all }, 9).await.is_empty());
    assert_eq!(audit::entry(&mut tx, first.id).await.unwrap(), Some(first.clone()));
    assert_eq!(audit::changes(&mut tx, first.id, 0, 9).await.unwrap(), changes);
    assert_eq!(audit::changes(&mut tx, first.id, 1, 9).await.unwrap(), changes[1..]);
}

on_both!(an_entry_is_taken_back_once);
async fn an_entry_is_taken_back_once(db: &Db) {
    let first = entry(new_id(NOW), 0, None);
    let back = entry(new_id(NOW), 1, Some(first.id));
    let mut tx = db.begin().await.unwrap();
    audit::insert(&mut tx, &first, &[]).await.unwrap();
    assert_eq!(audit::undone_by(&mut tx, first.id).await.unwrap(), None);
    audit::insert(&mut tx, &back, &[]).await.unwrap();
    assert_eq!(audit::undone_by(&mut tx, first.id).await.unwrap(), Some(back.id));
    tx.commit().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let again = audit::insert(&mut tx, &entry(new_id(NOW), 2, Some(first.id)), &[]).await;
    assert!(again.is_err());
    drop(tx);
    assert!(raw(db, "UPDATE audit_entries SET action = ''").await.is_err());
}
