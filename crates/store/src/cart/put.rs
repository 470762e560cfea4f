//! Storing a cart.

use super::token::{digest, kind};
use crate::{Error, Executor, Uuid};
use db::fetch_one;

/// Stores a cart. An existing cart is kept, and its order count becomes the sum of both. Returns
/// its id.
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
