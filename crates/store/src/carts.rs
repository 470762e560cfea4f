//! Carts: their lines, and what a shopper has told at checkout.

use crate::{Error, Link, Uuid};
use sqlx::FromRow;

/// A cart without its lines.
#[derive(Clone, Debug, FromRow)]
pub struct CartRow {
    /// Opaque id.
    pub token: String,
    /// How many orders came of it.
    pub generation: i64,
    /// JSON of the line taken out last.
    pub undo: Option<String>,
}

/// A line with what its variant is now.
#[derive(Clone, Debug, FromRow)]
pub struct LineRow {
    /// Primary key of the variant.
    pub variant_id: Uuid,
    /// Primary key of the product.
    pub product_id: Uuid,
    /// Pieces.
    pub quantity: i64,
    /// Price when the shopper last saw it.
    pub seen_minor: i64,
    /// Its currency.
    pub seen_currency: String,
    /// Stock keeping unit.
    pub sku: String,
    /// The variant's label.
    pub label: String,
    /// Price now.
    pub price_minor: i64,
    /// Its currency.
    pub currency: String,
    /// Pieces left.
    pub stock: i64,
    /// The product's page.
    pub slug: String,
    /// The product's name.
    pub name: String,
    /// `standard` or `books`.
    pub tax_class: String,
    /// The weight of one piece with its packaging, in grams; 0 when it is not known.
    pub weight_g: i64,
    /// 1 while shoppers can see the product.
    pub visible: i64,
    /// The picture that shows the variant.
    pub hash: Option<String>,
    /// Its alternative text.
    pub alt: Option<String>,
}

/// The cart, if there is one.
///
/// # Errors
/// When the database cannot.
pub async fn get(link: &mut impl Link, token: &str) -> Result<Option<CartRow>, Error> {
    Ok(maybe!(link, CartRow, "SELECT token, generation, undo FROM carts WHERE token = $1", token)?)
}

