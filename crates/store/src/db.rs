//! Opening a database, connections and transactions.

use crate::{
    Error,
    embedded::{self, File, Writing},
    measure,
    outage::Server,
};
use sqlx::{
    ConnectOptions, Connection, Executor, PgConnection, Postgres, Sqlite, SqliteConnection,
    SqlitePool, Transaction,
    migrate::{MigrateError, Migrator},
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    pin::pin,
    str::FromStr,
    sync::Arc,
    time::{Duration, Instant},
};
use tracing::{Span, field::Empty};

/// Key in `settings` of `schema:oldest`: that schema serves programs which know migrations up to
/// `oldest` and later ones.
pub const OLDEST_PROGRAM: &str = "schema.oldest_program";

/// The longest that PostgreSQL works on one statement, waits for one lock, and keeps a transaction
/// that nobody goes on with.
const POSTGRES_BOUNDS: &str = "SET statement_timeout = '60s'; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s'";

/// How long the start waits for PostgreSQL before it says so.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long a migration on PostgreSQL waits for one lock. Whoever comes after it for the same table
/// waits behind it.
const MIGRATION_LOCKS: Duration = Duration::from_secs(30);

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Whether a migration failed since a lock was not had in time (55P03).
fn is_lock_timeout(error: &MigrateError) -> bool {
    let (MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _)) = error else {
        return false;
    };
    cause.as_database_error().is_some_and(|error| error.code().as_deref() == Some("55P03"))
}

/// How to connect.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite://path` or `postgres://…`.
    pub url: String,
    /// Most connections to PostgreSQL, or most readers of SQLite.
    pub connections: u32,
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
        /// Its file, and whether it can be written.
        file: Arc<File>,
    },
    /// A server.
    Postgres(Server),
}

/// A connection for reading.
#[derive(Debug)]
pub enum Conn {
    /// To SQLite.
    Sqlite(PoolConnection<Sqlite>, Arc<File>),
    /// To PostgreSQL.
    Postgres(PoolConnection<Postgres>),
}

/// A transaction; rolls back when dropped without [`Tx::commit`].
#[derive(Debug)]
pub struct Tx {
    on: Open,
    /// From the wait for the connection to the end; none outside of any other span.
    span: Span,
}

