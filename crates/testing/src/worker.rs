//! The worker's tasks, one at a time.

use crate::Bench;
use jobs::{Runner, outbox::EventRow};
use shop::{
    Context,
    notifications::{
        mail::Mailer,
        worker::{Worker, registry},
    },
};

/// Handles at most 20 due events and returns how many succeeded.
pub async fn deliver_due(ctx: &Context, mailer: &Mailer) -> Result<usize, store::Error> {
    let worker = Worker { ctx, mailer };
    Runner::new(&worker, &registry()).deliver(|| false).await
}

/// Measures the outbox backlog.
pub async fn measure_outbox(ctx: &Context) -> Result<(), store::Error> {
    jobs::measure_backlog(ctx.db(), ctx.clock().now()).await
}

impl Bench {
    /// Cancelled events, oldest first.
    pub async fn cancelled_events(&self) -> Vec<EventRow> {
        let mut conn = self.shop.db().read().await.unwrap();
        let sql = "SELECT id, topic, payload, attempts FROM outbox WHERE done_at IS NOT NULL
                   AND last_error IS NOT NULL ORDER BY id";
        match store::Executor::connection(&mut conn) {
            store::ConnectionRef::Sqlite(c) => {
                sqlx::query_as::<sqlx::Sqlite, _>(sql).fetch_all(c).await.unwrap()
            }
            store::ConnectionRef::Postgres(c) => {
                sqlx::query_as::<sqlx::Postgres, _>(sql).fetch_all(c).await.unwrap()
            }
        }
    }
}
