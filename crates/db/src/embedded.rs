//! The file of an embedded database: what a failure of it means, the connection that writes, and
//! whether it can write.

use crate::{Error, Tx, settings};
use sqlx::{
    Sqlite, SqliteConnection, SqlitePool,
    pool::PoolConnection,
    sqlite::{SqliteConnectOptions, SqliteError, SqlitePoolOptions},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// How often a file that could not be written is tried again.
const TRY_EVERY: Duration = Duration::from_secs(1);
/// How often a file that is damaged is read again.
const CHECK_EVERY: Duration = Duration::from_secs(30);
/// How much a trial writes: more than what may be left in a log that is used again.
const TRIAL: usize = 64 * 1024;

/// The primary result code of SQLite, whatever extended code it gave.
pub(crate) fn primary_code(error: &sqlx::Error) -> Option<i32> {
    let error = error.as_database_error()?.try_downcast_ref::<SqliteError>()?;
    sqlx::error::DatabaseError::code(error)?.parse::<i32>().ok().map(|code| code & 0xff)
}

/// Whether another connection holds a lock (5, 6).
pub(crate) fn is_locked(error: &sqlx::Error) -> bool {
    matches!(primary_code(error), Some(5 | 6))
}

/// What is wrong with the file of an embedded database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The disk is full (13).
    Full,
    /// The system reports an error when reading or writing (10).
    Device,
    /// The file or its file system is read-only (8).
    ReadOnly,
    /// The file cannot be opened (14).
    NotOpened,
    /// What is in the file is damaged (11) or not a database (26).
    Damaged,
}

impl Fault {
    /// The fault of the file that an error tells of; none for all others.
    #[must_use]
    pub fn of(error: &sqlx::Error) -> Option<Self> {
        match primary_code(error)? {
            8 => Some(Self::ReadOnly),
            10 => Some(Self::Device),
            11 | 26 => Some(Self::Damaged),
            13 => Some(Self::Full),
            14 => Some(Self::NotOpened),
            _ => None,
        }
    }

    pub(crate) fn what(self) -> &'static str {
        match self {
            Self::Full => "cannot be written, the disk is full",
            Self::Device => "cannot be read or written",
            Self::ReadOnly => "cannot be written, it is read-only",
            Self::NotOpened => "cannot be opened",
            Self::Damaged => "is damaged or not a database",
        }
    }

    pub(crate) fn remedy(self) -> &'static str {
        match self {
            Self::Full => "free some space on its disk; no restart is needed",
            Self::Device => {
                "check the disk and its file system; if the file is damaged, stop the server and run `perigee restore`"
            }
            Self::ReadOnly => {
                "check the permissions of the file and its folder, and whether the file system is mounted read-only"
            }
            Self::NotOpened => "is the folder there, and may this user write to it?",
            Self::Damaged => "stop the server and put a copy in its place with `perigee restore`",
        }
    }
}

/// An error of the database at `url`: one of the file names the file and what to do.
pub(crate) fn error(url: &str, cause: sqlx::Error) -> Error {
    match Fault::of(&cause) {
        Some(fault) => Error::File { url: url.to_owned(), fault, cause },
        None => cause.into(),
    }
}

/// The file of an embedded database, and whether it can be written.
#[derive(Debug)]
pub struct File {
    url: String,
    writer: SqlitePool,
    /// Whether the connection that writes is in a transaction that was not committed.
    unfinished: Arc<AtomicBool>,
    failing: AtomicBool,
}

impl File {
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The pool of the connection that writes.
    pub(crate) fn writer(&self) -> &SqlitePool {
        &self.writer
    }

    /// Whether the last attempt to write it came to a fault of the file.
    pub(crate) fn is_writable(&self) -> bool {
        !self.failing.load(Ordering::Acquire)
    }

    /// Notes a failure: from the first fault of the file on it counts as not writable until a trial
    /// has written to it.
    pub(crate) fn failed(self: &Arc<Self>, cause: sqlx::Error) -> Error {
        let error = error(&self.url, cause);
        if let Error::File { fault, .. } = &error
            && !self.failing.swap(true, Ordering::AcqRel)
        {
            tracing::error!("{error}");
            let (file, fault) = (Arc::clone(self), *fault);
            tokio::spawn(async move { file.try_until_written(fault).await });
        }
        error
    }

