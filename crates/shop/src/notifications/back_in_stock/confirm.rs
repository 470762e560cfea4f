//! The email that asks for confirmation of a subscription.

use super::links::{confirm_path, end_path};
use crate::{
    cart::full_name,
    notifications::{Worker, mail::SubscriptionEmail, texts},
};
use domain::notifications::MailKind;
use jobs::{Event, Job, JobError};
use serde::{Deserialize, Serialize};
use store::{Error, Tx, Uuid};

/// Somebody subscribed and must confirm.
#[derive(Serialize, Deserialize)]
pub(crate) struct SubscriptionRequested {
    /// The subscription's id. Older events call it `wait`.
    #[serde(alias = "wait")]
    pub subscription: Uuid,
}

impl Event for SubscriptionRequested {
    const TOPIC: &'static str = "subscription.asked";
}

impl Job<Worker<'_>> for SubscriptionRequested {
    async fn run(&self, id: Uuid, worker: &Worker<'_>) -> Result<(), JobError> {
        let ctx = worker.ctx;
        let mut conn = ctx.db().read().await?;
        let row =
            store::stock::subscriptions::by_id(&mut conn, self.subscription, ctx.clock().now())
                .await?;
        drop(conn);
        // Confirmed or ended in the meantime.
        let Some(row) = row.filter(|row| row.confirmed_at.is_none()) else { return Ok(()) };
        let (base, settings) = (ctx.base_url(), ctx.settings());
        let texts = texts::read(ctx, MailKind::SubscriptionRequest).await?;
        let email = SubscriptionEmail {
            to: &row.email,
            name: &full_name(&row.name, &row.label),
            link: &format!("{base}{}", confirm_path(ctx, self.subscription)),
            end: &format!("{base}{}", end_path(ctx, self.subscription)),
            settings: &settings,
            texts: &texts,
        };
        Ok(worker.mailer.subscription_requested(&id.to_string(), email).await?)
    }

    /// A subscription whose email cannot be delivered is deleted; its owner can subscribe again.
    async fn cancel(&self, tx: &mut Tx) -> Result<(), Error> {
        store::stock::subscriptions::forget(tx, self.subscription).await
    }
}
