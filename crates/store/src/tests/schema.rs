//! Migrations, and errors for a schema that does not fit.

use super::{Kind, TestDatabase, number, on_both, open, raw};
use crate::{ConnectionRef, Db, Error, Executor, SCHEMA, check_url};
use sqlx::{PgConnection, migrate::Migrate};
use std::time::Duration;

/// The last migration, which is also the number of migrations.
const LAST: i64 = 35;

async fn empty(kind: Kind) -> (TestDatabase, Db) {
    let database = TestDatabase::empty(kind).await;
    let db = open(&database).await;
    (database, db)
}

async fn an_empty_database_is_reported(kind: Kind) {
    let (_database, db) = empty(kind).await;
    assert!(matches!(db.check_schema().await, Err(Error::Older { found: 0, needed: LAST })));
    assert!(db.ping().await.is_err());
    db.migrate().await.unwrap();
    db.check_schema().await.unwrap();
    db.ping().await.unwrap();
    assert_eq!(db.is_embedded(), kind == Kind::Sqlite);
    db.close().await;
}

#[tokio::test]
async fn an_empty_database_is_reported_on_sqlite() {
    an_empty_database_is_reported(Kind::Sqlite).await;
}

#[tokio::test]
async fn an_empty_database_is_reported_on_postgres() {
    an_empty_database_is_reported(Kind::Postgres).await;
}

/// Several replicas start concurrently on an empty database.
async fn several_replicas_migrate_at_once(kind: Kind) {
    let database = TestDatabase::empty(kind).await;
    let mut replicas = Vec::new();
    for _ in 0..4 {
        replicas.push(open(&database).await);
    }
    let (a, b, c, d) = tokio::join!(
        replicas[0].migrate(),
        replicas[1].migrate(),
        replicas[2].migrate(),
        replicas[3].migrate()
    );
    for outcome in [a, b, c, d] {
        outcome.unwrap();
    }
    assert_eq!(number(&replicas[0], "SELECT COUNT(*) FROM _sqlx_migrations").await, LAST);
    for db in replicas {
        db.close().await;
    }
}

#[tokio::test]
async fn several_replicas_migrate_at_once_on_postgres() {
    several_replicas_migrate_at_once(Kind::Postgres).await;
}

/// Whether the last migration was applied: it creates a table with this column.
const OF_THE_LAST: &str = "SELECT COUNT(*) FROM information_schema.columns
     WHERE table_name = 'media_files' AND column_name = 'bytes'";

/// Checks that a migration times out with the right message and leaves nothing behind.
async fn times_out_waiting(db: &Db) {
    let error = db.migrate_with(Duration::from_millis(50)).await.unwrap_err();
    assert!(matches!(error, Error::MigrationLocked(_)), "{error}");
    let message = error.to_string();
    assert!(
        ["50ms", "rolled back", "pg_stat_activity", "run `perigee migrate` again"]
            .iter()
            .all(|part| message.contains(part)),
        "{message}"
    );
    assert!(matches!(db.check_schema().await, Err(Error::Older { found: 34, needed: LAST })));
    assert_eq!(number(db, OF_THE_LAST).await, 0);
}

/// A migration that cannot lock a table or get the advisory lock times out, leaves nothing half
/// done, and can be repeated.
#[tokio::test]
async fn a_migration_times_out_waiting_for_a_lock_on_postgres() {
    let (database, db) = empty(Kind::Postgres).await;
    let mut conn = <PgConnection as sqlx::Connection>::connect(&database.url).await.unwrap();
    SCHEMA.postgres.run_to(LAST - 1, &mut conn).await.unwrap();
    // The last migration creates tables and then encounters this locked row.
    let mut tx = db.begin().await.unwrap();
    let ConnectionRef::Postgres(conn) = tx.connection() else { panic!("not PostgreSQL") };
    sqlx::query("UPDATE settings SET value = value WHERE key = 'schema.oldest_program'")
        .execute(conn)
        .await
        .unwrap();
    times_out_waiting(&db).await;
    drop(tx);
    // Another process is migrating.
    let mut other = <PgConnection as sqlx::Connection>::connect(&database.url).await.unwrap();
    other.lock().await.unwrap();
    times_out_waiting(&db).await;
    other.unlock().await.unwrap();
    db.migrate_with(Duration::from_millis(50)).await.unwrap();
    assert_eq!(number(&db, OF_THE_LAST).await, 1);
    db.close().await;
}

