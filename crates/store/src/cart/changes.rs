//! Quantity changes that clients send again because the response was lost.

use crate::{Error, Executor, Uuid, cart::token::digest};
use db::{execute, fetch_optional};

/// How many keys a line keeps: a change may be repeated after later ones of the same line, if two
/// tabs have sent them or one did not wait for the other.
const KEPT: usize = 4;

/// Whether one of the last changes of a line had this key.
///
/// # Errors
/// If the query fails.
pub async fn is_recent_change(
    executor: &mut impl Executor,
    token: &str,
    variant: Uuid,
    key: &str,
) -> Result<bool, Error> {
    let keys = recent_keys(executor, token, variant).await?;
    Ok(keys.split(' ').any(|other| other == key))
}

/// Stores the key of the last change of a line; it must not contain a space.
///
/// # Errors
/// If the query fails.
pub async fn note_change(
    executor: &mut impl Executor,
    token: &str,
    variant: Uuid,
    key: &str,
) -> Result<(), Error> {
    let before = recent_keys(executor, token, variant).await?;
    let earlier = before.split(' ').filter(|other| !other.is_empty() && *other != key);
    let keys: Vec<&str> = std::iter::once(key).chain(earlier).take(KEPT).collect();
    execute!(
        executor,
        "UPDATE shopping_cart_lines SET last_change = $3
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1)
             AND variant_id = $2",
        digest(token),
        variant,
        keys.join(" ")
    )?;
    Ok(())
}

/// The keys of a line's last changes, separated by spaces; the newest is the first. The cart must
/// be locked.
async fn recent_keys(
    executor: &mut impl Executor,
    token: &str,
    variant: Uuid,
) -> Result<String, Error> {
    let row = fetch_optional!(
        executor,
        (Option<String>,),
        "SELECT last_change FROM shopping_cart_lines
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1)
             AND variant_id = $2",
        digest(token),
        variant
    )?;
    // No line and a line without keyed changes have none.
    Ok(row.and_then(|(keys,)| keys).unwrap_or_default())
}
