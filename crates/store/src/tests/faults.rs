//! An embedded database whose disk is full, read-only or damaged: whatever failed, the next
//! transaction works as soon as the file does.

use super::{Kind, TestDatabase, migrated, open};
use crate::{ConnectionRef, Db, Error, Executor, Fault, carts, settings};
use sqlx::AssertSqlSafe;
use std::{
    io::{Seek, SeekFrom, Write},
    time::Duration,
};

/// Runs SQL on the connection that writes, within a transaction that is committed.
async fn on_the_writer(db: &Db, sql: &str) {
    let mut tx = db.begin().await.unwrap();
    let ConnectionRef::Sqlite(c) = tx.connection() else { panic!("not SQLite") };
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(c).await.unwrap();
    tx.commit().await.unwrap();
}

async fn write(db: &Db, key: &str, size: usize) -> Result<(), Error> {
    let mut tx = db.begin().await?;
    settings::put(&mut tx, key, &"x".repeat(size)).await?;
    tx.commit().await
}

fn fault_of(error: &Error) -> Option<Fault> {
    match error {
        Error::File { fault, .. } => Some(*fault),
        _ => None,
    }
}

#[tokio::test]
async fn a_full_disk_is_forgotten_once_there_is_room() {
    migrated(Kind::Sqlite, async |db| {
        write(&db, "before", 10).await.unwrap();
        for _ in 0..3 {
            // Bounds this connection alone: the one that takes its place has room.
            on_the_writer(&db, "PRAGMA max_page_count = 1").await;
            let error = write(&db, "large", 1 << 20).await.unwrap_err();
            assert_eq!(fault_of(&error), Some(Fault::Full), "{error}");
            assert!(error.is_unavailable());
            let text = error.to_string();
            assert!(
                text.contains("sqlite://")
                    && text.contains("the disk is full")
                    && text.contains("free some space"),
                "{text}"
            );
            assert!(!db.is_writable());
            // Nothing of it is there, and the next one works.
            write(&db, "small", 10).await.unwrap();
            let mut conn = db.read().await.unwrap();
            assert_eq!(settings::get(&mut conn, "large").await.unwrap(), None);
        }
        tokio::time::timeout(Duration::from_secs(30), async {
            while !db.is_writable() {
                tokio::task::yield_now().await;
            }
        })
        .await
        .expect("a trial notices that it can be written");
        let mut conn = db.read().await.unwrap();
        assert_eq!(
            settings::get(&mut conn, settings::TRIAL).await.unwrap(),
            None,
            "the trial leaves nothing"
        );
    })
    .await;
}

/// SQLite has rolled back by itself, so that the driver's own ROLLBACK fails.
#[tokio::test]
async fn a_transaction_that_was_rolled_back_by_sqlite_stops_no_other() {
    migrated(Kind::Sqlite, async |db| {
        for sql in ["PRAGMA max_page_count = 1", "SELECT 1"] {
            on_the_writer(&db, sql).await;
            let mut tx = db.begin().await.unwrap();
            let ConnectionRef::Sqlite(c) = tx.connection() else { panic!("not SQLite") };
            // As a statement that no function of this crate runs, and of which the connection is
            // told nothing.
            let ended =
                sqlx::raw_sql("INSERT INTO settings VALUES ('large', zeroblob(1048576)); ROLLBACK")
                    .execute(c)
                    .await;
            drop((ended, tx));
            write(&db, "after", 10).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn a_commit_that_fails_is_no_end() {
    migrated(Kind::Sqlite, async |db| {
        let mut tx = db.begin().await.unwrap();
        let ConnectionRef::Sqlite(c) = tx.connection() else { panic!("not SQLite") };
        let broken = "PRAGMA defer_foreign_keys = 1;
            INSERT INTO shopping_cart_lines (cart_id, variant_id, quantity, seen_minor, seen_currency, added_at) VALUES (x'01', x'00', 1, 1, 'EUR', 1)";
        sqlx::raw_sql(broken).execute(c).await.unwrap();
        assert!(tx.commit().await.is_err(), "a line without its cart");
        assert!(db.is_writable(), "the file is well");
        write(&db, "after", 10).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_file_that_turns_read_only_is_written_when_it_is_no_more() {
    migrated(Kind::Sqlite, async |db| {
        on_the_writer(&db, "PRAGMA query_only = 1").await;
        let error = write(&db, "x", 10).await.unwrap_err();
        assert!(fault_of(&error) == Some(Fault::ReadOnly) && error.is_unavailable(), "{error}");
        write(&db, "x", 10).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_damaged_file_is_named_with_what_to_do() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = open(&database).await;
    db.migrate().await.unwrap();
    db.close().await;
    let db = open(&database).await;
    let path = database.url.trim_start_matches("sqlite://").to_owned();
    let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    let size = usize::try_from(file.metadata().unwrap().len()).unwrap();
    file.seek(SeekFrom::Start(4096)).unwrap();
    file.write_all(&vec![0xa5; size - 4096]).unwrap();
    let read = async {
        let mut conn = db.read().await?;
        carts::get(&mut conn, "x").await
    };
    let error = read.await.unwrap_err();
    assert!(fault_of(&error) == Some(Fault::Damaged) && error.is_unavailable(), "{error}");
    assert!(
        error.to_string().contains(&path) && error.to_string().contains("perigee restore"),
        "{error}"
    );
    assert!(!db.is_writable());
    db.close().await;
    // Nor does a start say less.
    std::fs::write(&path, vec![1; 9000]).unwrap();
    let error = Db::open(&crate::options(database.url.clone(), 1)).await.unwrap_err();
    assert!(
        fault_of(&error) == Some(Fault::Damaged) && error.to_string().contains(&path),
        "{error}"
    );
}

/// That a reader cannot write says nothing of the file.
#[tokio::test]
async fn a_reader_that_writes_is_no_fault_of_the_file() {
    migrated(Kind::Sqlite, async |db| {
        let mut conn = db.read().await.unwrap();
        assert!(carts::touch(&mut conn, "t", 1).await.is_err());
        assert!(db.is_writable());
    })
    .await;
}
