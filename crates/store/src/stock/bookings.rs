//! Bookings that were sent with a key, so that a form that is sent twice books once.

use crate::{Error, Executor};
use db::{execute, fetch_one};

/// Notes that a booking with this key begins, and returns none; the result of the first one if
/// there was one. On PostgreSQL it waits while another transaction has begun the same booking.
///
/// # Errors
/// If a query fails.
pub async fn claim_booking(
    executor: &mut impl Executor,
    key: &str,
    now: i64,
) -> Result<Option<String>, Error> {
    let added = execute!(
        executor,
        "INSERT INTO stock_bookings (key, result, at) VALUES ($1, '', $2)
         ON CONFLICT (key) DO NOTHING",
        key,
        now
    )?;
    if added > 0 {
        return Ok(None);
    }
    let (result,) =
        fetch_one!(executor, (String,), "SELECT result FROM stock_bookings WHERE key = $1", key)?;
    Ok(Some(result))
}

/// Keeps the result of a booking, in its transaction.
///
/// # Errors
/// If the query fails.
pub async fn keep_booking(
    executor: &mut impl Executor,
    key: &str,
    result: &str,
) -> Result<(), Error> {
    execute!(executor, "UPDATE stock_bookings SET result = $2 WHERE key = $1", key, result)?;
    Ok(())
}

/// Forgets the keys of bookings before a time in Unix milliseconds, and returns their number.
///
/// # Errors
/// If the query fails.
pub async fn forget_bookings(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM stock_bookings WHERE at < $1", before)?)
}
