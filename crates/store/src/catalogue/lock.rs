//! One writer of the catalogue at a time.

use crate::{ConnectionRef, Db, Error, Executor, Tx};
use sqlx::Executor as _;
use std::time::{Duration, Instant};

/// Key of the advisory lock for writing the catalogue: "perigee".
const CATALOGUE_LOCK: i64 = 0x70_65_72_69_67_65_65;

/// Key of the advisory lock for changes of the tree of categories.
const TREE_LOCK: i64 = CATALOGUE_LOCK + 1;
/// Key of the advisory lock for changes of prices and sales.
const PRICES_LOCK: i64 = CATALOGUE_LOCK + 2;

/// Takes an advisory lock until the transaction ends. SQLite has one writer, so it needs none.
async fn lock(executor: &mut impl Executor, key: i64) -> Result<(), Error> {
    let taken = match executor.connection() {
        ConnectionRef::Sqlite(_) => return Ok(()),
        ConnectionRef::Postgres(conn) => {
            sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(key).execute(conn).await
        }
    };
    taken.map(drop).map_err(|error| executor.failed(error))
}

/// Lets no other change of the tree of categories begin until the transaction ends. Comes before
/// the lock of any category. It locks no row, so orders and edits of products go on.
///
/// # Errors
/// If the query fails.
pub async fn lock_tree(executor: &mut impl Executor) -> Result<(), Error> {
    lock(executor, TREE_LOCK).await
}

/// Lets no other change of prices or sales begin until the transaction ends. Comes before every
/// read that the change depends on, and locks no row: orders lock variants.
///
/// # Errors
/// If the query fails.
pub async fn lock_prices(executor: &mut impl Executor) -> Result<(), Error> {
    lock(executor, PRICES_LOCK).await
}

/// A transaction for writing the catalogue. It starts only when no other one is open in any
/// process, so it sees everything that the previous one wrote.
///
/// # Errors
/// If the query fails, or the other transaction takes longer than five minutes.
pub async fn begin(db: &Db) -> Result<Tx, Error> {
    let mut tx = alone(db).await?;
    if let ConnectionRef::Postgres(conn) = tx.connection() {
        // Writing a whole catalogue takes longer than other lock timeouts allow.
        conn.execute("SET LOCAL statement_timeout = '5min'").await?;
        conn.execute("SET LOCAL lock_timeout = '5min'").await?;
    }
    lock(&mut tx, CATALOGUE_LOCK).await?;
    // It writes prices too.
    lock_prices(&mut tx).await?;
    Ok(tx)
}

/// A transaction, waiting for up to five minutes. SQLite has one at a time, and writing a whole
/// catalogue takes longer than a request's timeout.
async fn alone(db: &Db) -> Result<Tx, Error> {
    let until = Instant::now() + Duration::from_secs(300);
    loop {
        match db.begin().await {
            Err(Error::Sql(sqlx::Error::PoolTimedOut)) if Instant::now() < until => {}
            done => return done,
        }
    }
}