    /// Writes to the file again and again until it works.
    async fn try_until_written(self: Arc<Self>, fault: Fault) {
        let damaged = fault == Fault::Damaged;
        loop {
            tokio::time::sleep(if damaged { CHECK_EVERY } else { TRY_EVERY }).await;
            if self.writer.is_closed() {
                return;
            }
            if (!damaged || self.is_sound().await) && self.try_write().await.is_ok() {
                self.failing.store(false, Ordering::Release);
                tracing::info!("DATABASE_URL: {} can be written again", self.url);
                return;
            }
        }
    }

    async fn is_sound(&self) -> bool {
        let found =
            sqlx::query_scalar::<_, String>("PRAGMA quick_check(1)").fetch_one(&self.writer).await;
        found.is_ok_and(|found| found == "ok")
    }

    /// Writes a row that needs new pages, and takes it away again.
    async fn try_write(self: &Arc<Self>) -> Result<(), Error> {
        let text = "0".repeat(TRIAL);
        let mut tx = Tx::embedded(self).await?;
        settings::put(&mut tx, settings::TRIAL, &text).await?;
        tx.commit().await?;
        let mut tx = Tx::embedded(self).await?;
        settings::remove(&mut tx, settings::TRIAL).await?;
        tx.commit().await
    }
}

/// Opens the one connection that writes. One whose transaction cannot be rolled back as it comes
/// back is closed, and another is opened: SQLite rolls back by itself when the disk is full or an
/// input or output fails, and what a connection is in after that is nothing to guess.
pub(crate) async fn open_writer(
    url: &str,
    connect: SqliteConnectOptions,
) -> Result<Arc<File>, Error> {
    let unfinished = Arc::new(AtomicBool::new(false));
    let left = Arc::clone(&unfinished);
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .min_connections(1)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(Duration::from_secs(20))
        .after_release(move |conn, _| {
            let left = Arc::clone(&left);
            Box::pin(async move {
                Ok(!left.swap(false, Ordering::AcqRel) || run(conn, "ROLLBACK").await.is_ok())
            })
        })
        .connect_with(connect)
        .await
        .map_err(|cause| error(url, cause))?;
    Ok(Arc::new(File { url: url.to_owned(), writer, unfinished, failing: AtomicBool::new(false) }))
}

async fn run(conn: &mut SqliteConnection, sql: &'static str) -> Result<(), sqlx::Error> {
    sqlx::query(sql).execute(conn).await.map(drop)
}

/// A transaction on the connection that writes. Not the driver's: that one counts a connection on
/// which a rollback failed as inside of a transaction for ever.
#[derive(Debug)]
pub(crate) struct Writing {
    conn: PoolConnection<Sqlite>,
    file: Arc<File>,
}

impl Writing {
    /// Waits for the connection and takes the write lock at once, so that it cannot fail half-way
    /// on another's.
    pub(crate) async fn begin(file: &Arc<File>) -> Result<Self, Error> {
        let conn = file.writer.acquire().await.map_err(|error| file.failed(error))?;
        let mut writing = Self { conn, file: Arc::clone(file) };
        // From here on, also when this is dropped before the answer is there, it is rolled back
        // unless it is committed.
        file.unfinished.store(true, Ordering::Release);
        match run(&mut writing.conn, "BEGIN IMMEDIATE").await {
            Ok(()) => Ok(writing),
            Err(error) => {
                writing.conn.close_on_drop();
                Err(writing.failed(error))
            }
        }
    }

    pub(crate) async fn commit(&mut self) -> Result<(), sqlx::Error> {
        let committed = run(&mut self.conn, "COMMIT").await;
        match committed {
            Ok(()) => self.file.unfinished.store(false, Ordering::Release),
            Err(_) => self.conn.close_on_drop(),
        }
        committed
    }

    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.conn
    }

    /// Notes that a statement failed.
    pub(crate) fn failed(&mut self, cause: sqlx::Error) -> Error {
        if Fault::of(&cause).is_some() {
            self.conn.close_on_drop();
        }
        self.file.failed(cause)
    }
}
