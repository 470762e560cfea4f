//! One writer of the catalogue at a time.

use crate::{ConnectionRef, Db, Error, Executor, Tx};
use sqlx::Executor as _;
use std::time::{Duration, Instant};

/// Key of the advisory lock for writing the catalogue: "perigee".
const CATALOGUE_LOCK: i64 = 0x70_65_72_69_67_65_65;

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
        sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(CATALOGUE_LOCK).execute(conn).await?;
    }
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
