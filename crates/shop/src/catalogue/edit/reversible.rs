//! What can be taken back.

use super::{EditError, Fields};
use crate::{Context, InternalError, audit::Changed};
use async_trait::async_trait;
use domain::staff::Permission;
use store::{Tx, Uuid, catalogue::Change};

/// What was written.
#[derive(Debug, Default)]
pub struct Written {
    /// For the audit log.
    pub changes: Vec<Changed>,
    /// For the log of the catalogue's changes.
    pub about: Vec<Change>,
}

/// A kind of thing whose changes can be taken back.
#[async_trait]
pub trait Reversible: Send + Sync {
    /// What whoever takes a change back must be allowed to do.
    fn permission(&self) -> Permission;

    /// The field and its value that take a thing out of the shop which was made.
    fn removal(&self) -> (String, String);

    /// Locks a thing, and returns its fields; none if it is gone.
    async fn read(
        &self,
        ctx: &Context,
        tx: &mut Tx,
        id: Uuid,
    ) -> Result<Option<Fields>, InternalError>;

    /// Sets fields of a locked thing. After [`EditError::Invalid`], nothing was written.
    async fn write(&self, ctx: &Context, target: Target<'_>) -> Result<Written, EditError>;
}

/// What to write where.
#[derive(Debug)]
pub struct Target<'a> {
    /// The transaction.
    pub tx: &'a mut Tx,
    /// The thing.
    pub id: Uuid,
    /// The values.
    pub values: &'a Fields,
}
