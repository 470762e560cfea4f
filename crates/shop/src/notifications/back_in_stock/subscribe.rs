//! Subscribes to a variant.

use super::confirm::SubscriptionRequested;
use crate::{
    Context, InternalError,
    cart::full_name,
    customers::email::{key, mailbox, problem},
    error::{InvalidFields, internal},
};
use domain::customers::{email::tidy_email, email_host};
use jobs::Event;

/// The maximum number of subscriptions per mailbox.
const MAX: i64 = 20;
/// The maximum number of unconfirmed ones, so that nobody gets more emails without having asked for
/// any.
const MAX_UNCONFIRMED: i64 = 3;

/// The result of subscribing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subscribed {
    /// Slug of the product.
    pub slug: String,
    /// Name of the product, with the variant's label if there are several.
    pub name: String,
    /// Set if it is in stock: nothing was stored.
    pub available: bool,
    /// The address that was probably meant, if the host looks mistyped; none if the variant is in
    /// stock. Does not depend on whether a confirmation is sent, which would reveal subscriptions.
    pub suggestion: Option<String>,
}

/// Why nobody was subscribed.
#[derive(Debug, thiserror::Error)]
pub enum SubscribeError {
    /// The email address is invalid.
    #[error(transparent)]
    Fields(#[from] InvalidFields),
    /// No variant on sale has this SKU.
    #[error("no such variant")]
    NoSuchVariant,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(SubscribeError);

/// Subscribes an address to a variant. A repeated subscription changes nothing, and the result does
/// not reveal that it is one.
///
/// # Errors
/// See [`SubscribeError`].
#[tracing::instrument(name = "subscribe", skip_all)]
pub async fn subscribe(
    ctx: &Context,
    sku: &str,
    email: &str,
) -> Result<Subscribed, SubscribeError> {
    let snapshot = ctx.snapshot();
    let entry = snapshot.by_sku(sku).ok_or(SubscribeError::NoSuchVariant)?;
    let email = tidy_email(email);
    if let Some(problem) = problem(&email) {
        return Err(InvalidFields::one("email", problem).into());
    }
    let mut tx = ctx.db().begin().await?;
    let (variant, stock, label) = store::stock::subscriptions::variant(&mut tx, sku)
        .await?
        .ok_or(SubscribeError::NoSuchVariant)?;
    let available = stock > 0;
    // Beyond the limits the result is the same, so that it reveals nobody's subscriptions.
    let key = key(&email);
    let mailbox = mailbox(&key);
    let (all, unconfirmed) = store::stock::subscriptions::of_mailbox(&mut tx, &mailbox).await?;
    if !available && all < MAX && unconfirmed < MAX_UNCONFIRMED {
        let now = ctx.clock().now();
        let created =
            store::stock::subscriptions::ask(&mut tx, variant, &email, (&key, &mailbox), now)
                .await?;
        if let Some(subscription) = created {
            SubscriptionRequested { subscription }.push(&mut tx, now).await?;
        }
    }
    tx.commit().await?;
    Ok(Subscribed {
        slug: entry.slug.to_string(),
        name: full_name(&entry.name, &label),
        available,
        suggestion: if available { None } else { email_host::meant(&email) },
    })
}
