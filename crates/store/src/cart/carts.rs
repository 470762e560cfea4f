//! Carts without their lines.

use crate::{
    Error, Executor, Uuid,
    cart::{
        LineRow, empty, lines, plain,
        token::{digest, kind},
    },
};
use db::{execute, fetch_one, fetch_optional};

db::row! {
    /// A cart without its lines.
    #[derive(Clone, Debug)]
    pub struct CartRow {
        /// Primary key; none while the cart is under its plain token.
        pub id: Option<Uuid>,
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

/// Makes the cart if it is not there, and notes that it is in use.
///
/// # Errors
/// When the database cannot.
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

/// Keeps a cart; one that is there stays, and counts the orders of both. Gives its id.
pub(super) async fn put(
    executor: &mut impl Executor,
    token: &str,
    generation: i64,
    now: i64,
) -> Result<Uuid, Error> {
    let (id,) = fetch_one!(
        executor,
        (Uuid,),
        "INSERT INTO shopping_carts (id, token_hash, kind, generation, updated_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (token_hash) DO UPDATE SET
            generation = shopping_carts.generation + excluded.generation,
            updated_at = CASE WHEN shopping_carts.updated_at > excluded.updated_at
            THEN shopping_carts.updated_at ELSE excluded.updated_at END
         RETURNING id",
        crate::new_id(now),
        digest(token),
        kind(token),
        generation,
        now
    )?;
    Ok(id)
}

/// Locks the cart until the transaction ends and notes that it is in use; gives whether there is
/// one. What is read after it cannot be changed by another transaction that locks it too.
///
/// # Errors
/// When the database cannot.
pub async fn lock(executor: &mut impl Executor, token: &str, now: i64) -> Result<bool, Error> {
    let locked = execute!(
        executor,
        "UPDATE shopping_carts SET updated_at = $2 WHERE token_hash = $1",
        digest(token),
        now
    )?;
    Ok(locked > 0 || plain::adopt(executor, token, now).await?)
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
    execute!(
        executor,
        "UPDATE shopping_carts SET undo = $2 WHERE token_hash = $1",
        digest(token),
        undo
    )?;
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
    let mut started = start_generation(executor, token, generation, now).await?;
    if !started && plain::adopt(executor, token, now).await? {
        started = start_generation(executor, token, generation, now).await?;
    }
    if !started {
        return Ok(None);
    }
    let held = lines(executor, token, now).await?;
    empty(executor, token).await?;
    execute!(
        executor,
        "DELETE FROM checkout_sessions
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1)",
        digest(token)
    )?;
    Ok(Some(held))
}

/// Starts the generation after this one; gives whether it was this one.
async fn start_generation(
    executor: &mut impl Executor,
    token: &str,
    generation: i64,
    now: i64,
) -> Result<bool, Error> {
    Ok(execute!(
        executor,
        "UPDATE shopping_carts SET generation = generation + 1, undo = NULL, updated_at = $3
         WHERE token_hash = $1 AND generation = $2",
        digest(token),
        generation,
        now
    )? > 0)
}
