//! The work for a placed order: it is confirmed by email, and learned for recommendations.

use super::{show::by_id, write::OrderPlaced};
use crate::{
    InternalError,
    content::legal,
    notifications::{Worker, mail::OrderEmail, texts},
    recommendations,
};
use domain::notifications::MailKind;
use jobs::{Job, JobError};
use std::time::Duration;
use store::Uuid;
use tokio::time::timeout;

/// How long the job of an order may learn.
const LEARNING_TIMEOUT: Duration = Duration::from_secs(3);

impl Job<Worker<'_>> for OrderPlaced {
    async fn run(&self, id: Uuid, worker: &Worker<'_>) -> Result<(), JobError> {
        let order = by_id(worker.ctx, self.order)
            .await?
            .ok_or_else(|| InternalError::stored("order", self.order))?;
        let legal = legal(worker.ctx).await?;
        let (base_url, settings) = (worker.ctx.base_url(), worker.ctx.settings());
        let texts = texts::read(worker.ctx, MailKind::Order).await?;
        let email = OrderEmail {
            shop_name: &settings.name,
            order: &order,
            legal: &legal,
            texts: &texts,
            base_url,
            return_days: settings.limits.return_days,
        };
        worker.mailer.order_placed(&id.to_string(), email).await?;
        // After the email, and for a short time: a job that takes too long is repeated, with its
        // email. What fails here, such as while a rebuild holds the lock of the counts, is learned
        // by a task later.
        match timeout(LEARNING_TIMEOUT, recommendations::learn(worker.ctx, self.order)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                tracing::warn!(order = %self.order, %error, "order not learned for recommendations");
            }
            Err(_) => tracing::warn!(order = %self.order, "order not learned in time"),
        }
        Ok(())
    }
}
