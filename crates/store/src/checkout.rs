//! What a shopper has entered at checkout.

use crate::{
    Error, Executor,
    cart::{plain, token::digest},
};
use db::{execute, fetch_optional};

db::row! {
    /// What a shopper has entered.
    struct CheckoutRow {
        key: String,
        state: String,
    }
}

/// What a shopper has told so far: the key that makes an order happen once, and JSON.
///
/// # Errors
/// When the database cannot.
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

/// Keeps it; the key of a checkout that is there already stays.
///
/// # Errors
/// When the database cannot.
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
