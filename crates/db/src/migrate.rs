//! Migrations, and the check whether the schema fits this program.

use crate::{Db, Error, FileError, Server};
use sqlx::{
    Connection, Executor,
    migrate::{MigrateError, Migrator},
};
use std::time::Duration;

/// Key in `settings` of the value `schema:oldest`: that schema supports programs whose last
/// migration is `oldest` or later.
pub const OLDEST_PROGRAM: &str = "schema.oldest_program";

/// How long a migration on PostgreSQL waits for one lock. Later statements on the same table queue
/// behind it.
const LOCK_TIMEOUT: Duration = Duration::from_secs(30);

/// Whether a migration failed because of a lock timeout (55P03).
fn is_lock_timeout(error: &MigrateError) -> bool {
    let (MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _)) = error else {
        return false;
    };
    cause.as_database_error().is_some_and(|error| error.code().as_deref() == Some("55P03"))
}

impl Db {
    /// Migrates the schema to this program's. On PostgreSQL an advisory lock lets one replica do
    /// it while the others wait, for at most 30 s. Each migration is one transaction: a failed one
    /// leaves nothing behind, and the next call continues with it.
    ///
    /// # Errors
    /// If a migration fails or the database is newer; [`Error::MigrationLocked`] after 30 s without
    /// a lock on PostgreSQL.
    pub async fn migrate(&self) -> Result<(), Error> {
        self.migrate_with(LOCK_TIMEOUT).await
    }

    /// Like [`Db::migrate`], with another timeout for each lock on PostgreSQL.
    ///
    /// # Errors
    /// Those of [`Db::migrate`].
    pub async fn migrate_with(&self, lock_timeout: Duration) -> Result<(), Error> {
        match self.check_schema().await {
            Err(Error::Older { .. }) => {}
            other => return other,
        }
        match self {
            Self::Sqlite { writer, file, schema, .. } => {
                schema.sqlite.run(writer).await.map_err(|error| match error {
                    MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _)
                        if FileError::of(&cause).is_some() =>
                    {
                        file.failed(cause)
                    }
                    other => other.into(),
                })?
            }
            Self::Postgres { server: Server { pool, .. }, schema, .. } => {
                // Once it has its locks, a migration may take as long as it needs. The connection
                // is not returned to the pool.
                let mut conn = pool.acquire().await?.detach();
                conn.execute(
                    "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0",
                )
                .await?;
                let bound = format!("{}ms", lock_timeout.as_millis());
                sqlx::query("SELECT set_config('lock_timeout', $1, false)")
                    .bind(bound)
                    .execute(&mut conn)
                    .await?;
                let outcome = schema.postgres.run(&mut conn).await;
                // Closing the connection releases the advisory lock, also after a failure.
                let closed = conn.close().await;
                outcome.map_err(|error| {
                    if is_lock_timeout(&error) {
                        Error::MigrationLocked(lock_timeout)
                    } else {
                        error.into()
                    }
                })?;
                closed?;
            }
        }
        self.check_schema().await
    }

    /// Checks that the schema is the one that this program needs, or a newer one that supports this
    /// program. An additive migration writes its own number and that of the oldest supported
    /// program into `settings` under [`OLDEST_PROGRAM`], so that a release can be rolled back and
    /// old replicas can restart during a rollout.
    ///
    /// # Errors
    /// [`Error::Older`], [`Error::Newer`] or [`Error::HalfMigrated`], or an error if the database
    /// does not answer.
    pub async fn check_schema(&self) -> Result<(), Error> {
        // 0: there are no migrations, or none was applied.
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
        let row = fetch_optional!(
            &mut conn,
            (String,),
            "SELECT value FROM settings WHERE key = $1",
            OLDEST_PROGRAM
        )?;
        Ok(row.and_then(|(value,)| {
            value.split_once(':').filter(|(of, _)| of.parse() == Ok(schema))?.1.parse().ok()
        }))
    }

    fn migrator(&self) -> &'static Migrator {
        match self {
            Self::Sqlite { schema, .. } => &schema.sqlite,
            Self::Postgres { schema, .. } => &schema.postgres,
        }
    }

    /// Applied migrations and whether each finished; empty if the table does not exist yet.
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
                read.await.map_err(|cause| Error::of_file(file.url(), cause))?
            }
            Self::Postgres { server: Server { pool, .. }, .. } => {
                let table = "SELECT COUNT(*) FROM pg_tables WHERE tablename = '_sqlx_migrations'
                AND schemaname = current_schema()";
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
}
