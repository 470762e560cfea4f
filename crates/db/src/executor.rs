//! What statements run on.

use crate::{
    Error,
    embedded::{Fault, File},
};
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

/// What statements run on: a [`Conn`] or a [`Tx`](crate::Tx).
pub trait Executor: Send {
    /// Borrows the connection.
    fn connection(&mut self) -> ConnectionRef<'_>;

    /// The span of the transaction, if it is one and has one.
    fn span(&self) -> Span {
        Span::none()
    }

    /// Notes that a statement failed: after a fault of the file its connection is not used again.
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
            // That readers cannot write is so by intention.
            Self::Sqlite(c, file)
                if Fault::of(&cause).is_some_and(|fault| fault != Fault::ReadOnly) =>
            {
                c.close_on_drop();
                file.failed(cause)
            }
            _ => cause.into(),
        }
    }
}
