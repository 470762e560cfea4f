//! What a shopper has entered at checkout.

use crate::{Error, Executor};
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
        "SELECT key, state FROM checkouts WHERE cart_token = $1",
        token
    )?;
    Ok(row.map(|row| (row.key, row.state)))
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
        "INSERT INTO checkouts (cart_token, key, state) VALUES ($1, $2, $3) ON CONFLICT (cart_token) DO UPDATE SET state = excluded.state",
        token,
        key,
        state
    )?;
    Ok(())
}
