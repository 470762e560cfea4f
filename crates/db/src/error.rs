//! Database errors.

use crate::{
    Unreadable,
    file_error::{FileError, is_locked},
};
use sqlx::migrate::MigrateError;
use std::time::Duration;

/// A database error, with a message for the operator.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The URL is invalid.
    #[error("DATABASE_URL: {0}")]
    Url(String),
    /// The embedded database's file cannot be opened, read or written.
    #[error("DATABASE_URL: {url} {} ({cause}); {}", fault.what(), fault.remedy())]
    File {
        /// As configured; an SQLite URL contains no secret.
        url: String,
        /// What is wrong with it.
        fault: FileError,
        /// SQLite's error.
        cause: sqlx::Error,
    },
    /// The embedded database does not exist.
    #[error(
        "DATABASE_URL: {0} does not exist. Check the address, or create the database with `perigee \
         migrate`"
    )]
    Missing(String),
    /// No connection to PostgreSQL.
    #[error("DATABASE_URL: no connection to PostgreSQL at {server}: {cause}")]
    Unreachable {
        /// Its host and port.
        server: String,
        /// The outcome of the last attempt.
        cause: String,
    },
    /// The schema is older than this program needs.
    #[error(
        "the database is at migration {found}, this program needs {needed}: run `perigee migrate`"
    )]
    Older {
        /// The last applied migration.
        found: i64,
        /// The last migration that this program knows.
        needed: i64,
    },
    /// The schema is newer than this program.
    #[error(
        "the database is at migration {found}, newer than this program's {known}: start the newer \
         program"
    )]
    Newer {
        /// The last applied migration.
        found: i64,
        /// The last migration that this program knows.
        known: i64,
    },
    /// A migration stopped half-way.
    #[error(
        "migration {0} started but did not finish: restore the backup, or repair the schema and \
         update its row in _sqlx_migrations"
    )]
    HalfMigrated(i64),
    /// The target file of a copy exists already.
    #[error("{0} exists already: choose another file")]
    Exists(String),
    /// A migration timed out waiting for a lock.
    #[error(
        "the migration waited {0:?} for a lock and was rolled back: end the session that holds the \
         lock, such as an open transaction or another \
         `perigee migrate` (see the view pg_stat_activity), and run `perigee migrate` again"
    )]
    MigrationLocked(Duration),
    /// Only embedded databases can be copied.
    #[error(
        "this database is PostgreSQL: back it up with pg_dump or point-in-time recovery, see \
         docs/operating.md"
    )]
    NotEmbedded,
    /// Another process has the database open.
    #[error("another process has this database open: stop it first")]
    InUse,
    /// The database file is damaged.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// A migration failed.
    #[error("migration failed: {0}")]
    Migrate(#[from] MigrateError),
    /// A statement failed, or no connection was available.
    #[error(transparent)]
    Sql(sqlx::Error),
    /// A value cannot be stored.
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
    /// Converts an error of the embedded database at `url`; a file fault names the file and the
    /// remedy.
    pub(crate) fn of_file(url: &str, cause: sqlx::Error) -> Self {
        match FileError::of(&cause) {
            Some(fault) => Self::File { url: url.to_owned(), fault, cause },
            None => cause.into(),
        }
    }

    /// Whether the change violated a unique constraint.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        let Self::Sql(error) = self else { return false };
        error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
    }

    /// Whether a later retry can succeed: no connection, a lock, a server shutting down, a file
    /// that is temporarily not writable.
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
            Self::Sql(error) if is_locked(error) || FileError::of(error).is_some() => true,
            // 40001 serialization, 40P01 deadlock, 53xxx resources, 57Pxx shutdown, 08xxx
            // connection, 25006 read-only server, 55P03 lock timeout, 57014 statement timeout.
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