#[derive(Debug)]
enum Open {
    Sqlite(Writing),
    Postgres(Transaction<'static, Postgres>),
}

/// A connection of either kind, borrowed for one statement.
#[derive(Debug)]
pub enum LinkRef<'a> {
    /// To SQLite.
    Sqlite(&'a mut SqliteConnection),
    /// To PostgreSQL.
    Postgres(&'a mut PgConnection),
}

/// What statements run on: a [`Conn`] or a [`Tx`].
pub trait Link: Send {
    /// Borrows the connection.
    fn link(&mut self) -> LinkRef<'_>;

    /// The span of the transaction, if it is one and has one.
    fn span(&self) -> Span {
        Span::none()
    }

    /// Notes that a statement failed: after a fault of the file its connection is not used again.
    fn failed(&mut self, cause: sqlx::Error) -> Error {
        cause.into()
    }
}

impl Link for Conn {
    fn link(&mut self) -> LinkRef<'_> {
        match self {
            Self::Sqlite(c, _) => LinkRef::Sqlite(c),
            Self::Postgres(c) => LinkRef::Postgres(c),
        }
    }

    fn failed(&mut self, cause: sqlx::Error) -> Error {
        match self {
            // That readers cannot write is so by intention.
            Self::Sqlite(c, file)
                if embedded::Fault::of(&cause)
                    .is_some_and(|fault| fault != embedded::Fault::ReadOnly) =>
            {
                c.close_on_drop();
                file.failed(cause)
            }
            _ => cause.into(),
        }
    }
}

impl Link for Tx {
    fn link(&mut self) -> LinkRef<'_> {
        match &mut self.on {
            Open::Sqlite(c) => LinkRef::Sqlite(c.connection()),
            Open::Postgres(c) => LinkRef::Postgres(c),
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
    /// A transaction on an embedded database, outside of any span.
    pub(crate) async fn embedded(file: &Arc<File>) -> Result<Self, Error> {
        Ok(Self { on: Open::Sqlite(Writing::begin(file).await?), span: Span::none() })
    }

    /// Makes everything done in it lasting.
    ///
    /// # Errors
    /// When the database cannot.
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

/// What an address of a database looks like.
const URL_FORM: &str = "expected an address such as sqlite://perigee.db or postgres://user:password@db.example:5432/perigee";

/// Whether a database can be opened by this address. The fault does not repeat it, since it may
/// hold a password.
///
/// # Errors
/// What is wrong, with an example.
pub fn check_url(url: &str) -> Result<(), String> {
    let read = if url.starts_with("sqlite:") {
        SqliteConnectOptions::from_str(url).map(drop)
    } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        if let Some(unknown) = unknown_parameter(url) {
            return Err(format!(
                "the parameter {unknown:?} is not known; expected one such as sslmode=verify-full"
            ));
        }
        PgConnectOptions::from_str(url).map(drop)
    } else {
        return Err(URL_FORM.to_owned());
    };
    read.map_err(|error| match error {
        sqlx::Error::Configuration(fault) => format!("{URL_FORM}; {fault}"),
        _ => URL_FORM.to_owned(),
    })
}

/// What may stand behind the `?` of a server's address, besides `options[…]`. Others would be
/// passed over: TLS that was asked for in a wrong word would not be there.
const PARAMETERS: [&str; 19] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
    "",
];

/// A parameter of the address that PostgreSQL's driver does not know.
fn unknown_parameter(url: &str) -> Option<&str> {
    let query = url.split_once('?')?.1.split('#').next()?;
    let mut names = query.split('&').filter_map(|pair| pair.split('=').next());
    names.find(|name| {
        !PARAMETERS.contains(name)
            && !name.starts_with("options[")
            && !name.starts_with("options%5B")
    })
}

/// Makes the file of an embedded database that is not there yet, for this user alone: it has
/// customers' names and addresses. What SQLite keeps beside it gets the same permissions. A file
/// that cannot be made is named when it is opened.
fn make_private(connect: &SqliteConnectOptions) {
    let mut file = std::fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    let _ = file.write(true).create_new(true).open(connect.get_filename());
}

/// Why a server cannot be had, found by trying once more.
async fn unreachable(connect: &PgConnectOptions) -> Error {
    let server = connect.get_socket().map_or_else(
        || format!("{}:{}", connect.get_host(), connect.get_port()),
        |path| path.display().to_string(),
    );
    let cause = match tokio::time::timeout(Duration::from_secs(5), connect.connect()).await {
        Ok(Ok(_)) => "it answered too late; start again".to_owned(),
        Ok(Err(sqlx::Error::Io(error))) => error.to_string(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "no answer; is a firewall in between?".to_owned(),
    };
    Error::Unreachable { server, cause }
}

impl Db {
    /// Opens a database that must be there.
    ///
    /// # Errors
    /// Those of [`Db::open`]; [`Error::Missing`] when there is no such file.
    pub async fn open_existing(options: &Options) -> Result<Self, Error> {
        check_url(&options.url).map_err(Error::Url)?;
        if options.url.starts_with("sqlite:")
            && !SqliteConnectOptions::from_str(&options.url)?.get_filename().exists()
        {
            return Err(Error::Missing(options.url.clone()));
        }
        Self::open(options).await
    }

    /// Opens the database; an SQLite file is made when it is not there.
    ///
    /// # Errors
    /// When the URL is wrong or nothing answers there.
    pub async fn open(options: &Options) -> Result<Self, Error> {
        check_url(&options.url).map_err(Error::Url)?;
        if options.url.starts_with("sqlite:") {
            let connect = SqliteConnectOptions::from_str(&options.url)?
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                // An order that was confirmed outlasts a power cut: each commit waits for the disk.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(10))
                .pragma("cache_size", "-4000")
                .statement_cache_capacity(200)
                .disable_statement_logging();
            make_private(&connect);
            let file = embedded::open_writer(&options.url, connect.clone()).await?;
            let readers = SqlitePoolOptions::new()
                .max_connections(options.connections.max(1))
                .test_before_acquire(false)
                .max_lifetime(None)
                .connect_with(connect.read_only(true).create_if_missing(false))
                .await
                .map_err(|cause| embedded::error(&options.url, cause))?;
            Ok(Self::Sqlite { readers, writer: file.writer().clone(), file })
        } else {
            let connect = PgConnectOptions::from_str(&options.url)?
                .application_name("perigee")
                .statement_cache_capacity(200)
                .disable_statement_logging();
            let pool = PgPoolOptions::new()
                .max_connections(options.connections.max(2))
                // On a sale day many wait for few connections; a server that is away is noticed
                // apart, and much sooner.
                .acquire_timeout(Duration::from_secs(20))
                // No request waits for ever on a lock or a plan gone wrong, and no transaction that
                // was left open keeps its locks. Set by a statement and not at the start of the
                // connection, which poolers refuse.
                .after_connect(|conn, _| {
                    Box::pin(async move { conn.execute(POSTGRES_BOUNDS).await.map(drop) })
                })
                .connect_with(connect.clone());
            let mut pool = pin!(pool);
            let early = tokio::time::timeout(PATIENCE, &mut pool).await;
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
                Ok(pool) => Ok(Self::Postgres(Server::new(pool, connect))),
                // The pool tried again until its time was over and does not say what went wrong.
                Err(_) => Err(unreachable(&connect).await),
            }
        }
    }

    /// Brings the schema up to this program's. On PostgreSQL an advisory lock lets one replica do
    /// it while the others wait, for 30 s at most. Each migration is one transaction: one that
    /// fails leaves nothing, and the next call goes on there.
    ///
    /// # Errors
    /// When a migration fails or the database is newer; [`Error::MigrationLocked`] when PostgreSQL
    /// keeps it waiting for longer than 30 s.
    pub async fn migrate(&self) -> Result<(), Error> {
        self.migrate_waiting(MIGRATION_LOCKS).await
    }

    /// The same, waiting at most so long for each lock on PostgreSQL.
    pub(crate) async fn migrate_waiting(&self, locks: Duration) -> Result<(), Error> {
        match self.check_schema().await {
            Err(Error::Older { .. }) => {}
            other => return other,
        }
        match self {
            Self::Sqlite { writer, file, .. } => {
                SQLITE.run(writer).await.map_err(|error| match error {
                    MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _)
                        if embedded::Fault::of(&cause).is_some() =>
                    {
                        file.failed(cause)
                    }
                    other => other.into(),
                })?
            }
            Self::Postgres(Server { pool, .. }) => {
                // A migration may take its time once it has its locks; the connection goes no
                // further.
                let mut conn = pool.acquire().await?.detach();
                conn.execute(
                    "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0",
                )
                .await?;
                let bound = format!("{}ms", locks.as_millis());
                sqlx::query("SELECT set_config('lock_timeout', $1, false)")
                    .bind(bound)
                    .execute(&mut conn)
                    .await?;
                let outcome = POSTGRES.run(&mut conn).await;
                // The advisory lock goes with the connection, also after a failure.
                let closed = conn.close().await;
                outcome.map_err(|error| {
                    if is_lock_timeout(&error) {
                        Error::MigrationLocked(locks)
                    } else {
                        error.into()
                    }
                })?;
                closed?;
            }
        }
        self.check_schema().await
    }

