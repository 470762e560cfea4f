//! The file of an embedded database: the writing connection, and whether the file is writable.

use crate::{Error, FileError};
use sqlx::{
    Sqlite, SqliteConnection, SqlitePool,
    pool::PoolConnection,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Interval between write attempts after a failed write.
const TRY_EVERY: Duration = Duration::from_secs(1);
/// Interval between checks of a damaged file.
const CHECK_EVERY: Duration = Duration::from_secs(30);
/// Key of the row in `settings` that is written and deleted to test whether the file is writable.
pub const TRIAL: &str = "store.trial";
/// Bytes written by a test write: more than the space that a reused write-ahead log may still have.
const TRIAL_SIZE: usize = 64 * 1024;

/// The file of an embedded database, and whether it is writable.
#[derive(Debug)]
pub struct File {
    url: String,
    writer: SqlitePool,
    /// Whether the writing connection has an uncommitted transaction.
    unfinished: Arc<AtomicBool>,
    failing: AtomicBool,
}

impl File {
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The pool with the writing connection.
    pub(crate) fn writer(&self) -> &SqlitePool {
        &self.writer
    }

    /// Whether no file fault has occurred since the last successful write.
    pub(crate) fn is_writable(&self) -> bool {
        !self.failing.load(Ordering::Acquire)
    }

    /// Records a failure. After the first file fault, the file counts as not writable until a test
    /// write succeeds.
    pub(crate) fn failed(self: &Arc<Self>, cause: sqlx::Error) -> Error {
        let error = Error::of_file(&self.url, cause);
        if let Error::File { fault, .. } = &error
            && !self.failing.swap(true, Ordering::AcqRel)
        {
            tracing::error!("{error}");
            let (file, fault) = (Arc::clone(self), *fault);
            tokio::spawn(async move { file.try_until_written(fault).await });
        }
        error
    }

    /// Repeats a test write until it succeeds.
    async fn try_until_written(self: Arc<Self>, fault: FileError) {
        let damaged = fault == FileError::Damaged;
        loop {
            tokio::time::sleep(if damaged { CHECK_EVERY } else { TRY_EVERY }).await;
            if self.writer.is_closed() {
                return;
            }
            if (!damaged || self.is_sound().await) && self.try_write().await.is_ok() {
                self.failing.store(false, Ordering::Release);
                tracing::info!("DATABASE_URL: {} is writable again", self.url);
                return;
            }
        }
    }

    async fn is_sound(&self) -> bool {
        let found =
            sqlx::query_scalar::<_, String>("PRAGMA quick_check(1)").fetch_one(&self.writer).await;
        found.is_ok_and(|found| found == "ok")
    }

    /// Writes a row that needs new pages, and deletes it again.
    async fn try_write(self: &Arc<Self>) -> Result<(), Error> {
        let text = "0".repeat(TRIAL_SIZE);
        for sql in [
            "INSERT INTO settings (key, value) VALUES ($1, $2)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            "DELETE FROM settings WHERE key = $1 AND value = $2",
        ] {
            let mut writing = Writing::begin(self).await?;
            let run = sqlx::query(sql).bind(TRIAL).bind(&text);
            if let Err(error) = run.execute(writing.connection()).await {
                return Err(writing.failed(error));
            }
            if let Err(error) = writing.commit().await {
                return Err(self.failed(error));
            }
        }
        Ok(())
    }
}

/// Opens the writing connection. If its transaction cannot be rolled back when it is returned to
/// the pool, it is closed and replaced: SQLite rolls back on its own after a full disk or an I/O
/// error, and the connection's state is then unknown.
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
        .map_err(|cause| Error::of_file(url, cause))?;
    Ok(Arc::new(File { url: url.to_owned(), writer, unfinished, failing: AtomicBool::new(false) }))
}

async fn run(conn: &mut SqliteConnection, sql: &'static str) -> Result<(), sqlx::Error> {
    sqlx::query(sql).execute(conn).await.map(drop)
}

/// A transaction on the writing connection. Not the driver's, which counts a connection as inside a
/// transaction forever once a rollback has failed.
#[derive(Debug)]
pub(crate) struct Writing {
    conn: PoolConnection<Sqlite>,
    file: Arc<File>,
}

impl Writing {
    /// Waits for the connection and takes the write lock at once, so the transaction cannot fail
    /// half-way because of another's lock.
    pub(crate) async fn begin(file: &Arc<File>) -> Result<Self, Error> {
        let conn = file.writer.acquire().await.map_err(|error| file.failed(error))?;
        let mut writing = Self { conn, file: Arc::clone(file) };
        // From here on it is rolled back unless committed, even if dropped before the answer
        // arrives.
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

    /// Records that a statement failed.
    pub(crate) fn failed(&mut self, cause: sqlx::Error) -> Error {
        if FileError::of(&cause).is_some() {
            self.conn.close_on_drop();
        }
        self.file.failed(cause)
    }
}
