//! Back-in-stock subscriptions: who asked to be told when a variant is there again.

use crate::{Error, Executor, Uuid, column};
use db::{execute, fetch_all, fetch_one, fetch_optional};

db::row! {
    /// A wait, with what its letter tells.
    #[derive(Clone, Debug)]
    pub struct WaitRow {
        /// Where the letter goes.
        pub email: String,
        /// The variant.
        pub sku: String,
        /// The product's page.
        pub slug: String,
        /// The product's name.
        pub name: String,
        /// The variant's label.
        pub label: String,
        /// Pieces there are now.
        pub stock: i64,
        /// Whether the product can be bought.
        pub visible: bool = column::flag,
        /// When it was confirmed.
        pub confirmed_at: Option<i64>,
    }
}

db::row! {
    /// A variant, as far as a subscription needs it.
    struct VariantRow {
        id: Uuid,
        stock: i64,
        label: String,
    }
}

/// Id, stock and label of a variant.
///
/// # Errors
/// When the database cannot.
pub async fn variant(
    executor: &mut impl Executor,
    sku: &str,
) -> Result<Option<(Uuid, i64, String)>, Error> {
    let row = fetch_optional!(
        executor,
        VariantRow,
        "SELECT id, stock, label FROM variants WHERE sku = $1",
        sku
    )?;
    Ok(row.map(|row| (row.id, row.stock, row.label)))
}

/// Notes a wait that is not confirmed yet, and gives its primary key; none when the address waits
/// for the variant already. The key is the same for all spellings of an address, and the mailbox
/// for all addresses that end there.
///
/// # Errors
/// When the database cannot.
pub async fn ask(
    executor: &mut impl Executor,
    variant: Uuid,
    email: &str,
    (key, mailbox): (&str, &str),
    now: i64,
) -> Result<Option<Uuid>, Error> {
    let id = crate::new_id(now);
    let noted = execute!(
        executor,
        "INSERT INTO stock_waits (id, variant_id, email, email_key, mailbox, asked_at)
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
    /// Subscriptions of a mailbox.
    struct CountRow {
        subscriptions: i64,
        unconfirmed: i64,
    }
}

/// For how many variants a mailbox waits, and how many of these are not confirmed.
///
/// # Errors
/// When the database cannot.
pub async fn of_mailbox(executor: &mut impl Executor, mailbox: &str) -> Result<(i64, i64), Error> {
    let row = fetch_one!(
        executor,
        CountRow,
        "SELECT COUNT(*) AS subscriptions, COUNT(*) - COUNT(confirmed_at) AS unconfirmed
         FROM stock_waits WHERE mailbox = $1",
        mailbox
    )?;
    Ok((row.subscriptions, row.unconfirmed))
}

/// Confirms a wait; gives whether it is there.
///
/// # Errors
/// When the database cannot.
pub async fn confirm(executor: &mut impl Executor, id: Uuid, now: i64) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE stock_waits SET confirmed_at = COALESCE(confirmed_at, $2) WHERE id = $1",
        id,
        now
    )? > 0)
}

/// Forgets waits from before `before` that nobody has confirmed; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn forget_unconfirmed(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM stock_waits WHERE asked_at < $1 AND confirmed_at IS NULL",
        before
    )?)
}

/// Waits that are over and have no letter in the outbox yet, the longest first, at most `limit`.
///
/// # Errors
/// When the database cannot.
pub async fn over(executor: &mut impl Executor, now: i64, limit: i64) -> Result<Vec<Uuid>, Error> {
    let rows = fetch_all!(
        executor,
        (Uuid,),
        "SELECT w.id FROM stock_waits w JOIN variants v ON v.id = w.variant_id
         JOIN products p ON p.id = v.product_id
         WHERE w.queued_at IS NULL AND w.confirmed_at IS NOT NULL AND v.stock > 0
         AND p.status = 'published' AND p.published_at <= $1
         ORDER BY w.asked_at LIMIT $2",
        now,
        limit
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The wait's letter goes into the outbox; false when another worker was faster.
///
/// # Errors
/// When the database cannot.
pub async fn queue(executor: &mut impl Executor, id: Uuid, now: i64) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE stock_waits SET queued_at = $2 WHERE id = $1 AND queued_at IS NULL",
        id,
        now
    )? > 0)
}

/// The variant went again before the letter was out: the wait goes on.
///
/// # Errors
/// When the database cannot.
pub async fn wait_on(executor: &mut impl Executor, id: Uuid) -> Result<(), Error> {
    execute!(executor, "UPDATE stock_waits SET queued_at = NULL WHERE id = $1", id)?;
    Ok(())
}

/// The wait with this primary key.
///
/// # Errors
/// When the database cannot.
pub async fn by_id(
    executor: &mut impl Executor,
    id: Uuid,
    now: i64,
) -> Result<Option<WaitRow>, Error> {
    Ok(fetch_optional!(
        executor,
        WaitRow,
        "SELECT w.email, v.sku, p.slug, p.name, v.label, v.stock,
                CAST(CASE WHEN p.status = 'published' AND p.published_at <= $2 THEN 1
                ELSE 0 END AS BIGINT) AS visible, w.confirmed_at
         FROM stock_waits w JOIN variants v ON v.id = w.variant_id
         JOIN products p ON p.id = v.product_id WHERE w.id = $1",
        id,
        now
    )?)
}

/// Forgets a wait: its letter is out.
///
/// # Errors
/// When the database cannot.
pub async fn forget(executor: &mut impl Executor, id: Uuid) -> Result<(), Error> {
    execute!(executor, "DELETE FROM stock_waits WHERE id = $1", id)?;
    Ok(())
}

/// Forgets waits from before `before`; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn forget_older_than(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM stock_waits WHERE asked_at < $1", before)?)
}
