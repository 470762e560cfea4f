//! Both databases have the same tables, columns, keys and indexes.

use super::{Kind, migrated, number, on_both, raw, sample::order};
use crate::{ConnectionRef, Db, Executor, orders};
use sqlx::AssertSqlSafe;
use std::collections::BTreeSet;

/// SQLite's description of its schema, a line for each column, key and index.
const SQLITE: [&str; 5] = [
    "SELECT 'column ' || t.name || '.' || c.name || ' '
            || CASE c.type WHEN 'INTEGER' THEN 'bigint' WHEN 'TEXT' THEN 'text' ELSE 'binary' END
            || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN '' ELSE ' null' END
     FROM TABLES t, pragma_table_info(t.name) c",
    "SELECT 'primary key ' || t.name || ' ' || (
              SELECT group_concat(name, ', ' ORDER BY pk) FROM pragma_table_info(t.name)
              WHERE pk > 0)
     FROM TABLES t",
    "SELECT 'unique ' || t.name || ' ' || (
              SELECT group_concat(name, ', ' ORDER BY seqno) FROM pragma_index_info(i.name))
     FROM TABLES t, pragma_index_list(t.name) i WHERE i.origin = 'u'",
    "SELECT 'index ' || t.name || ' ' || i.name || ' ' || (
              SELECT group_concat(name, ', ' ORDER BY seqno) FROM pragma_index_info(i.name))
            || CASE WHEN i.\"unique\" THEN ' unique' ELSE '' END
            || CASE WHEN i.partial THEN ' partial' ELSE '' END
     FROM TABLES t, pragma_index_list(t.name) i WHERE i.origin = 'c'",
    "SELECT 'reference ' || t.name || '.' || f.\"from\" || ' ' || f.\"table\" || ' '
            || lower(f.on_delete)
     FROM TABLES t, pragma_foreign_key_list(t.name) f",
];

/// The shop's tables in SQLite.
const SQLITE_TABLES: &str = "(SELECT name FROM sqlite_master WHERE type = 'table'
     AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> '_sqlx_migrations')";

/// PostgreSQL's description of its schema, in the same format.
const POSTGRES: [&str; 5] = [
    "SELECT 'column ' || table_name || '.' || column_name || ' '
            || CASE data_type WHEN 'uuid' THEN 'binary' WHEN 'bytea' THEN 'binary'
               ELSE data_type END
            || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
         AND table_name <> '_sqlx_migrations'",
    "SELECT 'primary key ' || table_name || ' ' || columns FROM INDEXES i WHERE indisprimary",
    "SELECT 'unique ' || table_name || ' ' || columns FROM INDEXES i
     WHERE NOT indisprimary AND is_constraint",
    "SELECT 'index ' || table_name || ' ' || index_name || ' ' || columns
            || CASE WHEN indisunique THEN ' unique' ELSE '' END
            || CASE WHEN indpred IS NOT NULL THEN ' partial' ELSE '' END
     FROM INDEXES i WHERE NOT indisprimary AND NOT is_constraint",
    "SELECT 'reference ' || f.conrelid::regclass || '.' || a.attname || ' '
            || f.confrelid::regclass || ' '
            || CASE f.confdeltype WHEN 'c' THEN 'cascade' WHEN 'a' THEN 'no action'
            WHEN 'n' THEN 'set null' ELSE 'other' END
     FROM pg_constraint f JOIN pg_attribute a
          ON a.attrelid = f.conrelid AND a.attnum = ANY (f.conkey)
     WHERE f.contype = 'f' AND f.connamespace = current_schema()::regnamespace",
];

/// The shop's indexes in PostgreSQL.
const POSTGRES_INDEXES: &str = "(
    SELECT t.relname AS table_name, x.relname AS index_name, i.indisprimary, i.indisunique,
           i.indpred,
           EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid
                   AND c.contype = 'u') AS is_constraint,
           (SELECT string_agg(a.attname, ', ' ORDER BY k.place)
            FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum) AS columns
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
    WHERE t.relnamespace = current_schema()::regnamespace AND t.relname <> '_sqlx_migrations')";

async fn lines(db: &Db) -> BTreeSet<String> {
    let mut conn = db.read().await.unwrap();
    let mut lines = BTreeSet::new();
    match conn.connection() {
        ConnectionRef::Sqlite(c) => {
            for sql in SQLITE {
                let sql = AssertSqlSafe(sql.replace("TABLES", SQLITE_TABLES));
                lines
                    .extend(sqlx::query_scalar::<_, String>(sql).fetch_all(&mut *c).await.unwrap());
            }
        }
        ConnectionRef::Postgres(c) => {
            for sql in POSTGRES {
                let sql = AssertSqlSafe(sql.replace("INDEXES", POSTGRES_INDEXES));
                lines
                    .extend(sqlx::query_scalar::<_, String>(sql).fetch_all(&mut *c).await.unwrap());
            }
        }
    }
    lines
}