on_both!(migrating_twice_changes_nothing);
async fn migrating_twice_changes_nothing(db: &Db) {
    let before = number(db, "SELECT COUNT(*) FROM _sqlx_migrations").await;
    raw(db, "UPDATE catalogue_version SET version = 7").await.unwrap();
    db.migrate().await.unwrap();
    db.migrate().await.unwrap();
    assert_eq!(number(db, "SELECT COUNT(*) FROM _sqlx_migrations").await, before);
    assert_eq!(number(db, "SELECT version FROM catalogue_version").await, 7);
}

on_both!(an_older_schema_is_reported);
async fn an_older_schema_is_reported(db: &Db) {
    raw(db, "DELETE FROM _sqlx_migrations WHERE version > 1").await.unwrap();
    let error = db.check_schema().await.unwrap_err();
    assert!(matches!(error, Error::Older { found: 1, needed: LAST }));
    assert_eq!(
        error.to_string(),
        format!("the database is at migration 1, this program needs {LAST}: run `perigee migrate`")
    );
}

on_both!(a_newer_schema_is_reported_and_left_unchanged);
async fn a_newer_schema_is_reported_and_left_unchanged(db: &Db) {
    raw(db, &format!("UPDATE _sqlx_migrations SET version = 99 WHERE version = {LAST}"))
        .await
        .unwrap();
    for error in [db.check_schema().await.unwrap_err(), db.migrate().await.unwrap_err()] {
        assert!(matches!(error, Error::Newer { found: 99, known: LAST }), "{error}");
    }
    assert_eq!(number(db, "SELECT COUNT(*) FROM _sqlx_migrations").await, LAST);
}

on_both!(a_newer_schema_can_support_older_programs);
async fn a_newer_schema_can_support_older_programs(db: &Db) {
    raw(db, &format!("UPDATE _sqlx_migrations SET version = 99 WHERE version = {LAST}"))
        .await
        .unwrap();
    let (this, next) = (format!("99:{LAST}"), format!("99:{}", LAST + 1));
    for (oldest, served) in [
        (next.as_str(), false),
        (this.as_str(), true),
        ("99:1", true),
        ("6:2", false),
        ("none", false),
    ] {
        raw(db, "DELETE FROM settings WHERE key = 'schema.oldest_program'").await.unwrap();
        raw(
            db,
            &format!(
                "INSERT INTO settings (key, value) VALUES ('schema.oldest_program', '{oldest}')"
            ),
        )
        .await
        .unwrap();
        assert_eq!(db.check_schema().await.is_ok(), served, "{oldest}");
    }
}

#[tokio::test]
async fn a_copy_made_while_in_use_is_complete() {
    let folder = std::env::temp_dir().join(format!("perigee-backup-{}", crate::Uuid::new_v4()));
    std::fs::create_dir_all(&folder).unwrap();
    let url = |name: &str| crate::options(format!("sqlite://{}", folder.join(name).display()), 2);
    let db = Db::open(&url("shop.db")).await.unwrap();
    db.migrate().await.unwrap();
    raw(&db, "INSERT INTO settings (key, value) VALUES ('kept', 'yes')").await.unwrap();
    // One transaction is open; its writes are not in the copy.
    let mut tx = db.begin().await.unwrap();
    crate::settings::get_or_insert(&mut tx, "open", "yes").await.unwrap();
    let other = Db::open(&url("shop.db")).await.unwrap();
    let copy = folder.join("copy.db");
    other.backup(&copy).await.unwrap();
    assert!(matches!(other.backup(&copy).await, Err(Error::Exists(_))));
    assert!(matches!(other.check_unused().await, Err(Error::InUse)));
    tx.commit().await.unwrap();
    let copied = Db::open(&url("copy.db")).await.unwrap();
    copied.check_schema().await.unwrap();
    copied.check_integrity().await.unwrap();
    let kept = |db| number(db, "SELECT COUNT(*) FROM settings WHERE key IN ('kept', 'open')");
    assert_eq!((kept(&copied).await, kept(&db).await), (1, 2));
    copied.check_unused().await.unwrap();
    // A file with a page of random data is detected.
    db.close().await;
    other.close().await;
    copied.close().await;
    let mut bytes = std::fs::read(&copy).unwrap();
    let page = bytes.len() / 2 / 4096 * 4096;
    bytes[page..page + 4096].fill(0x5a);
    std::fs::write(folder.join("noise.db"), bytes).unwrap();
    match Db::open(&url("noise.db")).await {
        Ok(noise) => {
            assert!(noise.check_integrity().await.is_err());
            noise.close().await;
        }
        // The page belongs to the schema.
        Err(error) => assert!(error.to_string().contains("noise.db"), "{error}"),
    }
    std::fs::remove_dir_all(folder).unwrap();
}

