//! Carts under their plain token, in the tables that programs from before migration 12 use. While
//! such programs run beside this one, their carts are read here, and move under the token's digest
//! when they are next changed; the worker moves what nobody changes. This file and the three tables
//! go with the release after.

use crate::{
    Error, Executor, Uuid,
    cart::{CartRow, LineRow, carts::put},
};
use db::{execute, fetch_all, fetch_one, fetch_optional};

/// The cart, if there is one.
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

/// Its lines in the order in which they were added.
pub(super) async fn lines(
    executor: &mut impl Executor,
    token: &str,
    now: i64,
) -> Result<Vec<LineRow>, Error> {
    Ok(fetch_all!(
        executor,
        LineRow,
        "SELECT l.variant_id, p.id AS product_id, l.quantity, l.seen_minor, l.seen_currency, v.sku,
         v.label, v.price_minor, v.currency, v.stock,
                p.slug, p.name, p.tax_class, v.weight_g, CAST(CASE WHEN p.status = 'published'
                AND p.published_at <= $2 THEN 1 ELSE 0 END AS BIGINT) AS visible
         FROM cart_lines l JOIN variants v ON v.id = l.variant_id
         JOIN products p ON p.id = v.product_id
         WHERE l.cart_token = $1 ORDER BY l.added_at, v.sku",
        token,
        now
    )?)
}

db::row! {
    /// What a cart holds.
    pub(super) struct CountRow {
        pub(super) quantity: i64,
        pub(super) lines: i64,
    }
}

/// Units and lines.
pub(super) async fn count(executor: &mut impl Executor, token: &str) -> Result<CountRow, Error> {
    Ok(fetch_one!(
        executor,
        CountRow,
        "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) AS quantity, COUNT(*) AS lines
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

/// What was entered at its checkout.
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

/// Moves the cart under its token's digest, with its lines and its checkout; gives whether there
/// was one. Where there is one under the digest already, the lines of both are in it.
pub(super) async fn adopt(
    executor: &mut impl Executor,
    token: &str,
    now: i64,
) -> Result<bool, Error> {
    // Locks the row, so that a program from before does not change it meanwhile.
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

/// Moves carts that nobody has changed since `before` under their tokens' digests, at most 100;
/// gives how many.
///
/// # Errors
/// When the database cannot.
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
        // Moving is no use: the cart stays as old as it is.
        move_under_digest(executor, row, row.updated_at).await?;
    }
    Ok(rows.len())
}
