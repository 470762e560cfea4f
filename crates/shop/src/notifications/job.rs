//! The argument of every job.

use super::mail::Mailer;
use crate::Context;
use store::Db;

/// The shop, and the mailer for its email.
pub(crate) struct Worker<'a> {
    pub ctx: &'a Context,
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