on_both!(a_half_applied_migration_is_reported_and_left_unchanged);
async fn a_half_applied_migration_is_reported_and_left_unchanged(db: &Db) {
    raw(db, &format!("UPDATE _sqlx_migrations SET success = FALSE WHERE version = {LAST}"))
        .await
        .unwrap();
    for error in [db.check_schema().await.unwrap_err(), db.migrate().await.unwrap_err()] {
        assert!(matches!(error, Error::HalfMigrated(LAST)), "{error}");
    }
}

#[tokio::test]
async fn invalid_addresses_are_rejected() {
    for url in ["", "perigee.db", "mysql://x", "file:x", "http://x", "postgres//shop:secret@db/x"] {
        let error = Db::open(&crate::options(url.to_owned(), 1)).await.unwrap_err().to_string();
        assert!(
            error.starts_with("DATABASE_URL") && error.contains("such as sqlite://perigee.db"),
            "{error}"
        );
        assert!(!error.contains("secret"), "{error}");
        assert!(check_url(url).is_err(), "{url}");
    }
    for (url, fault) in [
        ("postgres://shop:secret@db:port/x", "invalid port"),
        ("postgres://shop:secret@db/x?sslmode=maybe", "maybe"),
        ("sqlite://x?mode=maybe", "maybe"),
    ] {
        let error = check_url(url).unwrap_err();
        assert!(
            error.contains(fault)
                && error.contains("such as sqlite://perigee.db")
                && !error.contains("secret"),
            "{error}"
        );
    }
    for url in [
        "sqlite::memory:",
        "sqlite://perigee.db",
        "sqlite:///var/x.db?mode=rwc",
        "postgres://db/x",
        "postgresql://a:b@[::1]:5432/x?sslmode=require",
    ] {
        assert_eq!(check_url(url), Ok(()), "{url}");
    }
    let nowhere =
        Db::open(&crate::options("postgres://shop:secret@127.0.0.1:1/none".to_owned(), 2))
            .await
            .unwrap_err();
    let said = nowhere.to_string();
    assert!(
        nowhere.is_unavailable()
            && said.starts_with("DATABASE_URL")
            && said.contains("127.0.0.1:1: Connection refused"),
        "{said}"
    );
    assert!(!said.contains("secret"), "{said}");
    let folder = Db::open(&crate::options("sqlite:///no/such/folder/x.db".to_owned(), 1))
        .await
        .unwrap_err()
        .to_string();
    assert!(
        folder.contains("DATABASE_URL: sqlite:///no/such/folder/x.db cannot be opened"),
        "{folder}"
    );
}

on_both!(a_closed_database_is_unavailable);
async fn a_closed_database_is_unavailable(db: &Db) {
    db.close().await;
    assert!(db.ping().await.unwrap_err().is_unavailable());
    assert!(db.begin().await.unwrap_err().is_unavailable());
}

/// An in-memory database writes no file, and works while it is open.
#[tokio::test]
async fn an_in_memory_database_writes_no_file() {
    let files = || {
        let mut names: Vec<_> =
            std::fs::read_dir(".").unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = files();
    for url in ["sqlite::memory:", "sqlite://x?mode=memory"] {
        let db = Db::open_existing(&crate::options(url, 2)).await.unwrap();
        db.migrate().await.unwrap();
        raw(&db, "UPDATE catalogue_version SET version = 7").await.unwrap();
        assert_eq!(number(&db, "SELECT version FROM catalogue_version").await, 7);
        assert_eq!(files(), before, "{url}");
        db.close().await;
    }
    assert_eq!(files(), before);
}
