//! Transactions: all or nothing.

use super::{number, on_both, sample::NOW};
use crate::{Db, carts, outbox};

on_both!(dropped_is_undone);
async fn dropped_is_undone(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    carts::touch(&mut tx, "t", NOW).await.unwrap();
    outbox::push(&mut tx, "x", "{}", NOW).await.unwrap();
    drop(tx);
    assert_eq!(
        number(db, "SELECT COUNT(*) FROM shopping_carts").await
            + number(db, "SELECT COUNT(*) FROM outbox").await,
        0
    );
}

on_both!(readers_see_what_is_committed);
async fn readers_see_what_is_committed(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    carts::touch(&mut tx, "t", NOW).await.unwrap();
    let mut conn = db.read().await.unwrap();
    assert!(carts::get(&mut conn, "t").await.unwrap().is_none());
    tx.commit().await.unwrap();
    assert!(carts::get(&mut conn, "t").await.unwrap().is_some());
}

on_both!(writers_queue);
async fn writers_queue(db: &Db) {
    let first = number(db, "SELECT version FROM catalogue_version").await + 1;
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let db = db.clone();
        writers.spawn(async move {
            let mut tx = db.begin().await.unwrap();
            let before = crate::catalogue::bump(&mut tx).await.unwrap();
            tx.commit().await.unwrap();
            before
        });
    }
    let mut seen = writers.join_all().await;
    seen.sort_unstable();
    assert_eq!(seen, (first..first + 40).collect::<Vec<i64>>());
}

/// A connection for reading cannot write: on SQLite the file is opened so.
#[tokio::test]
async fn readers_of_sqlite_cannot_write() {
    super::migrated(super::Kind::Sqlite, async |db| {
        let mut conn = db.read().await.unwrap();
        assert!(carts::touch(&mut conn, "t", NOW).await.is_err());
    })
    .await;
}
