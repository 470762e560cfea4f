//! Quantity changes that clients send again because the response was lost.

use crate::{Error, Executor, Uuid, cart::token::digest};
use db::execute;

/// Whether the last change of a line had this key.
///
/// # Errors
/// If the query fails.
pub async fn is_last_change(
    executor: &mut impl Executor,
    token: &str,
    variant: Uuid,
    key: &str,
) -> Result<bool, Error> {
    let same = execute!(
        executor,
        "UPDATE shopping_cart_lines SET last_change = $3
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1)
             AND variant_id = $2 AND last_change = $3",
        digest(token),
        variant,
        key
    )?;
    Ok(same > 0)
}

/// Stores the key of the last change of a line.
///
/// # Errors
/// If the query fails.
pub async fn note_change(
    executor: &mut impl Executor,
    token: &str,
    variant: Uuid,
    key: &str,
) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE shopping_cart_lines SET last_change = $3
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1)
             AND variant_id = $2",
        digest(token),
        variant,
        key
    )?;
    Ok(())
}
