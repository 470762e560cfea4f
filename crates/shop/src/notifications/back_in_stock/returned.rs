//! Finds stock that has returned, and notifies its subscribers.

use super::links::end_path;
use crate::{
    Context, InternalError,
    cart::full_name,
    notifications::{Worker, mail::SubscriptionEmail, texts},
};
use domain::notifications::MailKind;
use jobs::{Event, Job, JobError};
use serde::{Deserialize, Serialize};
use store::{Error, Tx, Uuid};
use views::routes;

/// The maximum number of emails queued at once.
const BATCH: i64 = 50;

/// A variant with a subscription can be bought again.
#[derive(Serialize, Deserialize)]
pub(crate) struct StockReturned {
    /// The subscription's id. Older events call it `wait`.
    #[serde(alias = "wait")]
    pub subscription: Uuid,
}

impl Event for StockReturned {
    const TOPIC: &'static str = "stock.returned";
}

impl Job<Worker<'_>> for StockReturned {
    /// Sends the email and deletes the subscription. If the variant is sold out again, the
    /// subscription stays.
    async fn run(&self, id: Uuid, worker: &Worker<'_>) -> Result<(), JobError> {
        let ctx = worker.ctx;
        let mut conn = ctx.db().read().await?;
        let row =
            store::stock::subscriptions::by_id(&mut conn, self.subscription, ctx.clock().now())
                .await?;
        drop(conn);
        // An earlier attempt sent the email but was not recorded.
        let Some(row) = row else { return Ok(()) };
        if row.stock <= 0 || !row.visible {
            let mut tx = ctx.db().begin().await?;
            store::stock::subscriptions::wait_on(&mut tx, self.subscription).await?;
            return Ok(tx.commit().await?);
        }
        let (base, settings) = (ctx.base_url(), ctx.settings());
        let texts = texts::read(ctx, MailKind::BackInStock).await?;
        let email = SubscriptionEmail {
            to: &row.email,
            name: &full_name(&row.name, &row.label),
            link: &format!("{base}{}", routes::variant(&row.slug, &row.sku)),
            end: &format!("{base}{}", end_path(ctx, self.subscription)),
            settings: &settings,
            texts: &texts,
        };
        worker.mailer.stock_returned(&id.to_string(), email).await?;
        let mut tx = ctx.db().begin().await?;
        store::stock::subscriptions::forget(&mut tx, self.subscription).await?;
        Ok(tx.commit().await?)
    }

    /// A subscription whose email cannot be delivered is deleted; its owner can subscribe again.
    async fn cancel(&self, tx: &mut Tx) -> Result<(), Error> {
        store::stock::subscriptions::forget(tx, self.subscription).await
    }
}

/// Queues an event for each subscription whose variant can be bought again, whatever changed its
/// stock. Returns how many.
///
/// # Errors
/// If the database fails.
pub async fn queue_returned(ctx: &Context) -> Result<usize, InternalError> {
    let now = ctx.clock().now();
    let mut conn = ctx.db().read().await?;
    // Pending events go first, above all order confirmations.
    if jobs::outbox::backlog(&mut conn, now).await?.pending >= BATCH {
        return Ok(0);
    }
    let over = store::stock::subscriptions::over(&mut conn, now, BATCH).await?;
    drop(conn);
    if over.is_empty() {
        return Ok(0);
    }
    let mut tx = ctx.db().begin().await?;
    let mut count = 0;
    for subscription in over {
        if store::stock::subscriptions::queue(&mut tx, subscription, now).await? {
            StockReturned { subscription }.push(&mut tx, now).await?;
            count += 1;
        }
    }
    tx.commit().await?;
    Ok(count)
}
