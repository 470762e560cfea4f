//! Notifications: what one process tells all others through PostgreSQL.

use crate::{Db, Error};
use sqlx::postgres::PgListener;

/// The minimum size of a pool from which one connection may be taken for notifications.
const MIN_POOL: u32 = 4;

/// Receives the notifications of one channel.
#[derive(Debug)]
pub struct Notifications(PgListener);

impl Notifications {
    /// Waits for the next one. False if the connection was lost: some may have been missed, and no
    /// further ones come.
    pub async fn next(&mut self) -> bool {
        matches!(self.0.try_recv().await, Ok(Some(_)))
    }
}

impl Db {
    /// Listens to a channel on a connection of the pool, which is in use until the result is
    /// dropped: operators count connections, so this one is none in addition. `None` if the pool
    /// is too small for that, if [`Options::listen`](crate::Options::listen) is off, and on SQLite,
    /// which has no notifications.
    ///
    /// Never behind a pooler that lends connections for a transaction: PostgreSQL would send the
    /// notifications to whoever has the connection next, and the pooler would fail that client's
    /// statement, or its commit.
    ///
    /// # Errors
    /// If no connection is free in time or the database does not answer.
    pub async fn listen(&self, channel: &str) -> Result<Option<Notifications>, Error> {
        let Self::Postgres { server, listen, .. } = self else { return Ok(None) };
        if !listen || server.pool.options().get_max_connections() < MIN_POOL {
            return Ok(None);
        }
        let mut listener = PgListener::connect_with(&server.pool).await?;
        // The caller must know that it may have missed something before it listens again.
        listener.eager_reconnect(false);
        listener.listen(channel).await?;
        Ok(Some(Notifications(listener)))
    }
}