/// Names of checks, and the number of unnamed ones.
async fn checks(db: &Db) -> (BTreeSet<String>, usize) {
    let mut conn = db.read().await.unwrap();
    match conn.connection() {
        ConnectionRef::Sqlite(c) => {
            let tables: Vec<String> =
                sqlx::query_scalar("SELECT sql FROM sqlite_schema WHERE type = 'table'")
                    .fetch_all(c)
                    .await
                    .unwrap();
            let sql = tables.join("\n");
            let mut parts = sql.split("CHECK (");
            let mut before = parts.next().unwrap();
            let (mut names, mut unnamed) = (BTreeSet::new(), 0);
            for part in parts {
                let mut words = before.split_whitespace().rev();
                match (words.next(), words.next()) {
                    (Some(name), Some("CONSTRAINT")) => drop(names.insert(name.to_owned())),
                    _ => unnamed += 1,
                }
                before = part;
            }
            (names, unnamed)
        }
        ConnectionRef::Postgres(c) => {
            let sql = "SELECT conname::text FROM pg_constraint
                WHERE contype = 'c' AND connamespace = current_schema()::regnamespace";
            let names: Vec<String> = sqlx::query_scalar(sql).fetch_all(c).await.unwrap();
            (names.into_iter().collect(), 0)
        }
    }
}

#[tokio::test]
async fn every_check_has_the_same_name_on_both() {
    let mut both = Vec::new();
    for kind in [Kind::Sqlite, Kind::Postgres] {
        migrated(kind, async |db| both.push(checks(&db).await)).await;
    }
    assert!(both[0].0.contains("orders_state_check"), "{both:?}");
    assert_eq!(both[0], both[1]);
}

// How a migration adds a state without rebuilding a table on SQLite.
on_both!(a_state_is_added_without_rebuilding_the_table);
async fn a_state_is_added_without_rebuilding_the_table(db: &Db) {
    let (row, lines, payment) = order("AAAAAAAAA");
    let mut tx = db.begin().await.unwrap();
    assert!(orders::insert(&mut tx, &row, &lines, Some(&payment)).await.unwrap());
    tx.commit().await.unwrap();
    let refused = raw(db, "UPDATE orders SET state = 'returned'").await.unwrap_err();
    assert_eq!(refused.constraint().as_deref(), Some("orders_state_check"));
    let migration = match db.is_embedded() {
        true => {
            "PRAGMA writable_schema = ON;
             UPDATE sqlite_schema
             SET sql = replace(sql, '''cancelled'')', '''cancelled'', ''returned'')')
             WHERE type = 'table' AND name = 'orders';
             PRAGMA writable_schema = RESET;
             CREATE TABLE of_the_same_migration (id INTEGER PRIMARY KEY)"
        }
        false => {
            "ALTER TABLE orders DROP CONSTRAINT orders_state_check,
             ADD CONSTRAINT orders_state_check
             CHECK (state IN ('placed', 'packed', 'shipped', 'delivered', 'cancelled', 'returned'))"
        }
    };
    raw(db, migration).await.unwrap();
    raw(db, "UPDATE orders SET state = 'returned'").await.unwrap();
    let refused = raw(db, "UPDATE orders SET state = 'lost'").await.unwrap_err();
    assert_eq!(refused.constraint().as_deref(), Some("orders_state_check"));
    db.check_integrity().await.unwrap();
    assert_eq!(number(db, "SELECT COUNT(*) FROM orders WHERE state = 'returned'").await, 1);
    assert_eq!(number(db, "SELECT COUNT(*) FROM order_lines").await, 2);
}

#[tokio::test]
async fn both_databases_have_the_same_schema() {
    let mut both = Vec::new();
    for kind in [Kind::Sqlite, Kind::Postgres] {
        migrated(kind, async |db| both.push(lines(&db).await)).await;
    }
    let (sqlite, postgres) = (&both[0], &both[1]);
    let kinds = ["column ", "primary key ", "unique ", "index ", "reference "];
    for kind in kinds {
        assert!(sqlite.iter().any(|line| line.starts_with(kind)), "{kind}");
    }
    let only = |one: &BTreeSet<String>, other| one.difference(other).cloned().collect::<Vec<_>>();
    assert_eq!(
        (only(sqlite, postgres), only(postgres, sqlite)),
        (Vec::<String>::new(), Vec::new()),
        "only in SQLite, only in PostgreSQL"
    );
}
