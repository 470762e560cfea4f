//! An embedded database whose disk is full, read-only or damaged: after any failure, the next
//! transaction succeeds as soon as the file is usable.

use super::{Kind, TestDatabase, migrated, open};
use crate::{ConnectionRef, Db, Error, Executor, FileError, cart, settings};
use sqlx::AssertSqlSafe;
use std::{
    io::{Seek, SeekFrom, Write},
    time::Duration,
};

/// Runs SQL on the writing connection, in a committed transaction.
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

fn fault_of(error: &Error) -> Option<FileError> {
    match error {
        Error::File { fault, .. } => Some(*fault),
        _ => None,
    }
}

#[tokio::test]
async fn the_database_recovers_from_a_full_disk() {
    migrated(Kind::Sqlite, async |db| {
        write(&db, "before", 10).await.unwrap();
        for _ in 0..3 {
            // Limits only this connection; its replacement has room.
            on_the_writer(&db, "PRAGMA max_page_count = 1").await;
            let error = write(&db, "large", 1 << 20).await.unwrap_err();
            assert_eq!(fault_of(&error), Some(FileError::Full), "{error}");
            assert!(error.is_unavailable());
            let text = error.to_string();
            assert!(
                text.contains("sqlite://")
                    && text.contains("the disk is full")
                    && text.contains("free space"),
                "{text}"
            );
            assert!(!db.is_writable());
            // Nothing of it was stored, and the next write succeeds.
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

/// SQLite has rolled back on its own, so the driver's ROLLBACK fails.
#[tokio::test]
async fn a_transaction_rolled_back_by_sqlite_does_not_block_others() {
    migrated(Kind::Sqlite, async |db| {
        for sql in ["PRAGMA max_page_count = 1", "SELECT 1"] {
            on_the_writer(&db, sql).await;
            let mut tx = db.begin().await.unwrap();
            let ConnectionRef::Sqlite(c) = tx.connection() else { panic!("not SQLite") };
            // A statement that is not a function of this crate, and that the connection is not told
            // about.
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
async fn the_database_recovers_from_a_failed_commit() {
    migrated(Kind::Sqlite, async |db| {
        let mut tx = db.begin().await.unwrap();
        let ConnectionRef::Sqlite(c) = tx.connection() else { panic!("not SQLite") };
        let broken = "PRAGMA defer_foreign_keys = 1;
            INSERT INTO shopping_cart_lines
                (cart_id, variant_id, quantity, seen_minor, seen_currency, added_at)
            VALUES (x'01', x'00', 1, 1, 'EUR', 1)";
        sqlx::raw_sql(broken).execute(c).await.unwrap();
        assert!(tx.commit().await.is_err(), "a line without its cart");
        assert!(db.is_writable(), "the file is well");
        write(&db, "after", 10).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_database_recovers_from_a_read_only_file() {
    migrated(Kind::Sqlite, async |db| {
        on_the_writer(&db, "PRAGMA query_only = 1").await;
        let error = write(&db, "x", 10).await.unwrap_err();
        assert!(fault_of(&error) == Some(FileError::ReadOnly) && error.is_unavailable(), "{error}");
        write(&db, "x", 10).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_damaged_file_is_reported_with_the_remedy() {
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
        cart::get(&mut conn, "x").await
    };
    let error = read.await.unwrap_err();
    assert!(fault_of(&error) == Some(FileError::Damaged) && error.is_unavailable(), "{error}");
    assert!(
        error.to_string().contains(&path) && error.to_string().contains("perigee restore"),
        "{error}"
    );
    assert!(!db.is_writable());
    db.close().await;
    // The error at the start is the same.
    std::fs::write(&path, vec![1; 9000]).unwrap();
    let error = Db::open(&crate::options(database.url.clone(), 1)).await.unwrap_err();
    assert!(
        fault_of(&error) == Some(FileError::Damaged) && error.to_string().contains(&path),
        "{error}"
    );
}

/// A connection for reading cannot write, since SQLite opens the file read-only. The failed write
/// says nothing about the file.
#[tokio::test]
async fn a_reader_that_writes_is_not_a_file_fault() {
    migrated(Kind::Sqlite, async |db| {
        let mut conn = db.read().await.unwrap();
        let error = cart::touch(&mut conn, "t", 1).await.unwrap_err();
        assert_eq!(fault_of(&error), None, "{error}");
        assert!(error.to_string().contains("readonly"), "{error}");
        assert!(db.is_writable());
        drop(conn);
        let mut tx = db.begin().await.unwrap();
        cart::touch(&mut tx, "t", 1).await.unwrap();
    })
    .await;
}
