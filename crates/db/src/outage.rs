//! Circuit breaker for PostgreSQL: while it does not answer, requests for a connection fail at
//! once, and a background task checks whether it is back.

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

/// After waiting this long for a connection, check whether the server answers at all.
const DOUBT: Duration = Duration::from_millis(300);
/// Timeout of that check.
const ANSWER: Duration = Duration::from_secs(2);
/// Interval between checks.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// PostgreSQL's pool, and whether the server answers.
#[derive(Clone, Debug)]
pub struct Server {
    pub(crate) pool: PgPool,
    connect: Arc<PgConnectOptions>,
    looking: Arc<AtomicBool>,
    /// Number of acquired connections: while it grows, the server answers, whatever a single check
    /// says.
    had: Arc<AtomicU64>,
    down: watch::Sender<bool>,
}

/// Whether an error comes from a server that serves other clients, such as one without free
/// connections.
fn serves(error: &sqlx::Error) -> bool {
    // 57P01 to 57P03: it is shutting down, has crashed, or is starting.
    matches!(
        error,
        sqlx::Error::Database(error) if !error.code().is_some_and(|code| code.starts_with("57P"))
    )
}

/// The error for requests for a connection during an outage.
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

    /// Whether the server answers, as of the last check.
    pub(crate) fn answers(&self) -> bool {
        !*self.down.borrow()
    }

    /// A connection from the pool. Fails at once during an outage.
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

    /// Starts a task that checks the server until it answers, unless one is running.
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
                // Only after two failures in a row without a new connection in between: one lost
                // packet is not an outage.
                let down = failures >= 2
                    && (*server.down.borrow() || had == server.had.load(Ordering::Relaxed));
                if server.down.send_replace(down) != down {
                    if there {
                        tracing::info!("the database answers again")
                    } else {
                        tracing::error!("the database does not answer")
                    }
                }
                // Stop when the pool has been closed.
                let end = there || server.pool.is_closed();
                // Sleep after the last check too: a pool that is fully in use must not check
                // continuously.
                tokio::time::sleep(LOOK_EVERY).await;
                if end {
                    break;
                }
            }
            server.looking.store(false, Ordering::Release);
        });
    }
}
