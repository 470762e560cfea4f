//! Every statement of this crate, prepared by both databases.

use super::{Kind, migrated, on_both};
use crate::{ConnectionRef, Db, Executor};
use db::{
    BuiltStatement, Column, Columns, InsertedColumns, Query, Statement,
    check::{Bound, built_mismatches, insert_mismatches, mismatches},
};
use sqlx::AssertSqlSafe;
use std::{collections::BTreeSet, path::PathBuf};

fn statements(of: Kind) -> BTreeSet<&'static str> {
    let of = match of {
        Kind::Sqlite => db::Dialect::Sqlite,
        Kind::Postgres => db::Dialect::Postgres,
    };
    inventory::iter::<Statement>
        .into_iter()
        .filter(|statement| statement.on.contains(&of))
        .map(|statement| statement.sql)
        .collect()
}

/// The sources of this crate, of `db` and of `jobs`, without tests and macro definitions.
fn sources() -> Vec<String> {
    let mut folders = ["src", "../db/src", "../jobs/src"].map(PathBuf::from).to_vec();
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
fn all_statements_are_registered() {
    let sources = sources();
    let calls =
        |name: &str| -> usize { sources.iter().map(|text| text.matches(name).count()).sum() };
    let once: usize =
        ["fetch_all!(", "fetch_optional!(", "fetch_one!(", "execute!("].map(calls).iter().sum();
    assert!(once > 50, "{once}");
    let noted = inventory::iter::<Statement>.into_iter().count();
    assert_eq!(noted, once + 2 * calls("fetch_all_by_dialect!("));
    // In `db` itself, a query builds the inserts.
    let built = inventory::iter::<BuiltStatement>.into_iter().count();
    assert_eq!(built, calls("Query::new(") - calls("Query::new(\"INSERT INTO \")"));
    // `insert!` registers the columns; these tests have inserts of their own.
    assert_eq!(calls("Insert::new("), 0);
    let inserts = inventory::iter::<InsertedColumns>.into_iter().count();
    assert!(inserts >= calls("insert!(") && inserts > 5, "{inserts}");
}

// Number, names, order, types and nullability of columns equal those of the row type.
on_both!(every_statement_fits_its_row_type);
async fn every_statement_fits_its_row_type(db: &Db) {
    let kind = if db.is_embedded() { db::Dialect::Sqlite } else { db::Dialect::Postgres };
    let mut failures = Vec::new();
    for statement in inventory::iter::<Statement>.into_iter().filter(|s| s.on.contains(&kind)) {
        let mut conn = db.read().await.unwrap();
        match mismatches(&mut conn, statement).await {
            Ok(found) if found.is_empty() => {}
            Ok(found) => failures.push(format!("{}: {}", found.join(", "), statement.sql)),
            Err(error) => failures.push(format!("{error}: {}", statement.sql)),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

on_both!(every_built_statement_fits_its_row_type);
async fn every_built_statement_fits_its_row_type(db: &Db) {
    let mut failures = Vec::new();
    let mut checked = 0;
    for built in inventory::iter::<BuiltStatement> {
        let mut conn = db.read().await.unwrap();
        let kind = conn.connection().dialect();
        if !built.on.contains(&kind) {
            continue;
        }
        checked += 1;
        match built_mismatches(&mut conn, built).await {
            Ok(found) if found.is_empty() => {}
            Ok(found) => failures.push(format!("{}: {:?}", found.join(", "), (built.build)(kind))),
            Err(error) => failures.push(format!("{error}: {:?}", (built.build)(kind))),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(checked > 2, "{checked}");
}

on_both!(a_built_statement_that_does_not_fit_its_row_type_is_reported);
async fn a_built_statement_that_does_not_fit_its_row_type_is_reported(db: &Db) {
    type Build = fn(db::Dialect) -> Query;
    let cases: [(Build, &str); 4] = [
        (|_| Query::new("SELECT sku, stock FROM variants").filter_in("sku", ["a", "b"]), ""),
        (
            |_| Query::new("SELECT sku, label AS stock FROM variants").filter("stock > ", 1_i64),
            "column stock is TEXT",
        ),
        (
            |_| Query::new("SELECT sku FROM variants").page("sku", 1, 0),
            "1 columns, but the row type has 2",
        ),
        (|_| Query::new("SELECT sku, stock FROM varieties"), "varieties"),
    ];
    for (build, expected) in cases {
        let columns: Option<fn() -> Vec<Column>> = Some(<Held as Columns>::columns);
        let built = BuiltStatement { build, on: &[], columns };
        let mut conn = db.read().await.unwrap();
        let found = match built_mismatches(&mut conn, &built).await {
            Ok(found) => found.join(", "),
            Err(error) => error.to_string(),
        };
        assert_eq!(found.is_empty(), expected.is_empty(), "{expected:?}: {found}");
        assert!(found.contains(expected), "{expected:?}: {found}");
    }
    // PostgreSQL also compares the values with the columns.
    let build = |_| Query::new("SELECT sku, stock FROM variants").filter("stock = ", "a text");
    let built = BuiltStatement { build, on: &[], columns: None };
    let mut conn = db.read().await.unwrap();
    assert_eq!(built_mismatches(&mut conn, &built).await.is_ok(), db.is_embedded());
}

db::row! {
    /// A row type for statements that do not fit it. It is never read.
    #[allow(dead_code)]
    struct Held {
        sku: String,
        stock: i64,
    }
}

on_both!(a_statement_that_does_not_fit_its_row_type_is_reported);
async fn a_statement_that_does_not_fit_its_row_type_is_reported(db: &Db) {
    for (sql, expected) in [
        ("SELECT sku, stock FROM variants", ""),
        ("SELECT stock, sku FROM variants", "column stock, but the row type has sku"),
        ("SELECT sku, price_minor FROM variants", "column price_minor, but the row type has stock"),
        ("SELECT sku, label AS stock FROM variants", "column stock is TEXT"),
        ("SELECT slug AS sku, published_at AS stock FROM products", "stock can be null"),
        ("SELECT sku FROM variants", "1 columns, but the row type has 2"),
        ("SELECT sku, stock, label FROM variants", "3 columns, but the row type has 2"),
    ] {
        let statement = Statement { sql, on: &[], columns: Some(<Held as Columns>::columns) };
        let mut conn = db.read().await.unwrap();
        let found = mismatches(&mut conn, &statement).await.unwrap().join(", ");
        assert_eq!(found.is_empty(), expected.is_empty(), "{sql}: {found}");
        assert!(found.contains(expected), "{sql}: {found}");
    }
}

// The values that an insert writes have the types of the table's columns.
on_both!(every_insert_fits_its_table);
async fn every_insert_fits_its_table(db: &Db) {
    let mut failures = Vec::new();
    for insert in inventory::iter::<InsertedColumns> {
        let mut conn = db.read().await.unwrap();
        match insert_mismatches(&mut conn, insert).await {
            Ok(found) if found.is_empty() => {}
            Ok(found) => failures.push(format!("{}: {}", found.join(", "), insert.table)),
            Err(error) => failures.push(format!("{error}: {}", insert.table)),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

on_both!(an_insert_that_does_not_fit_its_table_is_reported);
async fn an_insert_that_does_not_fit_its_table_is_reported(db: &Db) {
    type Of = fn() -> Vec<Column>;
    let cases: [(Of, &str); 4] = [
        (|| vec![Column::of::<String>(Some("sku")), Column::of::<i64>(Some("stock"))], ""),
        (|| vec![Column::of::<i64>(Some("sku"))], "column sku is TEXT"),
        (|| vec![Column::of::<String>(Some("stock"))], "column stock is "),
        (|| vec![Column::of::<Option<i64>>(Some("stock"))], "column stock cannot be null"),
    ];
    for (columns, expected) in cases {
        let insert = InsertedColumns { table: "variants", columns };
        let mut conn = db.read().await.unwrap();
        let found = insert_mismatches(&mut conn, &insert).await.unwrap().join(", ");
        assert_eq!(found.is_empty(), expected.is_empty(), "{expected:?}: {found}");
        assert!(found.contains(expected), "{expected:?}: {found}");
    }
    let mut conn = db.read().await.unwrap();
    let unknown: Of = || vec![Column::of::<i64>(Some("colour"))];
    let insert = InsertedColumns { table: "variants", columns: unknown };
    assert!(insert_mismatches(&mut conn, &insert).await.is_err());
}

/// Values of another type than the statement's parameter are rejected on its first run.
#[tokio::test]
async fn a_value_of_the_wrong_type_is_rejected_on_postgres() {
    migrated(Kind::Postgres, async |db| {
        let mut conn = db.read().await.unwrap();
        let ConnectionRef::Postgres(c) = conn.connection() else { panic!("not PostgreSQL") };
        let mut bound = Bound::default();
        bound.note("a text");
        bound.note("a text");
        let sql = "SELECT sku FROM variants WHERE stock = $1 AND label = $2";
        let error = bound.check(c, sql).await.unwrap_err().to_string();
        assert!(error.contains("$1 is INT8, but &str is bound"), "{error}");
        let mut bound = Bound::default();
        bound.note(1_i64);
        let sql = "SELECT sku FROM variants WHERE stock = $1 AND label = $2 AND 1 = 1";
        let error = bound.check(c, sql).await.unwrap_err().to_string();
        assert!(error.contains("2 parameters, but 1 values are bound"), "{error}");
    })
    .await;
}

/// Statements that read a whole table, by their beginning: those that load the snapshot and the
/// rules, replace the rules, learn all orders again, or prepare all pictures, and counts for
/// operators.
const WHOLE_TABLES: [&str; 48] = [
    "DELETE FROM currencies",
    "DELETE FROM currency_roundings",
    "DELETE FROM exchange_rates",
    "DELETE FROM recommendation_buyers",
    "DELETE FROM recommendation_items",
    "DELETE FROM recommendation_neighbours WHERE pinned = 0",
    "DELETE FROM recommendation_orders WHERE learned = 1",
    "DELETE FROM recommendation_pairs",
    "DELETE FROM shipping_places",
    "DELETE FROM shipping_tariffs",
    "DELETE FROM shipping_zones",
    "SELECT COUNT(*) FROM buying_guides",
    "SELECT COUNT(*) FROM card_rules",
    "SELECT COUNT(*) FROM home_blocks",
    "SELECT COUNT(*) FROM mail_texts",
    "SELECT COUNT(*) FROM orders",
    "SELECT COUNT(*) FROM pages",
    "SELECT COUNT(*) FROM products",
    "SELECT COUNT(*) FROM shipping_zones",
    "SELECT COUNT(*) FROM shop_texts",
    "SELECT b.id, b.slug, b.kind, b.starts_at",
    "SELECT block_id, product_id FROM home_block_products",
    "SELECT code, below_minor, step_minor",
    "SELECT code, enabled, ended",
    "SELECT code, rate, as_of, source",
    "SELECT condition, specs FROM card_rules",
    "SELECT country, class, starts_on, rate",
    "SELECT country, prefix, zone_key",
    "SELECT definition FROM attributes",
    "SELECT guide_id, condition FROM buying_guide_rules",
    "SELECT guide_id, product_id, sentence FROM buying_guide_picks",
    "SELECT hash FROM media WHERE (SELECT COUNT(*) FROM renditions",
    "SELECT hash, width, height, placeholder",
    "SELECT id, parent_id, slug, name, intro, guide FROM categories",
    "SELECT id, COUNT(*) OVER () AS pending",
    "SELECT id, slug FROM pages",
    "SELECT id, slug, title, advice",
    "SELECT id, slug, title, description, body",
    "SELECT key, title FROM shipping_zones",
    "SELECT kind, slot, text, version FROM mail_texts ORDER",
    "SELECT l.id, l.menu, l.group_label",
    "SELECT s.cart_id, s.state, c.updated_at",
    "SELECT p.id, p.slug, p.name, p.summary",
    "SELECT position, zone_key, method, carriage",
    "SELECT product_id, category_id FROM product_categories",
    "SELECT hash FROM media_library WHERE hash = $1 AND (EXISTS",
    "SELECT slot, text FROM shop_texts",
    "UPDATE exchange_rates SET fetched_at",
];

/// No statement of a request scans a whole table.
#[tokio::test]
async fn every_statement_uses_an_index() {
    migrated(Kind::Sqlite, async |db| {
        let begins = |sql: &str, beginning: &str| {
            sql.split_whitespace().collect::<Vec<_>>().join(" ").starts_with(beginning)
        };
        let all = statements(Kind::Sqlite);
        for whole in WHOLE_TABLES {
            assert!(all.iter().any(|sql| begins(sql, whole)), "no statement begins with {whole}");
        }
        let checked: Vec<&str> = all
            .into_iter()
            .filter(|sql| {
                !begins(sql, "INSERT") && !WHOLE_TABLES.iter().any(|whole| begins(sql, whole))
            })
            .collect();
        assert!(checked.len() > 50, "{} statements", checked.len());
        for sql in checked {
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