    /// Whether the schema is the one that this program needs, or a newer one that says it still
    /// serves this program: a migration that only adds writes its own number and that of the oldest
    /// such program into `settings` under [`OLDEST_PROGRAM`], so that a release can be rolled back
    /// and old replicas can start again while new ones come up.
    ///
    /// # Errors
    /// [`Error::Older`], [`Error::Newer`] or [`Error::HalfMigrated`] by name, or that the database
    /// does not answer.
    pub async fn check_schema(&self) -> Result<(), Error> {
        let needed = self.migrator().iter().map(|m| m.version).max().unwrap_or(0);
        let applied = self.applied().await?;
        if let Some((version, _)) = applied.iter().find(|(_, success)| !success) {
            return Err(Error::HalfMigrated(*version));
        }
        match applied.iter().map(|(version, _)| *version).max().unwrap_or(0) {
            found if found < needed => Err(Error::Older { found, needed }),
            found if found > needed => match self.oldest_program(found).await? {
                Some(oldest) if oldest <= needed => Ok(()),
                _ => Err(Error::Newer { found, known: needed }),
            },
            _ => Ok(()),
        }
    }

    async fn oldest_program(&self, schema: i64) -> Result<Option<i64>, Error> {
        let mut conn = self.read().await?;
        let row = maybe!(
            &mut conn,
            (String,),
            "SELECT value FROM settings WHERE key = $1",
            OLDEST_PROGRAM
        )?;
        Ok(row.and_then(|(value,)| {
            value.split_once(':').filter(|(of, _)| of.parse() == Ok(schema))?.1.parse().ok()
        }))
    }

    /// Copies an embedded database into a new file while it is in use: the copy is the state of one
    /// moment, compacted.
    ///
    /// # Errors
    /// When the file exists or cannot be written; [`Error::NotEmbedded`] on PostgreSQL, which has
    /// its own tools.
    pub async fn backup(&self, file: &std::path::Path) -> Result<(), Error> {
        let Self::Sqlite { writer, .. } = self else { return Err(Error::NotEmbedded) };
        if std::fs::metadata(file).is_ok_and(|there| there.len() > 0) {
            return Err(Error::Exists(file.display().to_string()));
        }
        sqlx::query("VACUUM INTO $1").bind(file.display().to_string()).execute(writer).await?;
        Ok(())
    }

    /// Reads an embedded database from end to end and looks for damage.
    ///
    /// # Errors
    /// [`Error::Damaged`] with what SQLite found.
    pub async fn check_integrity(&self) -> Result<(), Error> {
        let Self::Sqlite { writer, .. } = self else { return Ok(()) };
        let found: String =
            sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(writer).await?;
        if found != "ok" {
            return Err(Error::Damaged(found));
        }
        match sqlx::query("PRAGMA foreign_key_check").fetch_optional(writer).await? {
            Some(_) => Err(Error::Damaged("a row refers to one that is not there".to_owned())),
            None => Ok(()),
        }
    }

