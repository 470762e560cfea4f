//! Transactions: all or nothing.

use super::{number, on_both, sample::NOW};
use crate::{Db, cart};
use jobs::outbox;

on_both!(a_dropped_transaction_is_rolled_back);
async fn a_dropped_transaction_is_rolled_back(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    cart::touch(&mut tx, "t", NOW).await.unwrap();
    outbox::push(&mut tx, "x", "{}", NOW).await.unwrap();
    drop(tx);
    assert_eq!(
        number(db, "SELECT COUNT(*) FROM shopping_carts").await
            + number(db, "SELECT COUNT(*) FROM outbox").await,
        0
    );
}

on_both!(readers_see_committed_data_only);
async fn readers_see_committed_data_only(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    cart::touch(&mut tx, "t", NOW).await.unwrap();
    let mut conn = db.read().await.unwrap();
    assert!(cart::get(&mut conn, "t").await.unwrap().is_none());
    tx.commit().await.unwrap();
    assert!(cart::get(&mut conn, "t").await.unwrap().is_some());
}

on_both!(a_read_at_once_sees_one_moment);
async fn a_read_at_once_sees_one_moment(db: &Db) {
    for _ in 0..3 {
        let mut reading = db.read_at_once().await.unwrap();
        let before = crate::catalogue::version(&mut reading).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        let after = crate::catalogue::bump(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(crate::catalogue::version(&mut reading).await.unwrap(), before);
        reading.end().await.unwrap();
        let mut conn = db.read().await.unwrap();
        assert_eq!(crate::catalogue::version(&mut conn).await.unwrap(), after);
        drop(conn);
        // One that is given up leaves no transaction behind.
        let mut given_up = db.read_at_once().await.unwrap();
        crate::catalogue::version(&mut given_up).await.unwrap();
    }
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
