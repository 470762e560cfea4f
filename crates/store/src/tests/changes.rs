//! The log of the catalogue's changes.

use super::{number, on_both, raw};
use crate::{
    Db, Uuid,
    catalogue::{self, Change, Position},
};
use std::{path::PathBuf, time::Duration};

const NOW: i64 = 1_795_262_400_000;
const DAY: i64 = 86_400_000;

/// Commits a transaction that only raises the version, and returns the end of the log.
async fn commit(db: &Db, changes: &[Change]) -> Position {
    let mut tx = db.begin().await.unwrap();
    catalogue::bump_for(&mut tx, changes).await.unwrap();
    tx.commit().await.unwrap();
    position(db).await
}

async fn position(db: &Db) -> Position {
    let mut conn = db.read().await.unwrap();
    catalogue::position(&mut conn).await.unwrap()
}

/// What a server at this position reads.
async fn since(db: &Db, after: Position) -> Option<Vec<Change>> {
    let mut conn = db.read().await.unwrap();
    let to = catalogue::version(&mut conn).await.unwrap();
    catalogue::changes(&mut conn, after, to).await.unwrap()
}

on_both!(entries_are_read_as_they_were_written);
async fn entries_are_read_as_they_were_written(db: &Db) {
    let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let table: [&[Change]; 9] = [
        &[Change::Everything],
        &[Change::Product(a), Change::Product(b)],
        &[Change::Product(a), Change::Stock(a)],
        &[Change::Stock(a), Change::Stock(b)],
        &[Change::Stock(b), Change::Neighbours(a)],
        &[Change::Category(a), Change::Page(b), Change::Guide(a)],
        &[Change::Home, Change::Menu, Change::Texts],
        &[Change::Settings, Change::Rates],
        &[Change::Table],
    ];
    for changes in table {
        let before = position(db).await;
        assert_eq!(since(db, before).await, Some(Vec::new()), "{changes:?}");
        let after = commit(db, changes).await;
        assert_eq!(after.version, before.version + 1, "{changes:?}");
        let mut expected = changes.to_vec();
        expected.sort_unstable();
        assert_eq!(since(db, before).await, Some(expected));
    }
    // The same product twice is one entry.
    let before = position(db).await;
    commit(db, &[Change::Stock(a), Change::Stock(a)]).await;
    assert_eq!(since(db, before).await, Some(vec![Change::Stock(a)]));
    // What a later release writes.
    raw(db, "UPDATE catalogue_changes SET kind = 'translated' WHERE kind = 'stock'").await.unwrap();
    assert_eq!(since(db, before).await, Some(vec![Change::Everything]));
}

on_both!(every_version_has_entries);
async fn every_version_has_entries(db: &Db) {
    let first = position(db).await.version + 1;
    for _ in 0..2 {
        let mut tx = db.begin().await.unwrap();
        catalogue::bump(&mut tx).await.unwrap();
        catalogue::bump_stock(&mut tx, &[Uuid::from_u128(1)]).await.unwrap();
        catalogue::bump_stock(&mut tx, &[]).await.unwrap();
        catalogue::bump_for(&mut tx, &[]).await.unwrap();
        catalogue::bump_for(&mut tx, &[Change::Settings]).await.unwrap();
        tx.commit().await.unwrap();
    }
    let last = position(db).await.version;
    assert_eq!(last, first + 9);
    let versions = "SELECT COUNT(DISTINCT seq) FROM catalogue_changes";
    assert_eq!(number(db, versions).await, last + 1 - first);
    let mut tx = db.begin().await.unwrap();
    catalogue::bump(&mut tx).await.unwrap();
    drop(tx);
    assert_eq!(number(db, versions).await, last + 1 - first, "rolled back with its version");
}

/// A use case raises the version only by a function that also writes the entries.
#[test]
fn nothing_else_raises_the_version() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders: Vec<PathBuf> =
        ["crates", "server", "app", "frontend"].map(|folder| root.join(folder)).to_vec();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("tests") && !path.ends_with("target") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                if text.contains("UPDATE catalogue_version") {
                    found.push(path.file_name().unwrap().to_owned());
                }
            }
        }
    }
    assert_eq!(found, ["changes.rs"]);
}

