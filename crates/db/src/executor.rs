//! Connections and transactions that statements run on.

use crate::{Dialect, Error, FileError, embedded::File};
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, pool::PoolConnection};
use std::sync::Arc;
use tracing::Span;

/// A connection for reading.
#[derive(Debug)]
pub enum Conn {
    /// To SQLite.
    Sqlite(PoolConnection<Sqlite>, Arc<File>),
    /// To PostgreSQL.
    Postgres(PoolConnection<Postgres>),
}

/// A connection of either kind, borrowed for one statement.
#[derive(Debug)]
pub enum ConnectionRef<'a> {
    /// To SQLite.
    Sqlite(&'a mut SqliteConnection),
    /// To PostgreSQL.
    Postgres(&'a mut PgConnection),
}

impl ConnectionRef<'_> {
    /// The kind of its database.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }
}

/// Runs statements: a [`Conn`] or a [`Tx`](crate::Tx).
pub trait Executor: Send {
    /// Borrows the connection.
    fn connection(&mut self) -> ConnectionRef<'_>;

    /// The span of the transaction, if any.
    fn span(&self) -> Span {
        Span::none()
    }

    /// Records that a statement failed. After a file fault, the connection is not reused.
    fn failed(&mut self, cause: sqlx::Error) -> Error {
        cause.into()
    }
}

impl Executor for Conn {
    fn connection(&mut self) -> ConnectionRef<'_> {
        match self {
            Self::Sqlite(c, _) => ConnectionRef::Sqlite(c),
            Self::Postgres(c) => ConnectionRef::Postgres(c),
        }
    }

    fn failed(&mut self, cause: sqlx::Error) -> Error {
        match self {
            // Readers are read-only on purpose.
            Self::Sqlite(c, file)
                if FileError::of(&cause).is_some_and(|fault| fault != FileError::ReadOnly) =>
            {
                c.close_on_drop();
                file.failed(cause)
            }
            _ => cause.into(),
        }
    }
}
