//! Deleting carts that are no longer in use.

use crate::{Error, Executor};
use db::execute;

/// Deletes carts that nobody has touched since `before`, at most 500; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn delete_older_than(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM carts WHERE token IN (SELECT token FROM carts WHERE updated_at < $1 ORDER BY updated_at LIMIT 500)",
        before
    )?)
}

/// The same of carts that hold nothing.
///
/// # Errors
/// When the database cannot.
pub async fn delete_empty_older_than(
    executor: &mut impl Executor,
    before: i64,
) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM carts
         WHERE token IN (SELECT c.token FROM carts c WHERE c.updated_at < $1
                         AND NOT EXISTS (SELECT 1 FROM cart_lines l WHERE l.cart_token = c.token) ORDER BY c.updated_at LIMIT 500)",
        before
    )?)
}

/// The same of carts of programs.
///
/// # Errors
/// When the database cannot.
pub async fn delete_programs_older_than(
    executor: &mut impl Executor,
    before: i64,
) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM carts
         WHERE token IN (SELECT token FROM carts WHERE updated_at < $1 AND token LIKE 'api:%' ORDER BY updated_at LIMIT 500)",
        before
    )?)
}
