//! Back-in-stock subscriptions.

use crate::{Error, Executor, Uuid, column};
use db::{execute, fetch_all, fetch_one, fetch_optional};

db::row! {
    /// A subscription, with the content of its email.
    #[derive(Clone, Debug)]
    pub struct SubscriptionRow {
        /// Primary key.
        pub id: Uuid,
        /// Email address.
        pub email: String,
        /// The variant.
        pub sku: String,
        /// The product's slug.
        pub slug: String,
        /// The product's name.
        pub name: String,
        /// The variant's label.
        pub label: String,
        /// Units in stock.
        pub stock: i64,
        /// Whether the product can be bought.
        pub visible: bool = column::flag,
        /// When it was confirmed.
        pub confirmed_at: Option<i64>,
    }
}

db::row! {
    /// The data of a variant that a subscription needs.
    struct SubscribableRow {
        id: Uuid,
        stock: i64,
        label: String,
    }
}

/// Id, stock and label of a variant that is sold.
///
/// # Errors
/// If the query fails.
pub async fn variant(
    executor: &mut impl Executor,
    sku: &str,
) -> Result<Option<(Uuid, i64, String)>, Error> {
    let row = fetch_optional!(
        executor,
        SubscribableRow,
        "SELECT id, stock, label FROM variants WHERE sku = $1 AND archived_at IS NULL",
        sku
    )?;
    Ok(row.map(|row| (row.id, row.stock, row.label)))
}

/// A subscription to write.
#[derive(Clone, Copy, Debug)]
pub struct NewSubscription<'a> {
    /// The variant.
    pub variant: Uuid,
    /// Email address.
    pub email: &'a str,
    /// The same for all spellings of an address.
    pub key: &'a str,
    /// The same for all addresses of a mailbox.
    pub mailbox: &'a str,
}

/// Adds an unconfirmed subscription and returns its primary key, or `None` if the address has
/// already subscribed to the variant.
///
/// # Errors
/// If the query fails.
pub async fn request(
    executor: &mut impl Executor,
    new: NewSubscription<'_>,
    now: i64,
) -> Result<Option<Uuid>, Error> {
    let NewSubscription { variant, email, key, mailbox } = new;
    let id = crate::new_id(now);
    let noted = execute!(
        executor,
        "INSERT INTO stock_subscriptions (id, variant_id, email, email_key, mailbox, requested_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (variant_id, email_key) DO NOTHING",
        id,
        variant,
        email,
        key,
        mailbox,
        now
    )?;
    Ok((noted > 0).then_some(id))
}

db::row! {
    /// Subscription counts of a mailbox.
    struct CountRow {
        subscriptions: i64,
        unconfirmed: i64,
    }
}

/// The number of a mailbox's subscriptions, and of the unconfirmed ones.
///
/// # Errors
/// If the query fails.
pub async fn of_mailbox(executor: &mut impl Executor, mailbox: &str) -> Result<(i64, i64), Error> {
    let row = fetch_one!(
        executor,
        CountRow,
        "SELECT COUNT(*) AS subscriptions, COUNT(*) - COUNT(confirmed_at) AS unconfirmed
         FROM stock_subscriptions WHERE mailbox = $1",
        mailbox
    )?;
    Ok((row.subscriptions, row.unconfirmed))
}

/// Confirms a subscription. Returns whether it exists.
///
/// # Errors
/// If the query fails.
pub async fn confirm(executor: &mut impl Executor, id: Uuid, now: i64) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE stock_subscriptions SET confirmed_at = COALESCE(confirmed_at, $2) WHERE id = $1",
        id,
        now
    )? > 0)
}

/// Deletes unconfirmed subscriptions from before `before`, and returns their number.
///
/// # Errors
/// If the query fails.
pub async fn forget_unconfirmed(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM stock_subscriptions WHERE requested_at < $1 AND confirmed_at IS NULL",
        before
    )?)
}

/// Subscriptions whose variant is back in stock and whose email is not in the outbox yet, oldest
/// first, at most `limit`.
///
/// # Errors
/// If the query fails.
pub async fn over(executor: &mut impl Executor, now: i64, limit: i64) -> Result<Vec<Uuid>, Error> {
    let rows = fetch_all!(
        executor,
        (Uuid,),
        "SELECT w.id FROM stock_subscriptions w JOIN variants v ON v.id = w.variant_id
         JOIN products p ON p.id = v.product_id
         WHERE w.queued_at IS NULL AND w.confirmed_at IS NOT NULL AND v.stock > 0
         AND v.archived_at IS NULL AND p.status = 'published' AND p.published_at <= $1
         AND (p.unpublish_at IS NULL OR p.unpublish_at > $1)
         ORDER BY w.requested_at LIMIT $2",
        now,
        limit
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Marks that the subscription's email is in the outbox. Returns false if another worker was
/// faster.
///
/// # Errors
/// If the query fails.
pub async fn queue(executor: &mut impl Executor, id: Uuid, now: i64) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE stock_subscriptions SET queued_at = $2 WHERE id = $1 AND queued_at IS NULL",
        id,
        now
    )? > 0)
}

/// Resets a subscription whose variant sold out again before the email was sent.
///
/// # Errors
/// If the query fails.
pub async fn wait_on(executor: &mut impl Executor, id: Uuid) -> Result<(), Error> {
    execute!(executor, "UPDATE stock_subscriptions SET queued_at = NULL WHERE id = $1", id)?;
    Ok(())
}

/// The subscription with this primary key.
///
/// # Errors
/// If the query fails.
pub async fn by_id(
    executor: &mut impl Executor,
    id: Uuid,
    now: i64,
) -> Result<Option<SubscriptionRow>, Error> {
    Ok(fetch_optional!(
        executor,
        SubscriptionRow,
        "SELECT w.id, w.email, v.sku, p.slug, p.name, v.label, v.stock,
                CAST(CASE WHEN p.status = 'published' AND p.published_at <= $2
                AND (p.unpublish_at IS NULL OR p.unpublish_at > $2) AND v.archived_at IS NULL THEN 1
                ELSE 0 END AS BIGINT) AS visible, w.confirmed_at
         FROM stock_subscriptions w JOIN variants v ON v.id = w.variant_id
         JOIN products p ON p.id = v.product_id WHERE w.id = $1",
        id,
        now
    )?)
}

/// Deletes a subscription after its email was sent.
///
/// # Errors
/// If the query fails.
pub async fn forget(executor: &mut impl Executor, id: Uuid) -> Result<(), Error> {
    execute!(executor, "DELETE FROM stock_subscriptions WHERE id = $1", id)?;
    Ok(())
}

/// Deletes subscriptions from before `before`, and returns their number.
///
/// # Errors
/// If the query fails.
pub async fn forget_older_than(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM stock_subscriptions WHERE requested_at < $1", before)?)
}
