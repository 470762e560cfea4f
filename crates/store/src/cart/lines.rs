//! The lines of a cart.

use crate::{
    Error, Executor, Uuid,
    cart::{
        SellableRow, plain,
        rows::{CartSize, LineRow, select_lines},
        token::digest,
    },
    column,
};
use db::{Query, execute, fetch_all, fetch_one, here, insert};

/// The lines, in the order in which they were added.
///
/// # Errors
/// If the query fails.
pub async fn lines(
    executor: &mut impl Executor,
    token: &str,
    now: i64,
) -> Result<Vec<LineRow>, Error> {
    let rows = fetch_all!(
        executor,
        LineRow,
        select_lines!(
            "shopping_carts c JOIN shopping_cart_lines l ON l.cart_id = c.id
             JOIN variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
             WHERE c.token_hash = $1"
        ),
        digest(token),
        now
    )?;
    if rows.is_empty() { plain::lines(executor, token, now).await } else { Ok(rows) }
}

/// The lines of the cart with this primary key.
///
/// # Errors
/// If the query fails.
pub async fn lines_by_id(
    executor: &mut impl Executor,
    cart: Uuid,
    now: i64,
) -> Result<Vec<LineRow>, Error> {
    Ok(fetch_all!(
        executor,
        LineRow,
        select_lines!(
            "shopping_cart_lines l JOIN variants v ON v.id = l.variant_id
             JOIN products p ON p.id = v.product_id WHERE l.cart_id = $1"
        ),
        cart,
        now
    )?)
}

db::row! {
    /// The quantity of a line after adding.
    struct AddedRow {
        quantity: u32 = column::count,
    }
}

/// Adds units to a line, up to `max` in total, and returns the new quantity.
///
/// # Errors
/// If the query fails.
pub async fn add(
    executor: &mut impl Executor,
    token: &str,
    variant: &SellableRow,
    quantity: u32,
    max: u32,
    now: i64,
) -> Result<u32, Error> {
    let row = fetch_one!(
        executor,
        AddedRow,
        "INSERT INTO shopping_cart_lines (cart_id, variant_id, quantity, seen_minor, seen_currency,
         added_at)
         VALUES ((SELECT id FROM shopping_carts WHERE token_hash = $1), $2,
            CASE WHEN CAST($3 AS BIGINT) < $6 THEN $3 ELSE $6 END, $4, $5, $7)
         ON CONFLICT (cart_id, variant_id) DO UPDATE SET
            quantity = CASE WHEN shopping_cart_lines.quantity + $3 < $6
            THEN shopping_cart_lines.quantity + $3 ELSE $6 END,
            seen_minor = excluded.seen_minor, seen_currency = excluded.seen_currency
         RETURNING quantity",
        digest(token),
        variant.id,
        i64::from(quantity),
        variant.price_minor,
        variant.currency.code(),
        i64::from(max),
        now
    )?;
    Ok(row.quantity)
}

/// A line to store.
#[derive(Clone, Copy, Debug)]
pub struct NewLine<'a> {
    /// Its variant.
    pub variant: &'a SellableRow,
    /// Units.
    pub quantity: u32,
    /// When it was added, which is its place among the lines.
    pub added_at: i64,
}

/// Stores lines of the cart with this primary key, in one statement. Each variant may occur once.
/// An existing line keeps its place and gets the quantity and the current price. The cart must be
/// locked.
///
/// # Errors
/// If the query fails.
pub async fn put_lines(
    executor: &mut impl Executor,
    cart: Uuid,
    lines: &[NewLine<'_>],
) -> Result<(), Error> {
    insert!("shopping_cart_lines", lines, |line| {
        cart_id: Uuid = cart,
        variant_id: Uuid = line.variant.id,
        quantity: u32 = line.quantity,
        seen_minor: i64 = line.variant.price_minor,
        seen_currency: &str = line.variant.currency.code(),
        added_at: i64 = line.added_at,
    })
    .after(
        "ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = excluded.quantity,
         seen_minor = excluded.seen_minor, seen_currency = excluded.seen_currency",
    )
    .execute(executor, here!())
    .await?;
    Ok(())
}

/// Sets the quantity of an existing line. Returns whether the line exists.
///
/// # Errors
/// If the query fails.
pub async fn set(
    executor: &mut impl Executor,
    token: &str,
    variant: Uuid,
    quantity: u32,
) -> Result<bool, Error> {
    let changed = execute!(
        executor,
        "UPDATE shopping_cart_lines SET quantity = $3
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1) AND variant_id = $2",
        digest(token),
        variant,
        i64::from(quantity)
    )?;
    Ok(changed > 0)
}

/// Removes a line.
///
/// # Errors
/// If the query fails.
pub async fn remove(executor: &mut impl Executor, token: &str, variant: Uuid) -> Result<(), Error> {
    execute!(
        executor,
        "DELETE FROM shopping_cart_lines
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1) AND variant_id = $2",
        digest(token),
        variant
    )?;
    Ok(())
}

/// Removes all lines.
///
/// # Errors
/// If the query fails.
pub async fn empty(executor: &mut impl Executor, token: &str) -> Result<(), Error> {
    execute!(
        executor,
        "DELETE FROM shopping_cart_lines
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1)",
        digest(token)
    )?;
    Ok(())
}

/// Records these prices of variants, with their currencies.
fn mark_seen<'a>(token: &str, shown: impl IntoIterator<Item = (Uuid, i64, &'a str)>) -> Query {
    let rows = shown
        .into_iter()
        .map(|(variant, minor, currency)| vec![variant.into(), minor.into(), currency.into()]);
    Query::new(
        "UPDATE shopping_cart_lines SET seen_minor = shown.minor, seen_currency = shown.currency
         FROM (SELECT column1 AS variant, column2 AS minor, column3 AS currency FROM (VALUES ",
    )
    .rows(rows)
    .sql(") AS listed) AS shown WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = ")
    .bind(digest(token))
    .sql(") AND variant_id = shown.variant")
}

db::built!([Sqlite, Postgres], |_| mark_seen("token", [(Uuid::nil(), 1, "EUR"); 2]));

/// Records the prices of these lines as shown to the shopper, in one statement; the current prices
/// may differ by now.
///
/// # Errors
/// If the query fails.
pub async fn mark_prices_seen(
    executor: &mut impl Executor,
    token: &str,
    lines: &[&LineRow],
) -> Result<(), Error> {
    if lines.is_empty() {
        return Ok(());
    }
    let shown = lines.iter().map(|line| (line.variant_id, line.price_minor, line.currency.code()));
    mark_seen(token, shown).execute(executor, here!()).await?;
    Ok(())
}

/// The size of a cart; nothing for an unknown one.
///
/// # Errors
/// If the query fails.
pub async fn size(executor: &mut impl Executor, token: &str) -> Result<CartSize, Error> {
    let size = fetch_one!(
        executor,
        CartSize,
        "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) AS units, COUNT(*) AS lines
         FROM shopping_cart_lines
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1)",
        digest(token)
    )?;
    if size.lines == 0 { plain::size(executor, token).await } else { Ok(size) }
}
