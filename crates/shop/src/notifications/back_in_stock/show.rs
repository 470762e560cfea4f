//! The page of a subscription, for holders of its link.

use super::links::{confirm_path, end_path, is_key};
use crate::{Context, InternalError, cart::full_name, error::internal};
use store::Uuid;
use views::notifications::{SubscriptionState, SubscriptionView};

/// What the subscriber chose.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SubscriptionAnswer {
    /// Confirm the subscription.
    Confirm,
    /// End it.
    End,
}

/// Why no subscription is shown or changed.
#[derive(Debug, thiserror::Error)]
pub enum SubscriptionError {
    /// The key is wrong.
    #[error("no such subscription")]
    NoSuchSubscription,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(SubscriptionError);

fn find(ctx: &Context, subscription: &str, key: &str) -> Result<Uuid, SubscriptionError> {
    let id: Uuid = subscription.parse().map_err(|_| SubscriptionError::NoSuchSubscription)?;
    if is_key(ctx, id, key) { Ok(id) } else { Err(SubscriptionError::NoSuchSubscription) }
}

/// Returns the page of a subscription. A deleted subscription is shown as ended.
///
/// # Errors
/// See [`SubscriptionError`].
pub async fn show(
    ctx: &Context,
    subscription: &str,
    key: &str,
) -> Result<SubscriptionView, SubscriptionError> {
    let id = find(ctx, subscription, key)?;
    let mut conn = ctx.db().read().await?;
    let row = store::stock::subscriptions::by_id(&mut conn, id, ctx.clock().now()).await?;
    Ok(match row {
        Some(row) => SubscriptionView {
            state: if row.confirmed_at.is_some() {
                SubscriptionState::Confirmed
            } else {
                SubscriptionState::Requested
            },
            name: full_name(&row.name, &row.label),
            confirm: confirm_path(ctx, id),
            end: end_path(ctx, id),
        },
        None => SubscriptionView::default(),
    })
}

/// Confirms or ends a subscription and returns its page.
///
/// # Errors
/// See [`SubscriptionError`].
pub async fn answer(
    ctx: &Context,
    subscription: &str,
    key: &str,
    answer: SubscriptionAnswer,
) -> Result<SubscriptionView, SubscriptionError> {
    let id = find(ctx, subscription, key)?;
    let mut tx = ctx.db().begin().await?;
    match answer {
        SubscriptionAnswer::Confirm => {
            store::stock::subscriptions::confirm(&mut tx, id, ctx.clock().now()).await?;
        }
        SubscriptionAnswer::End => {
            store::stock::subscriptions::forget(&mut tx, id).await?;
        }
    }
    tx.commit().await?;
    show(ctx, subscription, key).await
}