    /// Takes an embedded database for this process alone, and lets go of it again.
    ///
    /// # Errors
    /// [`Error::InUse`] when another process has it open.
    pub async fn check_unused(&self) -> Result<(), Error> {
        let Self::Sqlite { readers, writer, .. } = self else { return Ok(()) };
        readers.close().await;
        let mut conn = writer.acquire().await?;
        // In this mode the lock on the whole file is taken by the first statement, and given up
        // when the connection ends.
        sqlx::query("PRAGMA busy_timeout = 500").execute(&mut *conn).await?;
        sqlx::query("PRAGMA locking_mode = EXCLUSIVE").execute(&mut *conn).await?;
        let taken = match sqlx::query("BEGIN EXCLUSIVE").execute(&mut *conn).await {
            Ok(_) => sqlx::query("ROLLBACK").execute(&mut *conn).await.map(drop),
            Err(error) => Err(error),
        };
        conn.close().await?;
        taken.map_err(|error| {
            if embedded::is_locked(&error) {
                Error::InUse
            } else {
                Error::Damaged("it cannot be locked".to_owned())
            }
        })
    }

    fn migrator(&self) -> &'static Migrator {
        match self {
            Self::Sqlite { .. } => &SQLITE,
            Self::Postgres(_) => &POSTGRES,
        }
    }

    /// Applied migrations and whether each finished; none when the table is not there yet.
    async fn applied(&self) -> Result<Vec<(i64, bool)>, Error> {
        let rows = match self {
            Self::Sqlite { writer, file, .. } => {
                let table = "SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlx_migrations'";
                let read = async {
                    if sqlx::query_scalar::<_, i64>(table).fetch_one(writer).await? == 0 {
                        return Ok(Vec::new());
                    }
                    sqlx::query_as("SELECT version, success FROM _sqlx_migrations")
                        .fetch_all(writer)
                        .await
                };
                read.await.map_err(|cause| embedded::error(file.url(), cause))?
            }
            Self::Postgres(Server { pool, .. }) => {
                let table = "SELECT COUNT(*) FROM pg_tables WHERE tablename = '_sqlx_migrations' AND schemaname = current_schema()";
                if sqlx::query_scalar::<_, i64>(table).fetch_one(pool).await? == 0 {
                    return Ok(Vec::new());
                }
                sqlx::query_as("SELECT version, success FROM _sqlx_migrations")
                    .fetch_all(pool)
                    .await?
            }
        };
        Ok(rows)
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// When none is free in time or the database does not answer.
    pub async fn read(&self) -> Result<Conn, Error> {
        let started = Instant::now();
        let conn = match self {
            Self::Sqlite { readers, file, .. } => match readers.acquire().await {
                Ok(conn) => Ok(Conn::Sqlite(conn, Arc::clone(file))),
                Err(error) => Err(file.failed(error)),
            },
            Self::Postgres(server) => {
                server.acquire().await.map(Conn::Postgres).map_err(Error::from)
            }
        };
        measure::waited(if self.is_embedded() { "readers" } else { "postgres" }, started);
        conn
    }

    /// A transaction for writing. On SQLite it takes the write lock at once, so that it cannot fail
    /// half-way on another's.
    ///
    /// # Errors
    /// When none is free in time or the database does not answer.
    pub async fn begin(&self) -> Result<Tx, Error> {
        let started = Instant::now();
        // What a worker does every second, outside of any span, is worth no trace of its own.
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
            Self::Postgres(server) => match server.acquire().await {
                Ok(conn) => {
                    Transaction::begin(conn, None).await.map(Open::Postgres).map_err(Error::from)
                }
                Err(error) => Err(error.into()),
            },
        };
        measure::waited(if self.is_embedded() { "writer" } else { "postgres" }, started);
        Ok(Tx { on: open?, span })
    }

    /// Whether the database can be written as far as is known: false from a fault of an embedded
    /// database's file on until it was written again, and while PostgreSQL does not answer.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        match self {
            Self::Sqlite { file, .. } => file.is_writable(),
            Self::Postgres(server) => server.answers(),
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), Error> {
        let mut conn = self.read().await?;
        let (_,): (i64,) =
            one!(&mut conn, (i64,), "SELECT version FROM catalogue_version WHERE id = 1")?;
        Ok(())
    }

    /// Ends all connections, after what runs on them.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(server) => server.pool.close().await,
        }
    }

    /// Whether this is the embedded database of a single server.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        matches!(self, Self::Sqlite { .. })
    }
}
