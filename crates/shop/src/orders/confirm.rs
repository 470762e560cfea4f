//! The work for a placed order: it is confirmed by email, and learned for recommendations.

use super::{show::by_id, write::OrderPlaced};
use crate::{
    InternalError,
    content::{legal, sign_off},
    notifications::{Worker, mail::OrderEmail},
    recommendations,
};
use jobs::{Job, JobError};
use store::Uuid;

impl Job<Worker<'_>> for OrderPlaced {
    async fn run(&self, id: Uuid, worker: &Worker<'_>) -> Result<(), JobError> {
        let order = by_id(worker.ctx, self.order)
            .await?
            .ok_or_else(|| InternalError::stored("order", self.order))?;
        let legal = legal(worker.ctx).await?;
        let (base_url, settings) = (worker.ctx.base_url(), worker.ctx.settings());
        let sign_off = sign_off(worker.ctx).await?;
        let email = OrderEmail {
            shop_name: &settings.name,
            order: &order,
            legal: &legal,
            sign_off: sign_off.as_deref(),
            base_url,
        };
        worker.mailer.order_placed(&id.to_string(), email).await?;
        // A recommendation must not delay an email, for example while a rebuild holds the lock of
        // the counts. What fails here is learned by a task later.
        if let Err(error) = recommendations::learn(worker.ctx, self.order).await {
            tracing::warn!(order = %self.order, %error, "order not learned for recommendations");
        }
        Ok(())
    }
}
