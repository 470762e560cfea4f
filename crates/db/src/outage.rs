//! Circuit breaker for PostgreSQL: while it does not answer, requests for a connection fail at once,
//! and a background task checks whether it is back.

use sqlx::{
    Connection, PgConnection, PgPool, Postgres, pool::PoolConnection, postgres::PgConnectOptions,
};
use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
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
    /// Connections that were had: while they come, the server answers, whatever a single question
    /// says.
    had: Arc<AtomicU64>,
    down: watch::Sender<bool>,
}

/// Whether an answer is one of a server that serves others, such as one that has no connection
/// left.
fn serves(error: &sqlx::Error) -> bool {
    // 57P01 to 57P03: it stops, has crashed, or starts.
    matches!(error, sqlx::Error::Database(error) if !error.code().is_some_and(|code| code.starts_with("57P")))
}

/// What whoever wants a connection meanwhile is told.
fn away() -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::new(std::io::ErrorKind::NotConnected, "it does not answer"))
}

impl Server {
    pub(crate) fn new(pool: PgPool, connect: PgConnectOptions) -> Self {
        Self {
            pool,
            connect: Arc::new(connect),
            looking: Arc::default(),
            had: Arc::default(),
            down: watch::Sender::new(false),
        }
    }

    /// Whether the server answers, as far as is known.
    pub(crate) fn answers(&self) -> bool {
        !*self.down.borrow()
    }

    /// A connection of the pool; the failure to get one comes at once while the server is known not
    /// to answer.
    pub(crate) async fn acquire(&self) -> Result<PoolConnection<Postgres>, sqlx::Error> {
        if *self.down.borrow() {
            return Err(away());
        }
        let mut acquired = pin!(self.pool.acquire());
        let outcome = match timeout(DOUBT, &mut acquired).await {
            Ok(outcome) => outcome,
            Err(_) => {
                self.look();
                let mut down = self.down.subscribe();
                tokio::select! {
                    outcome = acquired => outcome,
                    _ = down.wait_for(|down| *down) => Err(away()),
                }
            }
        };
        match &outcome {
            Ok(_) => drop(self.had.fetch_add(1, Ordering::Relaxed)),
            Err(_) => self.look(),
        }
        outcome
    }

    /// Asks the server whether it is there, and goes on asking until it is. One task at a time.
    fn look(&self) {
        if self.looking.swap(true, Ordering::AcqRel) {
            return;
        }
        let server = self.clone();
        tokio::spawn(async move {
            let mut failures = 0;
            loop {
                let had = server.had.load(Ordering::Relaxed);
                let there = match timeout(ANSWER, PgConnection::connect_with(&server.connect)).await
                {
                    Ok(Ok(conn)) => {
                        let _ = conn.close().await;
                        true
                    }
                    Ok(Err(error)) => serves(&error),
                    Err(_) => false,
                };
                failures = if there { 0 } else { failures + 1 };
                // Twice in a row, and nobody had a connection meanwhile: one lost packet is no
                // outage.
                let down = failures >= 2
                    && (*server.down.borrow() || had == server.had.load(Ordering::Relaxed));
                if server.down.send_replace(down) != down {
                    if there {
                        tracing::info!("the database answers again")
                    } else {
                        tracing::error!("the database does not answer")
                    }
                }
                // Nobody looks for a server whose pool has been closed.
                let end = there || server.pool.is_closed();
                // Also after the last time: a pool that is all in use must not ask again and again.
                tokio::time::sleep(LOOK_EVERY).await;
                if end {
                    break;
                }
            }
            server.looking.store(false, Ordering::Release);
        });
    }
}
