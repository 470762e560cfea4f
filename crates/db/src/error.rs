//! What can go wrong with the database.

use crate::{
    Unreadable,
    embedded::{self, Fault},
};
use sqlx::migrate::MigrateError;
use std::time::Duration;

/// What can go wrong with the database, in words for the operator.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The URL cannot be read.
    #[error("DATABASE_URL: {0}")]
    Url(String),
    /// The embedded database's file cannot be opened, read or written.
    #[error("DATABASE_URL: {url} {} ({cause}); {}", fault.what(), fault.remedy())]
    File {
        /// As it was given; it holds no secret.
        url: String,
        /// What is wrong with it.
        fault: Fault,
        /// What SQLite says.
        cause: sqlx::Error,
    },
    /// The embedded database is not where it should be.
    #[error(
        "DATABASE_URL: {0} is not there; nothing is made here, so that a mistyped address is no empty shop"
    )]
    Missing(String),
    /// Nobody answers where the database should be.
    #[error("DATABASE_URL: no connection to PostgreSQL at {server}: {cause}")]
    Unreachable {
        /// Its host and port.
        server: String,
        /// What the last attempt came to.
        cause: String,
    },
    /// The schema is older than this program needs.
    #[error(
        "the database is at migration {found}, this program needs {needed}: run `perigee migrate`"
    )]
    Older {
        /// The last one applied.
        found: i64,
        /// The last one that this program knows.
        needed: i64,
    },
    /// The schema is newer than this program.
    #[error(
        "the database is at migration {found}, newer than this program's {known}: start the newer program"
    )]
    Newer {
        /// The last one applied.
        found: i64,
        /// The last one that this program knows.
        known: i64,
    },
    /// A migration stopped half-way.
    #[error(
        "migration {0} was begun but did not finish: restore the backup, or mend it and set its row in _sqlx_migrations"
    )]
    HalfMigrated(i64),
    /// A copy is to be made where a file is already.
    #[error("{0} exists already: name a file that does not")]
    Exists(String),
    /// A migration did not get a lock in time.
    #[error(
        "the migration waited {0:?} for a lock that somebody else holds, and what it had begun is undone: end what is in its way, a transaction \
         that was left open or another `perigee migrate` (the view pg_stat_activity shows both), and run `perigee migrate` again"
    )]
    MigrationLocked(Duration),
    /// Copies are made of embedded databases only.
    #[error(
        "this database is PostgreSQL: back it up with pg_dump or by point-in-time recovery, as docs/operating.md says"
    )]
    NotEmbedded,
    /// Another process has the database open.
    #[error("another process has this database open: stop it first")]
    InUse,
    /// The file is not a sound database.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// A migration failed.
    #[error("migration failed: {0}")]
    Migrate(#[from] MigrateError),
    /// A statement failed, or no connection could be had.
    #[error(transparent)]
    Sql(sqlx::Error),
    /// A value was given that cannot be stored.
    #[error("{0}")]
    Invalid(String),
    /// A stored value cannot be read.
    #[error("a stored value cannot be read: {0}")]
    Stored(String),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::ColumnDecode { source, .. } if source.is::<Unreadable>() => {
                Self::Stored(source.to_string())
            }
            other => Self::Sql(other),
        }
    }
}

impl Error {
    /// Whether a constraint forbade the change because the key exists already.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Sql(error) if error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation))
    }

    /// Whether trying again later can help: no connection, a lock, a server that is going away, a
    /// file that cannot be written for now.
    #[must_use]
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::File { .. } => true,
            Self::Sql(
                sqlx::Error::Io(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed,
            ) => true,
            Self::Sql(error) if embedded::is_locked(error) || Fault::of(error).is_some() => true,
            // 40001 serialization, 40P01 deadlock, 53xxx resources, 57Pxx shutdown, 08xxx
            // connection, 25006 a server that became read-only, 55P03 a lock not had in time, 57014
            // a statement that took too long.
            Self::Sql(sqlx::Error::Database(error)) => error.code().is_some_and(|code| {
                matches!(code.as_ref(), "25006" | "40001" | "40P01" | "55P03" | "57014")
                    || code.starts_with("53")
                    || code.starts_with("57P")
                    || code.starts_with("08")
            }),
            _ => false,
        }
    }
}
