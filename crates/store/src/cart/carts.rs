//! Carts, without their lines.

use crate::{
    Error, Executor, Uuid,
    cart::{CartRow, LineRow, empty, lines, plain, put::put, token::digest},
};
use db::{execute, fetch_optional};

/// The cart, if it exists.
///
/// # Errors
/// If the query fails.
pub async fn get(executor: &mut impl Executor, token: &str) -> Result<Option<CartRow>, Error> {
    let row = fetch_optional!(
        executor,
        CartRow,
        "SELECT id, generation, undo FROM shopping_carts WHERE token_hash = $1",
        digest(token)
    )?;
    match row {
        Some(row) => Ok(Some(row)),
        None => plain::get(executor, token).await,
    }
}

/// Creates the cart if needed, and records that it is in use.
///
/// # Errors
/// If the query fails.
pub async fn touch(executor: &mut impl Executor, token: &str, now: i64) -> Result<(), Error> {
    let renewed = execute!(
        executor,
        "UPDATE shopping_carts SET updated_at = $2, undo = NULL WHERE token_hash = $1",
        digest(token),
        now
    )?;
    if renewed == 0 && !plain::adopt(executor, token, now).await? {
        put(executor, token, 0, now).await?;
    }
    Ok(())
}

/// Creates the cart of a new token, which only the caller knows.
///
/// # Errors
/// If the query fails.
pub async fn create(executor: &mut impl Executor, token: &str, now: i64) -> Result<(), Error> {
    put(executor, token, 0, now).await?;
    Ok(())
}

/// Locks the cart until the transaction ends, and records that it is in use. Returns whether the
/// cart exists. Other transactions that lock it cannot change what is read afterwards.
///
/// # Errors
/// If the query fails.
pub async fn lock(executor: &mut impl Executor, token: &str, now: i64) -> Result<bool, Error> {
    let locked = execute!(
        executor,
        "UPDATE shopping_carts SET updated_at = $2 WHERE token_hash = $1",
        digest(token),
        now
    )?;
    Ok(locked > 0 || plain::adopt(executor, token, now).await?)
}

/// Stores the removed line, for undo.
///
/// # Errors
/// If the query fails.
pub async fn set_undo(
    executor: &mut impl Executor,
    token: &str,
    undo: Option<&str>,
) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE shopping_carts SET undo = $2 WHERE token_hash = $1",
        digest(token),
        undo
    )?;
    Ok(())
}

/// A cart that was closed for an order.
#[derive(Clone, Debug)]
pub struct Closed {
    /// Primary key.
    pub id: Uuid,
    /// The lines it had.
    pub lines: Vec<LineRow>,
}

/// Closes a cart for an order: starts its next generation, empties it and returns its lines, or
/// `None` if another order was faster. Locks the cart first, so that the lines include one that is
/// being added concurrently.
///
/// # Errors
/// If the query fails.
pub async fn close(
    executor: &mut impl Executor,
    token: &str,
    generation: i64,
    now: i64,
) -> Result<Option<Closed>, Error> {
    let mut started = start_generation(executor, token, generation, now).await?;
    if started.is_none() && plain::adopt(executor, token, now).await? {
        started = start_generation(executor, token, generation, now).await?;
    }
    let Some(id) = started else { return Ok(None) };
    let held = lines(executor, token, now).await?;
    empty(executor, token).await?;
    execute!(executor, "DELETE FROM checkout_sessions WHERE cart_id = $1", id)?;
    Ok(Some(Closed { id, lines: held }))
}

/// Starts the generation after this one. Returns the cart's primary key, or `None` if this was not
/// the current generation.
async fn start_generation(
    executor: &mut impl Executor,
    token: &str,
    generation: i64,
    now: i64,
) -> Result<Option<Uuid>, Error> {
    let row = fetch_optional!(
        executor,
        (Uuid,),
        "UPDATE shopping_carts SET generation = generation + 1, undo = NULL, updated_at = $3
         WHERE token_hash = $1 AND generation = $2 RETURNING id",
        digest(token),
        generation,
        now
    )?;
    Ok(row.map(|(id,)| id))
}
