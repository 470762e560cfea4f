//! Deletion of unused carts.

use crate::{Error, Executor};
use db::execute;

/// Deletes carts that have not been used since `before`, at most 500, and returns their number. The
/// age is checked again once a cart is locked, so a cart used in the meantime is kept.
///
/// # Errors
/// If the query fails.
pub async fn delete_older_than(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM shopping_carts WHERE updated_at < $1
         AND id IN (SELECT id FROM shopping_carts WHERE updated_at < $1
         ORDER BY updated_at LIMIT 500)",
        before
    )?)
}

/// Like [`delete_older_than`], for empty carts.
///
/// # Errors
/// If the query fails.
pub async fn delete_empty_older_than(
    executor: &mut impl Executor,
    before: i64,
) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM shopping_carts WHERE updated_at < $1
         AND id IN (SELECT c.id FROM shopping_carts c WHERE c.updated_at < $1
                    AND NOT EXISTS (SELECT 1 FROM shopping_cart_lines l WHERE l.cart_id = c.id)
                    ORDER BY c.updated_at LIMIT 500)",
        before
    )?)
}

/// Like [`delete_older_than`], for carts of API clients.
///
/// # Errors
/// If the query fails.
pub async fn delete_programs_older_than(
    executor: &mut impl Executor,
    before: i64,
) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM shopping_carts WHERE updated_at < $1
         AND id IN (SELECT id FROM shopping_carts WHERE updated_at < $1 AND kind = 'program'
         ORDER BY updated_at LIMIT 500)",
        before
    )?)
}
