//! Opening a database, and its connections.

use crate::{
    Conn, Error, Schema,
    embedded::{File, open_writer},
    measure,
    outage::Server,
    url::check_url,
};
use sqlx::{
    ConnectOptions, Executor, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    pin::pin,
    str::FromStr,
    sync::Arc,
    time::{Duration, Instant},
};

/// Timeouts on PostgreSQL for a statement, for a lock, and for an idle transaction.
const POSTGRES_TIMEOUTS: &str = "SET statement_timeout = '60s'; SET lock_timeout = '10s'; SET \
                                 idle_in_transaction_session_timeout = '60s'";

/// How long the start waits for PostgreSQL before it logs a warning.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(2);

/// How to connect.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite://path` or `postgres://…`.
    pub url: String,
    /// Maximum number of connections to PostgreSQL, or of readers of SQLite.
    pub connections: u32,
    /// Whether [`Db::listen`] may listen: not behind a pooler that lends connections for a
    /// transaction.
    pub listen: bool,
    /// The schema that the program needs.
    pub schema: &'static Schema,
}

/// A database: SQLite with many readers and one writer, or PostgreSQL. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Db {
    /// Embedded, in one file.
    Sqlite {
        /// Readers never wait for the writer (WAL).
        readers: SqlitePool,
        /// One connection: writers queue here instead of failing on a lock.
        writer: SqlitePool,
        /// Its file, and whether it is writable.
        file: Arc<File>,
        /// The schema that the program needs.
        schema: &'static Schema,
    },
    /// A server.
    Postgres {
        /// Its pool, and whether it answers.
        server: Server,
        /// See [`Options::listen`].
        listen: bool,
        /// The schema that the program needs.
        schema: &'static Schema,
    },
}

/// Creates the file of an embedded database, if missing, readable by this user only, because it
/// contains customers' names and addresses. SQLite gives its other files the same permissions. If
/// the file cannot be created, opening it reports the error.
fn make_private(connect: &SqliteConnectOptions) {
    let mut file = std::fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    let _ = file.write(true).create_new(true).open(connect.get_filename());
}

/// Whether the address is an in-memory database, which has no file.
fn is_in_memory(url: &str) -> bool {
    url.contains(":memory:") || url.contains("mode=memory")
}

