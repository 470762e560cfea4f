//! The emails about a withdrawal. The withdrawn order no longer counts for recommendations.

use super::statement::received;
use crate::{
    notifications::{Worker, mail::WithdrawalEmail, texts},
    recommendations,
};
use domain::notifications::MailKind;
use jobs::{Event, Job, JobError};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::Uuid;
use tokio::time::timeout;

/// How long the job of a withdrawal may remove its order from the counts.
const UNLEARNING_TIMEOUT: Duration = Duration::from_secs(3);

/// Acknowledges a statement to the consumer.
#[derive(Serialize, Deserialize)]
pub(crate) struct WithdrawalReceived {
    /// The statement's primary key.
    pub withdrawal: Uuid,
}

impl Event for WithdrawalReceived {
    const TOPIC: &'static str = "withdrawal.received";
}

impl Job<Worker<'_>> for WithdrawalReceived {
    async fn run(&self, id: Uuid, worker: &Worker<'_>) -> Result<(), JobError> {
        let ctx = worker.ctx;
        let mut conn = ctx.db().read().await?;
        // Deleted in the meantime.
        let Some(row) = store::orders::withdrawals::by_id(&mut conn, self.withdrawal).await? else {
            return Ok(());
        };
        drop(conn);
        let order = row.order_id;
        let settings = ctx.settings();
        let received = received(&settings.dispatch.zone, row);
        let kind =
            if received.matched { MailKind::Withdrawal } else { MailKind::UnknownWithdrawal };
        let texts = texts::read(ctx, kind).await?;
        let email =
            WithdrawalEmail { received: &received, settings: &settings, texts: Some(&texts) };
        worker.mailer.withdrawal_received(&id.to_string(), email).await?;
        let mut tx = ctx.db().begin().await?;
        store::orders::withdrawals::acknowledged(&mut tx, self.withdrawal, ctx.clock().now())
            .await?;
        tx.commit().await?;
        // After the email, and for a short time. What fails here is done by a task later.
        if let Some(order) = order {
            match timeout(UNLEARNING_TIMEOUT, recommendations::unlearn(ctx, order)).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => {
                    tracing::warn!(%order, %error, "withdrawn order still recommends products");
                }
                Err(_) => tracing::warn!(%order, "withdrawn order not unlearned in time"),
            }
        }
        Ok(())
    }
}

/// Reports a statement to the merchant.
#[derive(Serialize, Deserialize)]
pub(crate) struct WithdrawalReported {
    /// The statement's primary key.
    pub withdrawal: Uuid,
}

impl Event for WithdrawalReported {
    const TOPIC: &'static str = "withdrawal.reported";
}

impl Job<Worker<'_>> for WithdrawalReported {
    async fn run(&self, id: Uuid, worker: &Worker<'_>) -> Result<(), JobError> {
        let ctx = worker.ctx;
        let mut conn = ctx.db().read().await?;
        let Some(row) = store::orders::withdrawals::by_id(&mut conn, self.withdrawal).await? else {
            return Ok(());
        };
        drop(conn);
        let settings = ctx.settings();
        let received = received(&settings.dispatch.zone, row);
        let email = WithdrawalEmail { received: &received, settings: &settings, texts: None };
        Ok(worker.mailer.withdrawal_reported(&id.to_string(), email).await?)
    }
}
