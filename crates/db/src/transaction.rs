//! Transactions: all or nothing.

use crate::{Conn, ConnectionRef, Db, Error, Executor, embedded::Writing, measure};
use sqlx::{Postgres, Sqlite, Transaction};
use std::time::Instant;
use tracing::{Span, field::Empty};

/// A transaction; rolls back when dropped without [`Tx::commit`].
#[derive(Debug)]
pub struct Tx {
    on: Open,
    /// Covers the wait for the connection to the end; none outside any other span.
    span: Span,
}

#[derive(Debug)]
enum Open {
    Sqlite(Writing),
    Postgres(Transaction<'static, Postgres>),
}

impl Executor for Tx {
    fn connection(&mut self) -> ConnectionRef<'_> {
        match &mut self.on {
            Open::Sqlite(c) => ConnectionRef::Sqlite(c.connection()),
            Open::Postgres(c) => ConnectionRef::Postgres(c),
        }
    }

    fn span(&self) -> Span {
        self.span.clone()
    }

    fn failed(&mut self, cause: sqlx::Error) -> Error {
        match &mut self.on {
            Open::Sqlite(writing) => writing.failed(cause),
            Open::Postgres(_) => cause.into(),
        }
    }
}

impl Tx {
    /// Commits the transaction.
    ///
    /// # Errors
    /// If the commit fails.
    pub async fn commit(self) -> Result<(), Error> {
        match self.on {
            Open::Sqlite(mut tx) => {
                let committed =
                    measure::statement("COMMIT", "sqlite", &self.span, tx.commit()).await;
                committed.map_err(|error| tx.failed(error))?;
            }
            Open::Postgres(tx) => {
                measure::statement("COMMIT", "postgresql", &self.span, tx.commit()).await?
            }
        }
        self.span.record("perigee.outcome", "committed");
        Ok(())
    }
}

/// Reads everything as it was at one moment, whatever is written meanwhile. Without
/// [`ReadTx::end`], its connection is closed.
#[derive(Debug)]
pub struct ReadTx {
    conn: Conn,
    has_ended: bool,
}

impl Executor for ReadTx {
    fn connection(&mut self) -> ConnectionRef<'_> {
        self.conn.connection()
    }

    fn failed(&mut self, cause: sqlx::Error) -> Error {
        self.conn.failed(cause)
    }
}

impl Drop for ReadTx {
    fn drop(&mut self) {
        if self.has_ended {
            return;
        }
        // The next user would be inside of the transaction.
        match &mut self.conn {
            Conn::Sqlite(c, _) => c.close_on_drop(),
            Conn::Postgres(c) => c.close_on_drop(),
        }
    }
}

impl ReadTx {
    async fn run(&mut self, sqlite: &'static str, postgres: &'static str) -> Result<(), Error> {
        let done = match self.connection() {
            ConnectionRef::Sqlite(c) => sqlx::query::<Sqlite>(sqlite).execute(c).await.map(|_| ()),
            ConnectionRef::Postgres(c) => {
                sqlx::query::<Postgres>(postgres).execute(c).await.map(|_| ())
            }
        };
        done.map_err(|error| self.failed(error))
    }

    /// Ends it, so that its connection can be used again.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn end(mut self) -> Result<(), Error> {
        self.run("COMMIT", "COMMIT").await?;
        self.has_ended = true;
        Ok(())
    }
}

impl Db {
    /// A transaction that only reads, and sees the database as of its first statement.
    ///
    /// # Errors
    /// If no connection is free in time or the database does not answer.
    pub async fn read_at_once(&self) -> Result<ReadTx, Error> {
        let mut tx = ReadTx { conn: self.read().await?, has_ended: false };
        // PostgreSQL's default is a new moment for each statement.
        tx.run("BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        Ok(tx)
    }

    /// A transaction for writing. On SQLite it takes the write lock at once, so it cannot fail
    /// half-way because of another's lock.
    ///
    /// # Errors
    /// If no connection is free in time or the database does not answer.
    pub async fn begin(&self) -> Result<Tx, Error> {
        let started = Instant::now();
        // The worker's polling, outside any span, needs no traces.
        let span = if Span::current().is_none() {
            Span::none()
        } else {
            tracing::info_span!(
                "transaction",
                otel.kind = "client",
                db.system.name = self.system(),
                perigee.outcome = Empty
            )
        };
        let open = match self {
            Self::Sqlite { file, .. } => Writing::begin(file).await.map(Open::Sqlite),
            Self::Postgres { server, .. } => match server.acquire().await {
                Ok(conn) => {
                    Transaction::begin(conn, None).await.map(Open::Postgres).map_err(Error::from)
                }
                Err(error) => Err(error.into()),
            },
        };
        measure::waited(if self.is_embedded() { "writer" } else { "postgres" }, started);
        Ok(Tx { on: open?, span })
    }
}
