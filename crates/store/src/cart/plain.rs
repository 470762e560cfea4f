//! Carts stored under their plain token, in the tables used by programs from before migration 12.
//! While such programs run beside this one, their carts are read here, and move to the token's
//! digest when next changed; the worker moves the others. The next release removes this file and
//! the three tables.

use crate::{
    Error, Executor, Uuid,
    cart::{
        put::put,
        rows::{CartRow, CartSize, LineRow, select_lines},
    },
};
use db::{execute, fetch_all, fetch_one, fetch_optional};

/// The cart, if it exists.
pub(super) async fn get(
    executor: &mut impl Executor,
    token: &str,
) -> Result<Option<CartRow>, Error> {
    let row = fetch_optional!(
        executor,
        PlainRow,
        "SELECT token, generation, undo, updated_at FROM carts WHERE token = $1",
        token
    )?;
    Ok(row.map(|row| CartRow { id: None, generation: row.generation, undo: row.undo }))
}

db::row! {
    struct PlainRow {
        token: String,
        generation: i64,
        undo: Option<String>,
        updated_at: i64,
    }
}

/// Its lines, in the order in which they were added.
pub(super) async fn lines(
    executor: &mut impl Executor,
    token: &str,
    now: i64,
) -> Result<Vec<LineRow>, Error> {
    Ok(fetch_all!(
        executor,
        LineRow,
        select_lines!(
            "cart_lines l JOIN variants v ON v.id = l.variant_id
             JOIN products p ON p.id = v.product_id WHERE l.cart_token = $1"
        ),
        token,
        now
    )?)
}

/// Its size.
pub(super) async fn size(executor: &mut impl Executor, token: &str) -> Result<CartSize, Error> {
    Ok(fetch_one!(
        executor,
        CartSize,
        "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) AS units, COUNT(*) AS lines
         FROM cart_lines WHERE cart_token = $1",
        token
    )?)
}

db::row! {
    struct SessionRow {
        key: String,
        state: String,
    }
}

/// The details entered at its checkout.
pub(crate) async fn checkout(
    executor: &mut impl Executor,
    token: &str,
) -> Result<Option<(String, String)>, Error> {
    let row = fetch_optional!(
        executor,
        SessionRow,
        "SELECT key, state FROM checkouts WHERE cart_token = $1",
        token
    )?;
    Ok(row.map(|row| (row.key, row.state)))
}

/// Moves the cart to its token's digest, with its lines and its checkout. Returns whether there was
/// one. If a cart exists under the digest already, the lines are merged.
pub(super) async fn adopt(
    executor: &mut impl Executor,
    token: &str,
    now: i64,
) -> Result<bool, Error> {
    // Locks the row, so that an older program cannot change it in the meantime.
    let row = fetch_optional!(
        executor,
        PlainRow,
        "UPDATE carts SET updated_at = updated_at WHERE token = $1
         RETURNING token, generation, undo, updated_at",
        token
    )?;
    let Some(row) = row else { return Ok(false) };
    move_under_digest(executor, &row, now).await?;
    Ok(true)
}

async fn move_under_digest(
    executor: &mut impl Executor,
    row: &PlainRow,
    now: i64,
) -> Result<Uuid, Error> {
    let id = put(executor, &row.token, row.generation, now).await?;
    if row.undo.is_some() {
        execute!(
            executor,
            "UPDATE shopping_carts SET undo = $2 WHERE id = $1 AND undo IS NULL",
            id,
            row.undo.as_deref()
        )?;
    }
    execute!(
        executor,
        "INSERT INTO shopping_cart_lines (cart_id, variant_id, quantity, seen_minor, seen_currency,
         added_at)
         SELECT c.id, l.variant_id, l.quantity, l.seen_minor, l.seen_currency, l.added_at
         FROM cart_lines l JOIN shopping_carts c ON c.id = $1 WHERE l.cart_token = $2
         ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity =
            CASE WHEN shopping_cart_lines.quantity > excluded.quantity
            THEN shopping_cart_lines.quantity ELSE excluded.quantity END",
        id,
        row.token.as_str()
    )?;
    execute!(
        executor,
        "INSERT INTO checkout_sessions (cart_id, key, state) SELECT c.id, o.key, o.state
         FROM checkouts o JOIN shopping_carts c ON c.id = $1 WHERE o.cart_token = $2 ON CONFLICT
         DO NOTHING",
        id,
        row.token.as_str()
    )?;
    execute!(executor, "DELETE FROM carts WHERE token = $1", row.token.as_str())?;
    Ok(id)
}

/// Moves carts that have not changed since `before` to their tokens' digests, at most 100, and
/// returns their number.
///
/// # Errors
/// If the query fails.
pub async fn move_older_than(executor: &mut impl Executor, before: i64) -> Result<usize, Error> {
    let rows = fetch_all!(
        executor,
        PlainRow,
        "UPDATE carts SET updated_at = updated_at WHERE updated_at < $1
         AND token IN (SELECT token FROM carts WHERE updated_at < $1 ORDER BY updated_at LIMIT 100)
         RETURNING token, generation, undo, updated_at",
        before
    )?;
    for row in &rows {
        // Moving does not count as use: the cart keeps its age.
        move_under_digest(executor, row, row.updated_at).await?;
    }
    Ok(rows.len())
}