on_both!(a_reader_beside_writers_misses_nothing);
async fn a_reader_beside_writers_misses_nothing(db: &Db) {
    let products: Vec<Uuid> = (0..40).map(|_| crate::new_id(NOW)).collect();
    let mut at = position(db).await;
    let mut writers = tokio::task::JoinSet::new();
    for product in products.clone() {
        let db = db.clone();
        writers.spawn(async move {
            let mut tx = db.begin().await.unwrap();
            catalogue::bump_stock(&mut tx, &[product]).await.unwrap();
            tx.commit().await.unwrap();
        });
    }
    let mut seen = Vec::new();
    let reading = async {
        while seen.len() < products.len() {
            let mut conn = db.read().await.unwrap();
            let now = catalogue::position(&mut conn).await.unwrap();
            let new = catalogue::changes(&mut conn, at, now.version).await.unwrap();
            seen.extend(new.expect("no entry is missing"));
            at = now;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), reading).await.unwrap();
    writers.join_all().await;
    seen.sort_unstable();
    let mut expected: Vec<Change> = products.into_iter().map(Change::Stock).collect();
    expected.sort_unstable();
    assert_eq!(seen, expected);
}

on_both!(what_is_not_known_is_reported);
async fn what_is_not_known_is_reported(db: &Db) {
    let product = Uuid::from_u128(1);
    let start = commit(db, &[Change::Stock(product)]).await;
    assert!(start.at.is_some());
    let end = commit(db, &[Change::Stock(product)]).await;
    assert_eq!(since(db, start).await, Some(vec![Change::Stock(product)]));
    // The version went back, as after a failover to a copy that lacked the last changes.
    let ahead = Position { version: end.version + 5, ..end };
    assert_eq!(since(db, ahead).await, None);
    // It went back and has grown since: this version was another change.
    let other = Position { at: start.at.map(|at| at - 1), ..start };
    assert_eq!(since(db, other).await, None);
    // A version without entries: raised by hand or by the release before.
    raw(db, "UPDATE catalogue_version SET version = version + 1").await.unwrap();
    assert_eq!(since(db, end).await, None);
    let by_hand = position(db).await;
    assert_eq!(by_hand, Position { version: end.version + 1, at: None });
    commit(db, &[Change::Stock(product)]).await;
    assert_eq!(since(db, by_hand).await, Some(vec![Change::Stock(product)]));
    // Entries that were deleted before the server read them.
    raw(db, "DELETE FROM catalogue_changes").await.unwrap();
    assert_eq!(since(db, end).await, None);
}

on_both!(the_release_before_and_this_one_read_each_others_sales);
async fn the_release_before_and_this_one_read_each_others_sales(db: &Db) {
    let (start, product) = (position(db).await, Uuid::from_u128(1));
    let mut tx = db.begin().await.unwrap();
    catalogue::bump_stock(&mut tx, &[product, product]).await.unwrap();
    tx.commit().await.unwrap();
    let written = "SELECT COUNT(*) FROM stock_changes s JOIN catalogue_version v
                   ON s.version = v.version";
    assert_eq!(number(db, written).await, 1);
    // As the release before writes.
    raw(db, "UPDATE catalogue_version SET version = version + 1").await.unwrap();
    raw(
        db,
        "INSERT INTO stock_changes (version, product_id)
         SELECT v.version, s.product_id FROM catalogue_version v
         JOIN stock_changes s ON s.version = v.version - 1",
    )
    .await
    .unwrap();
    let sold = position(db).await;
    assert_eq!(since(db, start).await, Some(vec![Change::Stock(product)]));
    commit(db, &[Change::Home]).await;
    assert_eq!(since(db, start).await, Some(vec![Change::Stock(product), Change::Home]));
    assert_eq!(since(db, sold).await, Some(vec![Change::Home]));
    // Anything else that the release before changes has no entry anywhere.
    raw(db, "UPDATE catalogue_version SET version = version + 1").await.unwrap();
    assert_eq!(since(db, start).await, None);
}

on_both!(entries_are_kept_for_a_while);
async fn entries_are_kept_for_a_while(db: &Db) {
    let forget = async || {
        let mut tx = db.begin().await.unwrap();
        let deleted = catalogue::forget_changes(&mut tx, DAY).await.unwrap();
        tx.commit().await.unwrap();
        deleted
    };
    assert_eq!(forget().await, 0);
    let old = commit(db, &[Change::Home]).await;
    raw(db, "UPDATE catalogue_changes SET at = at - 86400001").await.unwrap();
    assert_eq!(forget().await, 0, "the newest one stays");
    let recent = commit(db, &[Change::Menu]).await;
    raw(
        db,
        &format!("UPDATE catalogue_changes SET at = at - 80000000 WHERE seq > {}", old.version),
    )
    .await
    .unwrap();
    commit(db, &[Change::Table]).await;
    assert_eq!(forget().await, 1);
    assert_eq!(since(db, old).await, None);
    let recent = Position { at: recent.at.map(|at| at - 80_000_000), ..recent };
    assert_eq!(since(db, recent).await, Some(vec![Change::Table]));
}
