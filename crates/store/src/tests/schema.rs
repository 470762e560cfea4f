//! Migrations, and what is said of a schema that does not fit.

use super::{Kind, TestDatabase, number, on_both, open, raw};
use crate::{Db, Error, Options};

async fn empty(kind: Kind) -> (TestDatabase, Db) {
    let database = TestDatabase::empty(kind).await;
    let db = open(&database).await;
    (database, db)
}

async fn an_empty_one_is_named(kind: Kind) {
    let (_database, db) = empty(kind).await;
    assert!(matches!(db.check_schema().await, Err(Error::Older { found: 0, needed: 2 })));
    assert!(db.ping().await.is_err());
    db.migrate().await.unwrap();
    db.check_schema().await.unwrap();
    db.ping().await.unwrap();
    assert_eq!(db.is_embedded(), kind == Kind::Sqlite);
    db.close().await;
}

#[tokio::test]
async fn an_empty_one_is_named_on_sqlite() {
    an_empty_one_is_named(Kind::Sqlite).await;
}

#[tokio::test]
async fn an_empty_one_is_named_on_postgres() {
    an_empty_one_is_named(Kind::Postgres).await;
}

/// Several replicas start at once on an empty database.
async fn migrated_by_many(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let mut replicas = Vec::new();
    for _ in 0..4 {
        replicas.push(open(&database).await);
    }
    let (a, b, c, d) = tokio::join!(replicas[0].migrate(), replicas[1].migrate(), replicas[2].migrate(), replicas[3].migrate());
    for outcome in [a, b, c, d] {
        outcome.unwrap();
    }
    assert_eq!(number(&replicas[0], "SELECT COUNT(*) FROM _sqlx_migrations").await, 2);
    for db in replicas {
        db.close().await;
    }
}

#[tokio::test]
async fn migrated_by_many_on_postgres() {
    migrated_by_many(Kind::Postgres).await;
}

on_both! {
    async fn twice_is_once(db) {
        let before = number(db, "SELECT COUNT(*) FROM _sqlx_migrations").await;
        raw(db, "UPDATE catalogue_version SET version = 7").await.unwrap();
        db.migrate().await.unwrap();
        db.migrate().await.unwrap();
        assert_eq!(number(db, "SELECT COUNT(*) FROM _sqlx_migrations").await, before);
        assert_eq!(number(db, "SELECT version FROM catalogue_version").await, 7);
    }
}

on_both! {
    async fn an_older_one_is_named(db) {
        raw(db, "DELETE FROM _sqlx_migrations WHERE version = 2").await.unwrap();
        let error = db.check_schema().await.unwrap_err();
        assert!(matches!(error, Error::Older { found: 1, needed: 2 }));
        assert_eq!(error.to_string(), "the database is at migration 1, this program needs 2: run `perigee migrate`");
    }
}

on_both! {
    async fn a_newer_one_is_named_and_left_alone(db) {
        raw(db, "UPDATE _sqlx_migrations SET version = 99 WHERE version = 2").await.unwrap();
        for error in [db.check_schema().await.unwrap_err(), db.migrate().await.unwrap_err()] {
            assert!(matches!(error, Error::Newer { found: 99, known: 2 }), "{error}");
        }
        assert_eq!(number(db, "SELECT COUNT(*) FROM _sqlx_migrations").await, 2);
    }
}

on_both! {
    async fn a_half_migrated_one_is_named_and_left_alone(db) {
        raw(db, "UPDATE _sqlx_migrations SET success = FALSE WHERE version = 2").await.unwrap();
        for error in [db.check_schema().await.unwrap_err(), db.migrate().await.unwrap_err()] {
            assert!(matches!(error, Error::HalfMigrated(2)), "{error}");
        }
    }
}

#[tokio::test]
async fn addresses_that_are_none() {
    for url in ["", "perigee.db", "mysql://x", "file:x", "http://x"] {
        let error = Db::open(&Options { url: url.to_owned(), connections: 1 }).await.unwrap_err();
        assert!(matches!(&error, Error::Url(given) if given == url), "{error}");
        assert!(error.to_string().contains("DATABASE_URL"));
    }
    let nowhere = Db::open(&Options { url: "postgres://127.0.0.1:1/none".to_owned(), connections: 2 }).await.unwrap_err();
    assert!(nowhere.is_unavailable(), "{nowhere}");
    assert!(Db::open(&Options { url: "sqlite:///no/such/folder/x.db".to_owned(), connections: 1 }).await.is_err());
}

on_both! {
    async fn a_closed_one_is_unavailable(db) {
        db.close().await;
        assert!(db.ping().await.unwrap_err().is_unavailable());
        assert!(db.begin().await.unwrap_err().is_unavailable());
    }
}
