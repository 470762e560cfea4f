//! Where the bytes of uploaded pictures are. Today in the database, in a table of their own; a
//! folder or a bucket implements the same trait.

use crate::InternalError;
use async_trait::async_trait;
use store::{Conn, Tx};

/// Keeps files by their content hash. Files never change.
#[async_trait]
pub(super) trait Files: Send + Sync {
    /// Keeps a file before the transaction that refers to it is committed. A file whose transaction
    /// fails may stay: it is stored again under the same hash.
    async fn put(&self, tx: &mut Tx, hash: &str, bytes: &[u8]) -> Result<(), InternalError>;

    /// A file; none if it is not here.
    async fn get(&self, conn: &mut Conn, hash: &str) -> Result<Option<Vec<u8>>, InternalError>;

    /// Deletes a file that nothing refers to any more.
    async fn delete(&self, tx: &mut Tx, hash: &str) -> Result<(), InternalError>;
}

/// Files in the database.
struct InDatabase;

#[async_trait]
impl Files for InDatabase {
    async fn put(&self, tx: &mut Tx, hash: &str, bytes: &[u8]) -> Result<(), InternalError> {
        Ok(store::media::put_file(tx, hash, bytes).await?)
    }

    async fn get(&self, conn: &mut Conn, hash: &str) -> Result<Option<Vec<u8>>, InternalError> {
        Ok(store::media::file(conn, hash).await?)
    }

    async fn delete(&self, _: &mut Tx, _: &str) -> Result<(), InternalError> {
        // The row refers to the picture's and is deleted with it.
        Ok(())
    }
}

/// Where files are.
pub(super) fn files() -> &'static dyn Files {
    &InDatabase
}
