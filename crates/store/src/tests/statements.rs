//! Every statement of this crate, prepared by both databases.

use super::{Kind, Statement, migrated, on_both};
use crate::{Db, Link, LinkRef};
use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};
use std::collections::BTreeSet;

fn statements(of: Kind) -> BTreeSet<&'static str> {
    inventory::iter::<Statement>
        .into_iter()
        .filter(|statement| statement.on.contains(&of))
        .map(|statement| statement.sql)
        .collect()
}

#[test]
fn all_are_noted() {
    let sources = [
        include_str!("../attempts.rs"),
        include_str!("../carts.rs"),
        include_str!("../catalogue.rs"),
        include_str!("../db.rs"),
        include_str!("../import.rs"),
        include_str!("../media.rs"),
        include_str!("../orders.rs"),
        include_str!("../outbox.rs"),
        include_str!("../privacy.rs"),
        include_str!("../refusals.rs"),
        include_str!("../settings.rs"),
        include_str!("../waits.rs"),
        include_str!("../withdrawals.rs"),
        include_str!("schema.rs"),
    ];
    let calls: usize = sources
        .iter()
        .map(|text| {
            ["all!(", "maybe!(", "one!(", "exec!("]
                .iter()
                .map(|m| text.matches(m).count())
                .sum::<usize>()
        })
        .sum();
    assert!(calls > 50, "{calls}");
    // Each of these has two.
    let apart: usize = sources.iter().map(|text| text.matches("all_apart!(").count()).sum();
    assert_eq!(inventory::iter::<Statement>.into_iter().count(), calls + 2 * apart);
}

on_both!(each_is_prepared);
async fn each_is_prepared(db: &Db) {
    let mut failures = Vec::new();
    for sql in statements(if db.is_embedded() { Kind::Sqlite } else { Kind::Postgres }) {
        let mut conn = db.read().await.unwrap();
        let outcome = match conn.link() {
            LinkRef::Sqlite(c) => c.prepare(sql.into_sql_str()).await.map(drop),
            LinkRef::Postgres(c) => c.prepare(sql.into_sql_str()).await.map(drop),
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
            let LinkRef::Sqlite(c) = conn.link() else { panic!("not SQLite") };
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
