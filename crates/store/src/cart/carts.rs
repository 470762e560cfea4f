//! Carts without their lines.

use crate::{
    Error, Executor,
    cart::{LineRow, empty, lines},
};
use db::{execute, fetch_optional};

db::row! {
    /// A cart without its lines.
    #[derive(Clone, Debug)]
    pub struct CartRow {
        /// Opaque id.
        pub token: String,
        /// How many orders came of it.
        pub generation: i64,
        /// JSON of the line taken out last.
        pub undo: Option<String>,
    }
}

/// The cart, if there is one.
///
/// # Errors
/// When the database cannot.
pub async fn get(executor: &mut impl Executor, token: &str) -> Result<Option<CartRow>, Error> {
    Ok(fetch_optional!(
        executor,
        CartRow,
        "SELECT token, generation, undo FROM carts WHERE token = $1",
        token
    )?)
}

/// Makes the cart if it is not there, and notes that it is in use.
///
/// # Errors
/// When the database cannot.
pub async fn touch(executor: &mut impl Executor, token: &str, now: i64) -> Result<(), Error> {
    execute!(
        executor,
        "INSERT INTO carts (token, updated_at) VALUES ($1, $2) ON CONFLICT (token) DO UPDATE SET updated_at = excluded.updated_at, undo = NULL",
        token,
        now
    )?;
    Ok(())
}

/// Locks the cart until the transaction ends and notes that it is in use; gives whether there is
/// one. What is read after it cannot be changed by another transaction that locks it too.
///
/// # Errors
/// When the database cannot.
pub async fn lock(executor: &mut impl Executor, token: &str, now: i64) -> Result<bool, Error> {
    Ok(execute!(executor, "UPDATE carts SET updated_at = $2 WHERE token = $1", token, now)? > 0)
}

/// Notes what can be put back.
///
/// # Errors
/// When the database cannot.
pub async fn set_undo(
    executor: &mut impl Executor,
    token: &str,
    undo: Option<&str>,
) -> Result<(), Error> {
    execute!(executor, "UPDATE carts SET undo = $2 WHERE token = $1", token, undo)?;
    Ok(())
}

/// The order's part of closing a cart: starts its next generation, empties it and gives the lines
/// that it held; none when another order was faster. The cart is locked first, so that a line that
/// is just being added is waited for and stands among them.
///
/// # Errors
/// When the database cannot.
pub async fn close(
    executor: &mut impl Executor,
    token: &str,
    generation: i64,
    now: i64,
) -> Result<Option<Vec<LineRow>>, Error> {
    let changed = execute!(
        executor,
        "UPDATE carts SET generation = generation + 1, undo = NULL, updated_at = $3 WHERE token = $1 AND generation = $2",
        token,
        generation,
        now
    )?;
    if changed == 0 {
        return Ok(None);
    }
    let held = lines(executor, token, now).await?;
    empty(executor, token).await?;
    execute!(executor, "DELETE FROM checkouts WHERE cart_token = $1", token)?;
    Ok(Some(held))
}
