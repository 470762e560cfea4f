//! While PostgreSQL does not answer: whoever wants a connection is told at once, and one task beside the requests looks for its return.

use sqlx::{Connection, PgConnection, PgPool, Postgres, pool::PoolConnection, postgres::PgConnectOptions};
use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{sync::watch, time::timeout};

/// After this long a wait for a connection makes one ask whether the server is there at all.
const DOUBT: Duration = Duration::from_millis(300);
/// Longest wait for the answer.
const ANSWER: Duration = Duration::from_secs(2);
/// How often it is looked for.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// PostgreSQL's pool, and whether the server answers.
#[derive(Clone, Debug)]
pub struct Server {
    pub(crate) pool: PgPool,
    connect: Arc<PgConnectOptions>,
    looking: Arc<AtomicBool>,
    down: watch::Sender<bool>,
}

/// Whether an answer is one of a server that serves others, such as one that has no connection left.
fn serves(error: &sqlx::Error) -> bool {
    // 57P01 to 57P03: it stops, has crashed, or starts.
    matches!(error, sqlx::Error::Database(error) if !error.code().is_some_and(|code| code.starts_with("57P")))
}

impl Server {
    pub(crate) fn new(pool: PgPool, connect: PgConnectOptions) -> Self {
        Self { pool, connect: Arc::new(connect), looking: Arc::new(AtomicBool::new(false)), down: watch::Sender::new(false) }
    }

    /// A connection of the pool; the failure to get one comes at once while the server is known not to answer.
    pub(crate) async fn acquire(&self) -> Result<PoolConnection<Postgres>, sqlx::Error> {
        if *self.down.borrow() {
            return Err(sqlx::Error::PoolTimedOut);
        }
        let mut acquired = pin!(self.pool.acquire());
        if let Ok(outcome) = timeout(DOUBT, &mut acquired).await {
            if outcome.is_err() {
                self.look();
            }
            return outcome;
        }
        self.look();
        let mut down = self.down.subscribe();
        tokio::select! {
            outcome = acquired => outcome,
            _ = down.wait_for(|down| *down) => Err(sqlx::Error::PoolTimedOut),
        }
    }

    /// Asks the server whether it is there, and goes on asking until it is. One task at a time.
    fn look(&self) {
        if self.looking.swap(true, Ordering::AcqRel) {
            return;
        }
        let server = self.clone();
        tokio::spawn(async move {
            loop {
                let there = match timeout(ANSWER, PgConnection::connect_with(&server.connect)).await {
                    Ok(Ok(conn)) => {
                        let _ = conn.close().await;
                        true
                    }
                    Ok(Err(error)) => serves(&error),
                    Err(_) => false,
                };
                let before = server.down.send_replace(!there);
                if before == there {
                    if there { tracing::info!("the database answers again") } else { tracing::error!("the database does not answer") }
                }
                // Nobody looks for a server whose pool has been closed.
                if there || server.pool.is_closed() {
                    break;
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
            server.looking.store(false, Ordering::Release);
        });
    }
}
