//! Every statement of this crate, prepared by both databases.

use super::{Kind, migrated, on_both};
use crate::{ConnectionRef, Db, Executor};
use db::Statement;
use sqlx::{AssertSqlSafe, Executor as _, SqlSafeStr};
use std::{collections::BTreeSet, path::PathBuf};

fn statements(of: Kind) -> BTreeSet<&'static str> {
    let of = match of {
        Kind::Sqlite => db::Kind::Sqlite,
        Kind::Postgres => db::Kind::Postgres,
    };
    inventory::iter::<Statement>
        .into_iter()
        .filter(|statement| statement.on.contains(&of))
        .map(|statement| statement.sql)
        .collect()
}

/// The sources of this crate and of `db`, without tests and without the macros themselves.
fn sources() -> Vec<String> {
    let mut folders = ["src", "../db/src"].map(PathBuf::from).to_vec();
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("tests") {
                folders.push(path);
            } else if path.is_file() && !path.ends_with("macros.rs") {
                sources.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    sources
}

#[test]
fn all_are_noted() {
    let sources = sources();
    let calls =
        |name: &str| -> usize { sources.iter().map(|text| text.matches(name).count()).sum() };
    let once: usize =
        ["fetch_all!(", "fetch_optional!(", "fetch_one!(", "execute!("].map(calls).iter().sum();
    assert!(once > 50, "{once}");
    let noted = inventory::iter::<Statement>.into_iter().count();
    assert_eq!(noted, once + 2 * calls("fetch_all_by_dialect!("));
}

on_both!(each_is_prepared);
async fn each_is_prepared(db: &Db) {
    let mut failures = Vec::new();
    for sql in statements(if db.is_embedded() { Kind::Sqlite } else { Kind::Postgres }) {
        let mut conn = db.read().await.unwrap();
        let outcome = match conn.connection() {
            ConnectionRef::Sqlite(c) => c.prepare(sql.into_sql_str()).await.map(drop),
            ConnectionRef::Postgres(c) => c.prepare(sql.into_sql_str()).await.map(drop),
        };
        if let Err(error) = outcome {
            failures.push(format!("{error}: {sql}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Statements that read a whole table, by what they begin with: those that load the snapshot or
/// prepare all pictures, and counts for operators.
const WHOLE_TABLES: [&str; 11] = [
    "SELECT COUNT(*) FROM orders",
    "SELECT COUNT(*) FROM products",
    "SELECT definition FROM attributes",
    "SELECT hash FROM media WHERE (SELECT COUNT(*) FROM renditions",
    "SELECT hash, '' AS alt",
    "SELECT id, parent_id, slug, name, intro, guide FROM categories",
    "SELECT id, COUNT(*) OVER (), COUNT(*) FILTER (WHERE due_at <= $1) OVER (), MIN(due_at) OVER () FROM outbox",
    "SELECT id, topic, payload, attempts FROM outbox WHERE done_at IS NOT NULL",
    "SELECT o.cart_token, o.state, c.updated_at",
    "SELECT p.id, p.slug, p.name, p.summary",
    "SELECT product_id, category_id FROM product_categories",
];

/// No statement of a request walks through a whole table.
#[tokio::test]
async fn each_has_its_index() {
    migrated(Kind::Sqlite, async |db| {
        for sql in statements(Kind::Sqlite).into_iter().filter(|sql| {
            !sql.starts_with("INSERT") && !WHOLE_TABLES.iter().any(|whole| sql.starts_with(whole))
        }) {
            let mut conn = db.read().await.unwrap();
            let ConnectionRef::Sqlite(c) = conn.connection() else { panic!("not SQLite") };
            let plan: Vec<(i64, i64, i64, String)> =
                sqlx::query_as(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")))
                    .fetch_all(c)
                    .await
                    .unwrap();
            let scans: Vec<&String> =
                plan.iter().map(|row| &row.3).filter(|detail| detail.starts_with("SCAN")).collect();
            assert!(scans.is_empty(), "{scans:?} in {sql}");
        }
    })
    .await;
}
