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
use store::stock::subscriptions::NewSubscription;

/// The maximum number of subscriptions per mailbox.
const MAX: i64 = 20;
/// The maximum number of unconfirmed ones, so that nobody gets more emails without having asked for
/// any.
const MAX_UNCONFIRMED: i64 = 3;

/// Subscribes an address to a variant.
#[derive(Clone, Copy)]
pub struct Subscribe<'a> {
    /// SKU of the variant.
    pub sku: &'a str,
    /// The email address as typed.
    pub email: &'a str,
    /// Called once, first of all: whether this client may subscribe, or after how many seconds it
    /// may. Every attempt counts, so that nobody can try addresses without a limit.
    pub may_subscribe: &'a (dyn Fn() -> Result<(), u32> + Sync),
}

impl<'a> Subscribe<'a> {
    /// A command for a client without a limit.
    #[must_use]
    pub fn new(sku: &'a str, email: &'a str) -> Self {
        Self { sku, email, may_subscribe: &|| Ok(()) }
    }
}

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
    /// This client has tried to subscribe too often.
    #[error("too many subscriptions")]
    TooMany {
        /// After how many seconds it may subscribe again.
        seconds: u32,
    },
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
    command: Subscribe<'_>,
) -> Result<Subscribed, SubscribeError> {
    let Subscribe { sku, email, may_subscribe } = command;
    may_subscribe().map_err(|seconds| SubscribeError::TooMany { seconds })?;
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
        let new = NewSubscription { variant, email: &email, key: &key, mailbox: &mailbox };
        let created = store::stock::subscriptions::request(&mut tx, new, now).await?;
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