/// Makes the cart if it is not there, and notes that it is in use.
///
/// # Errors
/// When the database cannot.
pub async fn touch(link: &mut impl Link, token: &str, now: i64) -> Result<(), Error> {
    exec!(
        link,
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
pub async fn lock(link: &mut impl Link, token: &str, now: i64) -> Result<bool, Error> {
    Ok(exec!(link, "UPDATE carts SET updated_at = $2 WHERE token = $1", token, now)? > 0)
}

/// The lines in the order in which they were added.
///
/// # Errors
/// When the database cannot.
pub async fn lines(link: &mut impl Link, token: &str, now: i64) -> Result<Vec<LineRow>, Error> {
    Ok(all!(
        link,
        LineRow,
        "SELECT l.variant_id, p.id AS product_id, l.quantity, l.seen_minor, l.seen_currency, v.sku, v.label, v.price_minor, v.currency, v.stock,
                p.slug, p.name, p.tax_class, v.weight_g, CAST(CASE WHEN p.status = 'published' AND p.published_at <= $2 THEN 1 ELSE 0 END AS BIGINT) AS visible,
                i.hash, i.alt
         FROM cart_lines l JOIN variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
              LEFT JOIN pictures i ON i.product_id = p.id AND i.position = v.picture
         WHERE l.cart_token = $1 ORDER BY l.added_at, v.sku",
        token,
        now
    )?)
}

/// What adding to a cart needs of a variant.
#[derive(Clone, Debug, FromRow)]
pub struct SellableRow {
    /// Primary key.
    pub id: Uuid,
    /// The product's name.
    pub name: String,
    /// The variant's label.
    pub label: String,
    /// Price now.
    pub price_minor: i64,
    /// Its currency.
    pub currency: String,
    /// Pieces left.
    pub stock: i64,
}

/// The variant with this SKU, if shoppers can see its product.
///
/// # Errors
/// When the database cannot.
pub async fn sellable(
    link: &mut impl Link,
    sku: &str,
    now: i64,
) -> Result<Option<SellableRow>, Error> {
    Ok(maybe!(
        link,
        SellableRow,
        "SELECT v.id, p.name, v.label, v.price_minor, v.currency, v.stock
         FROM variants v JOIN products p ON p.id = v.product_id WHERE v.sku = $1 AND p.status = 'published' AND p.published_at <= $2",
        sku,
        now
    )?)
}

/// Adds pieces to a line, at most `most` in all; gives the new quantity.
///
/// # Errors
/// When the database cannot.
pub async fn add(
    link: &mut impl Link,
    token: &str,
    variant: &SellableRow,
    quantity: i64,
    most: i64,
    now: i64,
) -> Result<i64, Error> {
    let (quantity,) = one!(
        link,
        (i64,),
        "INSERT INTO cart_lines (cart_token, variant_id, quantity, seen_minor, seen_currency, added_at)
         VALUES ($1, $2, CASE WHEN CAST($3 AS BIGINT) < $6 THEN $3 ELSE $6 END, $4, $5, $7)
         ON CONFLICT (cart_token, variant_id) DO UPDATE SET
            quantity = CASE WHEN cart_lines.quantity + $3 < $6 THEN cart_lines.quantity + $3 ELSE $6 END,
            seen_minor = excluded.seen_minor, seen_currency = excluded.seen_currency
         RETURNING quantity",
        token,
        variant.id,
        quantity,
        variant.price_minor,
        variant.currency.as_str(),
        most,
        now
    )?;
    Ok(quantity)
}

/// Sets the quantity of a line that is there; gives whether it was.
///
/// # Errors
/// When the database cannot.
pub async fn set(
    link: &mut impl Link,
    token: &str,
    variant: Uuid,
    quantity: i64,
) -> Result<bool, Error> {
    let changed = exec!(
        link,
        "UPDATE cart_lines SET quantity = $3 WHERE cart_token = $1 AND variant_id = $2",
        token,
        variant,
        quantity
    )?;
    Ok(changed > 0)
}

/// Takes a line out.
///
/// # Errors
/// When the database cannot.
pub async fn remove(link: &mut impl Link, token: &str, variant: Uuid) -> Result<(), Error> {
    exec!(
        link,
        "DELETE FROM cart_lines WHERE cart_token = $1 AND variant_id = $2",
        token,
        variant
    )?;
    Ok(())
}

/// Takes all lines out.
///
/// # Errors
/// When the database cannot.
pub async fn empty(link: &mut impl Link, token: &str) -> Result<(), Error> {
    exec!(link, "DELETE FROM cart_lines WHERE cart_token = $1", token)?;
    Ok(())
}

/// Notes what can be put back.
///
/// # Errors
/// When the database cannot.
pub async fn set_undo(link: &mut impl Link, token: &str, undo: Option<&str>) -> Result<(), Error> {
    exec!(link, "UPDATE carts SET undo = $2 WHERE token = $1", token, undo)?;
    Ok(())
}

/// Notes that the shopper has seen a line's price as it was read, which may be another by now.
///
/// # Errors
/// When the database cannot.
pub async fn mark_price_seen(
    link: &mut impl Link,
    token: &str,
    line: &LineRow,
) -> Result<(), Error> {
    exec!(
        link,
        "UPDATE cart_lines SET seen_minor = $3, seen_currency = $4 WHERE cart_token = $1 AND variant_id = $2",
        token,
        line.variant_id,
        line.price_minor,
        line.currency.as_str()
    )?;
    Ok(())
}

/// Pieces and lines of a cart.
///
/// # Errors
/// When the database cannot.
pub async fn count(link: &mut impl Link, token: &str) -> Result<(i64, i64), Error> {
    Ok(one!(
        link,
        (i64, i64),
        "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT), COUNT(*) FROM cart_lines WHERE cart_token = $1",
        token
    )?)
}

/// The order's part of closing a cart: starts its next generation, empties it and gives the lines
/// that it held; none when another order was faster. The cart is locked first, so that a line that
/// is just being added is waited for and stands among them.
///
/// # Errors
/// When the database cannot.
pub async fn close(
    link: &mut impl Link,
    token: &str,
    generation: i64,
    now: i64,
) -> Result<Option<Vec<LineRow>>, Error> {
    let changed = exec!(
        link,
        "UPDATE carts SET generation = generation + 1, undo = NULL, updated_at = $3 WHERE token = $1 AND generation = $2",
        token,
        generation,
        now
    )?;
    if changed == 0 {
        return Ok(None);
    }
    let held = lines(link, token, now).await?;
    empty(link, token).await?;
    exec!(link, "DELETE FROM checkouts WHERE cart_token = $1", token)?;
    Ok(Some(held))
}

/// Deletes carts that nobody has touched since `before`, at most 500; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn delete_older_than(link: &mut impl Link, before: i64) -> Result<u64, Error> {
    Ok(exec!(
        link,
        "DELETE FROM carts WHERE token IN (SELECT token FROM carts WHERE updated_at < $1 ORDER BY updated_at LIMIT 500)",
        before
    )?)
}

/// The same of carts that hold nothing.
///
/// # Errors
/// When the database cannot.
pub async fn delete_empty_older_than(link: &mut impl Link, before: i64) -> Result<u64, Error> {
    Ok(exec!(
        link,
        "DELETE FROM carts
         WHERE token IN (SELECT c.token FROM carts c WHERE c.updated_at < $1
                         AND NOT EXISTS (SELECT 1 FROM cart_lines l WHERE l.cart_token = c.token) ORDER BY c.updated_at LIMIT 500)",
        before
    )?)
}

/// The same of carts of programs.
///
/// # Errors
/// When the database cannot.
pub async fn delete_programs_older_than(link: &mut impl Link, before: i64) -> Result<u64, Error> {
    Ok(exec!(
        link,
        "DELETE FROM carts
         WHERE token IN (SELECT token FROM carts WHERE updated_at < $1 AND token LIKE 'api:%' ORDER BY updated_at LIMIT 500)",
        before
    )?)
}

/// What a shopper has told so far: the key that makes an order happen once, and JSON.
///
/// # Errors
/// When the database cannot.
pub async fn checkout(
    link: &mut impl Link,
    token: &str,
) -> Result<Option<(String, String)>, Error> {
    Ok(maybe!(
        link,
        (String, String),
        "SELECT key, state FROM checkouts WHERE cart_token = $1",
        token
    )?)
}

/// Keeps it; the key of a checkout that is there already stays.
///
/// # Errors
/// When the database cannot.
pub async fn put_checkout(
    link: &mut impl Link,
    token: &str,
    key: &str,
    state: &str,
) -> Result<(), Error> {
    exec!(
        link,
        "INSERT INTO checkouts (cart_token, key, state) VALUES ($1, $2, $3) ON CONFLICT (cart_token) DO UPDATE SET state = excluded.state",
        token,
        key,
        state
    )?;
    Ok(())
}
