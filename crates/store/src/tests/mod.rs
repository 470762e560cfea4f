//! Every statement and every query, on both databases.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod audit;
mod back_in_stock;
mod card_rules;
mod carts;
mod catalogue;
mod changes;
mod constraints;
mod content;
mod faults;
mod guides;
mod home;
mod mail_texts;
mod orders;
mod outage;
mod outbox;
mod pricing;
mod queries;
mod recommendations;
mod same_schema;
mod sample;
mod schema;
mod search_misses;
mod shipping;
mod shop_settings;
mod shop_texts;
mod staff;
mod statements;
mod stock_ledger;
mod transactions;
mod upgrade;
mod withdrawals;

use crate::{ConnectionRef, Db, Error, Executor};
use sqlx::AssertSqlSafe;
use test_database::{Kind, TestDatabase};

/// Runs a test on a migrated database of each kind.
macro_rules! on_both {
    ($name:ident) => {
        mod $name {
            use test_database::Kind;
            use $crate::tests::migrated;

            #[tokio::test]
            async fn sqlite() {
                migrated(Kind::Sqlite, async |db| super::$name(&db).await).await;
            }

            #[tokio::test]
            async fn postgres() {
                migrated(Kind::Postgres, async |db| super::$name(&db).await).await;
            }
        }
    };
}
use on_both;

async fn open(database: &TestDatabase) -> Db {
    Db::open(&crate::options(database.url.clone(), 8)).await.unwrap()
}

async fn migrated(kind: Kind, test: impl AsyncFnOnce(Db)) {
    let database = TestDatabase::empty(kind).await;
    let db = open(&database).await;
    db.migrate().await.unwrap();
    test(db.clone()).await;
    db.close().await;
}

/// Runs arbitrary SQL.
async fn raw(db: &Db, sql: &str) -> Result<(), Error> {
    let mut tx = db.begin().await?;
    let _rows = match tx.connection() {
        ConnectionRef::Sqlite(c) => {
            sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(c).await?.rows_affected()
        }
        ConnectionRef::Postgres(c) => {
            sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(c).await?.rows_affected()
        }
    };
    tx.commit().await
}

/// A number returned by SQL.
async fn number(db: &Db, sql: &str) -> i64 {
    let mut conn = db.read().await.unwrap();
    match conn.connection() {
        ConnectionRef::Sqlite(c) => {
            sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(c).await.unwrap()
        }
        ConnectionRef::Postgres(c) => {
            sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(c).await.unwrap()
        }
    }
}
