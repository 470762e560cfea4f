//! One writer of the catalogue at a time.

use crate::{ConnectionRef, Db, Error, Executor, Tx};
use sqlx::Executor as _;
use std::time::{Duration, Instant};

/// Key of the advisory lock of those who write the catalogue: "perigee".
const CATALOGUE_LOCK: i64 = 0x70_65_72_69_67_65_65;

/// A transaction for writing the catalogue, begun when no other such is open, in whichever process:
/// it sees all that the one before wrote.
///
/// # Errors
/// When the database cannot, or the other takes longer than five minutes.
pub async fn begin(db: &Db) -> Result<Tx, Error> {
    let mut tx = alone(db).await?;
    if let ConnectionRef::Postgres(conn) = tx.connection() {
        // A whole catalogue takes longer than a connection waits for anything else.
        conn.execute("SET LOCAL statement_timeout = '5min'").await?;
        conn.execute("SET LOCAL lock_timeout = '5min'").await?;
        sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(CATALOGUE_LOCK).execute(conn).await?;
    }
    Ok(tx)
}

/// A transaction, had within five minutes. SQLite has one at a time, and a whole catalogue takes
/// longer than a request waits for it.
async fn alone(db: &Db) -> Result<Tx, Error> {
    let until = Instant::now() + Duration::from_secs(300);
    loop {
        match db.begin().await {
            Err(Error::Sql(sqlx::Error::PoolTimedOut)) if Instant::now() < until => {}
            done => return done,
        }
    }
}
