//! Payment intents: payments that may have been authorised and have no order yet. An intent is
//! written before the provider is called and deleted in the order's transaction, so it ends in
//! exactly one of two ways: an order uses it, or the worker voids it.

use crate::{Error, Executor};
use db::{execute, fetch_all, fetch_one};

/// Number of cancelled intents of an order, which is the number of the next one.
///
/// # Errors
/// If the query fails.
pub async fn count_cancelled(executor: &mut impl Executor, order_key: &str) -> Result<i64, Error> {
    let (count,) = fetch_one!(
        executor,
        (i64,),
        "SELECT COUNT(*) FROM payment_intents WHERE order_key = $1 AND state <> 'begun'",
        order_key
    )?;
    Ok(count)
}

/// Writes an intent before the provider is called. The same key is the same intent.
///
/// # Errors
/// If the query fails.
pub async fn begin(
    executor: &mut impl Executor,
    key: &str,
    order_key: &str,
    provider: &str,
    now: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO payment_intents (key, order_key, provider, state, started_at)
         VALUES ($1, $2, $3, 'begun', $4) ON CONFLICT (key) DO NOTHING",
        key,
        order_key,
        provider,
        now
    )?;
    Ok(())
}

/// Completes an intent for an order. Returns whether it was still open.
///
/// # Errors
/// If the query fails.
pub async fn take(executor: &mut impl Executor, key: &str) -> Result<bool, Error> {
    Ok(execute!(executor, "DELETE FROM payment_intents WHERE key = $1 AND state = 'begun'", key)?
        > 0)
}

/// Cancels an intent; from then on no order can use it. Returns whether it was open.
///
/// # Errors
/// If the query fails.
pub async fn cancel(executor: &mut impl Executor, key: &str) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE payment_intents SET state = 'voiding' WHERE key = $1 AND state = 'begun'",
        key
    )? > 0)
}

/// Records that the provider has voided it.
///
/// # Errors
/// If the query fails.
pub async fn voided(executor: &mut impl Executor, key: &str) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE payment_intents SET state = 'voided' WHERE key = $1 AND state = 'voiding'",
        key
    )?;
    Ok(())
}

/// Records that the provider failed to void it at `now`: it is tried again after the others. The
/// time at which it was started is not needed once it is cancelled.
///
/// # Errors
/// If the query fails.
pub async fn postpone(executor: &mut impl Executor, key: &str, now: i64) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE payment_intents SET started_at = $2 WHERE key = $1 AND state = 'voiding'",
        key,
        now
    )?;
    Ok(())
}

/// Cancels all intents started before `before` without an order; from then on no order can use
/// them.
///
/// # Errors
/// If the query fails.
pub async fn cancel_older_than(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "UPDATE payment_intents SET state = 'voiding' WHERE state = 'begun' AND started_at < $1",
        before
    )?)
}

db::row! {
    /// An intent and the provider that it was made with.
    #[derive(Clone, Debug)]
    pub struct IntentRow {
        /// The key of the authorisation.
        pub key: String,
        /// The provider's name.
        pub provider: String,
    }
}

/// The providers of cancelled intents that are not voided yet.
///
/// # Errors
/// If the query fails.
pub async fn voiding_providers(executor: &mut impl Executor) -> Result<Vec<String>, Error> {
    let rows = fetch_all!(
        executor,
        (String,),
        "SELECT DISTINCT provider FROM payment_intents WHERE state = 'voiding'"
    )?;
    Ok(rows.into_iter().map(|(provider,)| provider).collect())
}

/// Number of cancelled intents that this provider has not voided yet.
///
/// # Errors
/// If the query fails.
pub async fn count_voiding(executor: &mut impl Executor, provider: &str) -> Result<i64, Error> {
    let (count,) = fetch_one!(
        executor,
        (i64,),
        "SELECT COUNT(*) FROM payment_intents WHERE state = 'voiding' AND provider = $1",
        provider
    )?;
    Ok(count)
}

/// Cancelled intents that this provider has not voided yet, at most 100: those started or last
/// tried the longest ago first.
///
/// # Errors
/// If the query fails.
pub async fn voiding(
    executor: &mut impl Executor,
    provider: &str,
) -> Result<Vec<IntentRow>, Error> {
    Ok(fetch_all!(
        executor,
        IntentRow,
        "SELECT key, provider FROM payment_intents WHERE state = 'voiding' AND provider = $1
         ORDER BY started_at LIMIT 100",
        provider
    )?)
}

/// Deletes voided intents started, or last postponed, before `before`.
///
/// # Errors
/// If the query fails.
pub async fn forget(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM payment_intents WHERE state = 'voided' AND started_at < $1",
        before
    )?)
}
