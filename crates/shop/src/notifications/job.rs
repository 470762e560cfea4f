//! The argument of every job.

use super::mail::Mailer;
use crate::Context;
use store::Db;

/// The shop, and the mailer for its email.
pub struct Worker<'a> {
    /// The shop.
    pub ctx: &'a Context,
    /// Sends its email.
    pub mailer: &'a Mailer,
}

impl jobs::Worker for Worker<'_> {
    fn db(&self) -> &Db {
        self.ctx.db()
    }

    fn now(&self) -> i64 {
        self.ctx.clock().now()
    }
}
