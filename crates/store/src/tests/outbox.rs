//! The outbox.

use super::{migrated, on_both, sample::NOW};
use crate::{Db, Uuid};
use jobs::outbox;
use std::collections::BTreeSet;

async fn push(db: &Db, topic: &str, due: i64) -> Uuid {
    let mut tx = db.begin().await.unwrap();
    let id = outbox::push(&mut tx, topic, "{}", due).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn claim(db: &Db, now: i64, limit: i64) -> Vec<outbox::EventRow> {
    let mut tx = db.begin().await.unwrap();
    let events = outbox::claim(&mut tx, now, now + 60_000, limit).await.unwrap();
    tx.commit().await.unwrap();
    events
}

on_both!(an_event_is_claimed_until_its_lease_ends);
async fn an_event_is_claimed_until_its_lease_ends(db: &Db) {
    let id = push(db, "order.placed", NOW).await;
    assert!(claim(db, NOW - 1, 9).await.is_empty());
    let events = claim(db, NOW, 9).await;
    assert_eq!(
        events
            .iter()
            .map(|e| (e.id, e.topic.as_str(), e.payload.as_str(), e.attempts))
            .collect::<Vec<_>>(),
        [(id, "order.placed", "{}", 1)]
    );
    assert!(claim(db, NOW + 59_999, 9).await.is_empty());
    assert_eq!(claim(db, NOW + 60_000, 9).await[0].attempts, 2);
}

on_both!(completed_events_are_not_claimed_again);
async fn completed_events_are_not_claimed_again(db: &Db) {
    let id = push(db, "order.placed", NOW).await;
    claim(db, NOW, 9).await;
    let mut tx = db.begin().await.unwrap();
    outbox::complete(&mut tx, id, NOW).await.unwrap();
    assert_eq!(outbox::backlog(&mut tx, NOW).await.unwrap(), outbox::Backlog::default());
    tx.commit().await.unwrap();
    assert!(claim(db, i64::MAX - 60_000, 9).await.is_empty());
}

on_both!(failed_events_are_claimed_again_when_due);
async fn failed_events_are_claimed_again_when_due(db: &Db) {
    let id = push(db, "order.placed", NOW).await;
    claim(db, NOW, 9).await;
    let mut tx = db.begin().await.unwrap();
    outbox::failed(&mut tx, id, "mail server is down", NOW + 500).await.unwrap();
    // Postponing an event does not change its age.
    let backlog = outbox::backlog(&mut tx, NOW).await.unwrap();
    assert_eq!((backlog.pending, backlog.ready, backlog.due), (1, 0, Some(NOW + 500)));
    assert_eq!(outbox::backlog(&mut tx, NOW + 500).await.unwrap().ready, 1);
    assert_eq!(backlog.since, Some(NOW));
    tx.commit().await.unwrap();
    assert!(claim(db, NOW + 499, 9).await.is_empty());
    assert_eq!(claim(db, NOW + 500, 9).await.len(), 1);
}

on_both!(the_oldest_events_come_first);
async fn the_oldest_events_come_first(db: &Db) {
    let late = push(db, "late", NOW + 2).await;
    let early = push(db, "early", NOW).await;
    push(db, "middle", NOW + 1).await;
    assert_eq!(claim(db, NOW + 9, 1).await[0].id, early);
    assert_eq!(claim(db, NOW + 9, 1).await[0].topic, "middle");
    assert_eq!(claim(db, NOW + 9, 1).await[0].id, late);
    let mut conn = db.read().await.unwrap();
    assert_eq!(outbox::backlog(&mut conn, NOW).await.unwrap().pending, 3);
}

/// Claiming an event does not block others from the next one. (SQLite has one writer at a time, so
/// claims are never concurrent.)
#[tokio::test]
async fn concurrent_claims_get_different_events_on_postgres() {
    migrated(super::Kind::Postgres, async |db| {
        let first = push(&db, "first", NOW).await;
        let second = push(&db, "second", NOW + 1).await;
        let (mut one, mut other) = (db.begin().await.unwrap(), db.begin().await.unwrap());
        let taken = outbox::claim(&mut one, NOW + 9, NOW + 60_000, 1).await.unwrap();
        assert_eq!(taken.iter().map(|event| event.id).collect::<Vec<_>>(), [first]);
        // The first transaction is still open: waiting for it would end with the database's
        // timeout.
        let taken = outbox::claim(&mut other, NOW + 9, NOW + 60_000, 1).await.unwrap();
        assert_eq!(taken.iter().map(|event| event.id).collect::<Vec<_>>(), [second]);
        assert!(claim(&db, NOW + 9, 1).await.is_empty());
        one.commit().await.unwrap();
        other.commit().await.unwrap();
        assert!(claim(&db, NOW + 9, 9).await.is_empty());
    })
    .await;
}

on_both!(two_workers_claim_each_event_once);
async fn two_workers_claim_each_event_once(db: &Db) {
    let mut pushed = BTreeSet::new();
    for _ in 0..50 {
        pushed.insert(push(db, "order.placed", NOW).await);
    }
    let worker = |db: Db| async move {
        let mut taken = Vec::new();
        // An empty claim does not mean the end: the other worker may hold the rest.
        for _ in 0..100 {
            taken.extend(claim(&db, NOW, 7).await.into_iter().map(|event| event.id));
        }
        taken
    };
    let (a, b) = tokio::join!(tokio::spawn(worker(db.clone())), tokio::spawn(worker(db.clone())));
    let all: Vec<Uuid> = a.unwrap().into_iter().chain(b.unwrap()).collect();
    assert_eq!(all.len(), 50);
    assert_eq!(all.into_iter().collect::<BTreeSet<_>>(), pushed);
}
