//! Checkout sessions.

use crate::{
    Error, Executor,
    cart::{plain, token::digest},
};
use db::{execute, fetch_optional};

db::row! {
    /// A checkout session.
    struct CheckoutRow {
        key: String,
        state: String,
    }
}

/// The checkout session so far: the key that makes placing the order idempotent, and JSON.
///
/// # Errors
/// If the query fails.
pub async fn get(
    executor: &mut impl Executor,
    token: &str,
) -> Result<Option<(String, String)>, Error> {
    let row = fetch_optional!(
        executor,
        CheckoutRow,
        "SELECT s.key, s.state FROM checkout_sessions s JOIN shopping_carts c ON c.id = s.cart_id
         WHERE c.token_hash = $1",
        digest(token)
    )?;
    match row {
        Some(row) => Ok(Some((row.key, row.state))),
        None => plain::checkout(executor, token).await,
    }
}

/// Stores a checkout session. An existing one keeps its key.
///
/// # Errors
/// If the query fails.
pub async fn put(
    executor: &mut impl Executor,
    token: &str,
    key: &str,
    state: &str,
) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO checkout_sessions (cart_id, key, state)
         VALUES ((SELECT id FROM shopping_carts WHERE token_hash = $1), $2, $3)
         ON CONFLICT (cart_id) DO UPDATE SET state = excluded.state",
        digest(token),
        key,
        state
    )?;
    Ok(())
}
