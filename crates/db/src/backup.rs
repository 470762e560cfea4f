//! Copying and checking an embedded database.

use crate::{Db, Error, file_error::is_locked};

impl Db {
    /// Copies an embedded database into a new file while it is in use. The copy is a compacted
    /// snapshot.
    ///
    /// # Errors
    /// If the file exists or cannot be written; [`Error::NotEmbedded`] on PostgreSQL, which has
    /// its own tools.
    pub async fn backup(&self, file: &std::path::Path) -> Result<(), Error> {
        let Self::Sqlite { writer, .. } = self else { return Err(Error::NotEmbedded) };
        if std::fs::metadata(file).is_ok_and(|there| there.len() > 0) {
            return Err(Error::Exists(file.display().to_string()));
        }
        sqlx::query("VACUUM INTO $1").bind(file.display().to_string()).execute(writer).await?;
        Ok(())
    }

    /// Reads the whole embedded database and checks it for damage.
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
            Some(_) => Err(Error::Damaged("a row references a missing one".to_owned())),
            None => Ok(()),
        }
    }

    /// Checks that no other process uses an embedded database, by taking a short exclusive lock.
    ///
    /// # Errors
    /// [`Error::InUse`] if another process has it open.
    pub async fn check_unused(&self) -> Result<(), Error> {
        let Self::Sqlite { readers, writer, .. } = self else { return Ok(()) };
        readers.close().await;
        let mut conn = writer.acquire().await?;
        // In this mode the first statement locks the whole file, until the connection closes.
        sqlx::query("PRAGMA busy_timeout = 500").execute(&mut *conn).await?;
        sqlx::query("PRAGMA locking_mode = EXCLUSIVE").execute(&mut *conn).await?;
        let taken = match sqlx::query("BEGIN EXCLUSIVE").execute(&mut *conn).await {
            Ok(_) => sqlx::query("ROLLBACK").execute(&mut *conn).await.map(drop),
            Err(error) => Err(error),
        };
        conn.close().await?;
        taken.map_err(|error| {
            if is_locked(&error) {
                Error::InUse
            } else {
                Error::Damaged("it cannot be locked".to_owned())
            }
        })
    }
}