/// Why a server is unreachable, found by one more attempt.
async fn unreachable(connect: &PgConnectOptions) -> Error {
    let server = connect.get_socket().map_or_else(
        || format!("{}:{}", connect.get_host(), connect.get_port()),
        |path| path.display().to_string(),
    );
    let cause = match tokio::time::timeout(Duration::from_secs(5), connect.connect()).await {
        Ok(Ok(_)) => "it answered too late; start the program again".to_owned(),
        Ok(Err(sqlx::Error::Io(error))) => error.to_string(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "no answer; check whether a firewall blocks the connection".to_owned(),
    };
    Error::Unreachable { server, cause }
}

impl Db {
    /// Opens an existing database.
    ///
    /// # Errors
    /// Those of [`Db::open`]; [`Error::Missing`] if there is no such file.
    pub async fn open_existing(options: &Options) -> Result<Self, Error> {
        check_url(&options.url).map_err(Error::Url)?;
        if options.url.starts_with("sqlite:")
            && !is_in_memory(&options.url)
            && !SqliteConnectOptions::from_str(&options.url)?.get_filename().exists()
        {
            return Err(Error::Missing(options.url.clone()));
        }
        Self::open(options).await
    }

    /// Opens the database; creates a missing SQLite file.
    ///
    /// # Errors
    /// If the URL is invalid or the server does not answer.
    pub async fn open(options: &Options) -> Result<Self, Error> {
        check_url(&options.url).map_err(Error::Url)?;
        if options.url.starts_with("sqlite:") {
            let connect = SqliteConnectOptions::from_str(&options.url)?
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                // Confirmed orders survive a power failure: each commit waits for the disk.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(10))
                .pragma("cache_size", "-4000")
                .statement_cache_capacity(200)
                .disable_statement_logging();
            if !is_in_memory(&options.url) {
                make_private(&connect);
            }
            let file = open_writer(&options.url, connect.clone()).await?;
            let readers = if is_in_memory(&options.url) {
                // An in-memory database belongs to its single connection.
                file.writer().clone()
            } else {
                SqlitePoolOptions::new()
                    .max_connections(options.connections.max(1))
                    .test_before_acquire(false)
                    .max_lifetime(None)
                    .connect_with(connect.read_only(true).create_if_missing(false))
                    .await
                    .map_err(|cause| Error::of_file(&options.url, cause))?
            };
            let (writer, schema) = (file.writer().clone(), options.schema);
            Ok(Self::Sqlite { readers, writer, file, schema })
        } else {
            let connect = PgConnectOptions::from_str(&options.url)?
                .application_name("perigee")
                .statement_cache_capacity(200)
                .disable_statement_logging();
            let pool = PgPoolOptions::new()
                .max_connections(options.connections.max(2))
                // On a busy day many requests wait for few connections. A server that is down is
                // detected separately, and much sooner.
                .acquire_timeout(Duration::from_secs(20))
                // Limits waits for locks and slow statements, and the locks of abandoned
                // transactions. Set by a statement, because poolers reject such settings at the
                // start of a connection.
                .after_connect(|conn, _| {
                    Box::pin(async move { conn.execute(POSTGRES_TIMEOUTS).await.map(drop) })
                })
                .connect_with(connect.clone());
            let mut pool = pin!(pool);
            let early = tokio::time::timeout(ANSWER_TIMEOUT, &mut pool).await;
            let pool = if let Ok(pool) = early {
                pool
            } else {
                tracing::warn!(
                    host = connect.get_host(),
                    port = connect.get_port(),
                    "the database does not answer yet; trying again"
                );
                pool.await
            };
            match pool {
                Ok(pool) => Ok(Self::Postgres {
                    server: Server::new(pool, connect),
                    listen: options.listen,
                    schema: options.schema,
                }),
                // The pool retried until its timeout and does not report the cause.
                Err(_) => Err(unreachable(&connect).await),
            }
        }
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// If none is free in time or the database does not answer.
    pub async fn read(&self) -> Result<Conn, Error> {
        let started = Instant::now();
        let conn = match self {
            Self::Sqlite { readers, file, .. } => match readers.acquire().await {
                Ok(conn) => Ok(Conn::Sqlite(conn, Arc::clone(file))),
                Err(error) => Err(file.failed(error)),
            },
            Self::Postgres { server, .. } => {
                server.acquire().await.map(Conn::Postgres).map_err(Error::from)
            }
        };
        measure::waited(if self.is_embedded() { "readers" } else { "postgres" }, started);
        conn
    }

    /// Whether the database is writable, as of the last attempt: false after a fault of an embedded
    /// database's file until a test write succeeds, and while PostgreSQL does not answer.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        match self {
            Self::Sqlite { file, .. } => file.is_writable(),
            Self::Postgres { server, .. } => server.answers(),
        }
    }

    /// Checks that the database answers and has its tables.
    ///
    /// # Errors
    /// If it does not.
    pub async fn ping(&self) -> Result<(), Error> {
        let mut conn = self.read().await?;
        let (_,): (i64,) =
            fetch_one!(&mut conn, (i64,), "SELECT COUNT(*) FROM settings WHERE key = ''")?;
        Ok(())
    }

    /// Closes all connections after their statements have finished.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres { server, .. } => server.pool.close().await,
        }
    }

    /// The maximum number of connections that can write: one to an embedded database.
    #[must_use]
    pub fn connections(&self) -> u32 {
        match self {
            Self::Sqlite { writer, .. } => writer.options().get_max_connections(),
            Self::Postgres { server, .. } => server.pool.options().get_max_connections(),
        }
    }

    /// Whether this is the embedded database of a single server.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        matches!(self, Self::Sqlite { .. })
    }
}
