//! Deleting carts that are no longer in use.

use crate::{Error, Executor};
use db::execute;

/// Deletes carts that nobody has used since `before`, at most 500; gives how many. The age is looked
/// at again once a cart is locked: one that was just used stays.
///
/// # Errors
/// When the database cannot.
pub async fn delete_older_than(executor: &mut impl Executor, before: i64) -> Result<u64, Error> {
    Ok(execute!(
        executor,
        "DELETE FROM shopping_carts WHERE updated_at < $1
         AND id IN (SELECT id FROM shopping_carts WHERE updated_at < $1
         ORDER BY updated_at LIMIT 500)",
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
        "DELETE FROM shopping_carts WHERE updated_at < $1
         AND id IN (SELECT c.id FROM shopping_carts c WHERE c.updated_at < $1
                    AND NOT EXISTS (SELECT 1 FROM shopping_cart_lines l WHERE l.cart_id = c.id)
                    ORDER BY c.updated_at LIMIT 500)",
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
        "DELETE FROM shopping_carts WHERE updated_at < $1
         AND id IN (SELECT id FROM shopping_carts WHERE updated_at < $1 AND kind = 'program'
         ORDER BY updated_at LIMIT 500)",
        before
    )?)
}
