//! The lines of a cart.

use crate::{
    Error, Executor, Uuid,
    cart::{SellableRow, plain, token::digest},
    column,
};
use db::{execute, fetch_all, fetch_one};
use domain::{Currency, tax::TaxClass};

db::row! {
    /// A line with what its variant is now.
    #[derive(Clone, Debug)]
    pub struct LineRow {
        /// Primary key of the variant.
        pub variant_id: Uuid,
        /// Primary key of the product.
        pub product_id: Uuid,
        /// Units.
        pub quantity: u32 = column::count,
        /// Price when the shopper last saw it.
        pub seen_minor: i64,
        /// Its currency.
        pub seen_currency: Currency = column::currency,
        /// Stock keeping unit.
        pub sku: String,
        /// The variant's label.
        pub label: String,
        /// Price now.
        pub price_minor: i64,
        /// Its currency.
        pub currency: Currency = column::currency,
        /// Units left.
        pub stock: i64,
        /// The product's page.
        pub slug: String,
        /// The product's name.
        pub name: String,
        /// How it is taxed.
        pub tax_class: TaxClass = column::tax_class,
        /// The weight of one unit with its packaging, in grams; 0 when it is not known.
        pub weight_g: i64,
        /// Whether shoppers can see the product.
        pub visible: bool = column::flag,
    }
}

/// The lines in the order in which they were added.
///
/// # Errors
/// When the database cannot.
pub async fn lines(
    executor: &mut impl Executor,
    token: &str,
    now: i64,
) -> Result<Vec<LineRow>, Error> {
    let rows = fetch_all!(
        executor,
        LineRow,
        "SELECT l.variant_id, p.id AS product_id, l.quantity, l.seen_minor, l.seen_currency, v.sku,
                v.label, v.price_minor, v.currency, v.stock, p.slug, p.name, p.tax_class, v.weight_g,
                CAST(CASE WHEN p.status = 'published' AND p.published_at <= $2 THEN 1 ELSE 0 END
                     AS BIGINT) AS visible
         FROM shopping_carts c JOIN shopping_cart_lines l ON l.cart_id = c.id
              JOIN variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
         WHERE c.token_hash = $1 ORDER BY l.added_at, v.sku",
        digest(token),
        now
    )?;
    if rows.is_empty() { plain::lines(executor, token, now).await } else { Ok(rows) }
}

/// Adds units to a line, at most `max` in all; gives the new quantity.
///
/// # Errors
/// When the database cannot.
pub async fn add(
    executor: &mut impl Executor,
    token: &str,
    variant: &SellableRow,
    quantity: i64,
    max: i64,
    now: i64,
) -> Result<i64, Error> {
    let (quantity,) = fetch_one!(
        executor,
        (i64,),
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
        quantity,
        variant.price_minor,
        variant.currency.code(),
        max,
        now
    )?;
    Ok(quantity)
}

/// Sets the quantity of a line that is there; gives whether it was.
///
/// # Errors
/// When the database cannot.
pub async fn set(
    executor: &mut impl Executor,
    token: &str,
    variant: Uuid,
    quantity: i64,
) -> Result<bool, Error> {
    let changed = execute!(
        executor,
        "UPDATE shopping_cart_lines SET quantity = $3
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1) AND variant_id = $2",
        digest(token),
        variant,
        quantity
    )?;
    Ok(changed > 0)
}

/// Takes a line out.
///
/// # Errors
/// When the database cannot.
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

/// Takes all lines out.
///
/// # Errors
/// When the database cannot.
pub async fn empty(executor: &mut impl Executor, token: &str) -> Result<(), Error> {
    execute!(
        executor,
        "DELETE FROM shopping_cart_lines
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1)",
        digest(token)
    )?;
    Ok(())
}

/// Notes that the shopper has seen a line's price as it was read, which may be another by now.
///
/// # Errors
/// When the database cannot.
pub async fn mark_price_seen(
    executor: &mut impl Executor,
    token: &str,
    line: &LineRow,
) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE shopping_cart_lines SET seen_minor = $3, seen_currency = $4
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1) AND variant_id = $2",
        digest(token),
        line.variant_id,
        line.price_minor,
        line.currency.code()
    )?;
    Ok(())
}

/// Units and lines of a cart.
///
/// # Errors
/// When the database cannot.
pub async fn count(executor: &mut impl Executor, token: &str) -> Result<(i64, i64), Error> {
    let row = fetch_one!(
        executor,
        plain::CountRow,
        "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) AS quantity, COUNT(*) AS lines
         FROM shopping_cart_lines
         WHERE cart_id = (SELECT id FROM shopping_carts WHERE token_hash = $1)",
        digest(token)
    )?;
    let row = if row.lines == 0 { plain::count(executor, token).await? } else { row };
    Ok((row.quantity, row.lines))
}
