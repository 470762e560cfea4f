//! Payments that may have been authorised and have no order yet. An attempt is written before the
//! provider is asked and deleted in the order's own transaction, so exactly one of two things comes
//! of it: an order that uses it, or the worker voiding it.

use crate::{Error, Executor};
use db::{execute, fetch_all, fetch_one};

/// How many attempts for an order were given up: the number of the next one.
///
/// # Errors
/// When the database cannot.
pub async fn given_up(executor: &mut impl Executor, order_key: &str) -> Result<i64, Error> {
    let (count,) = fetch_one!(
        executor,
        (i64,),
        "SELECT COUNT(*) FROM payment_attempts WHERE order_key = $1 AND state <> 'begun'",
        order_key
    )?;
    Ok(count)
}

/// Notes that the provider is about to be asked. The same key again is the same attempt.
///
/// # Errors
/// When the database cannot.
pub async fn begin(
    executor: &mut impl Executor,
    key: &str,
    order_key: &str,
    provider: &str,
    now: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO payment_attempts (key, order_key, provider, state, begun_at)
         VALUES ($1, $2, $3, 'begun', $4) ON CONFLICT (key) DO NOTHING",
        key,
        order_key,
        provider,
        now
    )?;
    Ok(())
}

/// The order's part: takes the attempt; gives whether it was still there to be taken.
///
/// # Errors
/// When the database cannot.
pub async fn take(executor: &mut impl Executor, key: &str) -> Result<bool, Error> {
    Ok(execute!(executor, "DELETE FROM payment_attempts WHERE key = $1 AND state = 'begun'", key)?
        > 0)
}

/// Gives an attempt up; from here on no order can take it. Gives whether it was there to be given
/// up.
///
/// # Errors
/// When the database cannot.
pub async fn give_up(executor: &mut impl Executor, key: &str) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE payment_attempts SET state = 'voiding' WHERE key = $1 AND state = 'begun'",
        key
    )? > 0)
}

/// Notes that the provider has let go of it.
///
/// # Errors
/// When the database cannot.
pub async fn voided(executor: &mut impl Executor, key: &str) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE payment_attempts SET state = 'voided' WHERE key = $1 AND state = 'voiding'",
        key
    )?;
    Ok(())
}

/// Gives up all attempts that were begun before `before` and have no order; from here on no order
/// can take them.
///
/// # Errors
/// When the database cannot.
pub async fn give_up_older_than(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "UPDATE payment_attempts SET state = 'voiding' WHERE state = 'begun' AND begun_at < $1",
        before
    )?)
}

/// Keys of attempts that were given up and that the provider has not let go of yet, at most 100.
///
/// # Errors
/// When the database cannot.
pub async fn voiding(executor: &mut impl Executor) -> Result<Vec<String>, Error> {
    let rows = fetch_all!(
        executor,
        (String,),
        "SELECT key FROM payment_attempts WHERE state = 'voiding' ORDER BY begun_at LIMIT 100"
    )?;
    Ok(rows.into_iter().map(|(key,)| key).collect())
}

/// Forgets attempts that were let go of and begun before `before`.
///
/// # Errors
/// When the database cannot.
pub async fn forget(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM payment_attempts WHERE state = 'voided' AND begun_at < $1",
        before
    )?)
}
