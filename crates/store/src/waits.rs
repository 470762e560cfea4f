//! Who waits for a variant that is sold out.

use crate::{Error, Link, Uuid};
use sqlx::FromRow;

/// A wait, with what its letter tells.
#[derive(Clone, Debug, FromRow)]
pub struct WaitRow {
    /// Where the letter goes.
    pub email: String,
    /// The variant.
    pub sku: String,
    /// The product's page.
    pub slug: String,
    /// The product's name.
    pub name: String,
    /// The variant's label.
    pub label: String,
    /// Pieces there are now.
    pub stock: i64,
    /// 1 when the product can be bought.
    pub visible: i64,
}

/// Id, stock and label of a variant.
///
/// # Errors
/// When the database cannot.
pub async fn variant(link: &mut impl Link, sku: &str) -> Result<Option<(Uuid, i64, String)>, Error> {
    Ok(maybe!(link, (Uuid, i64, String), "SELECT id, stock, label FROM variants WHERE sku = $1", sku)?)
}

/// Notes a wait; one that is there already stays as it is.
///
/// # Errors
/// When the database cannot.
pub async fn ask(link: &mut impl Link, variant: Uuid, email: &str, now: i64) -> Result<(), Error> {
    let key = email.to_lowercase();
    exec!(
        link,
        "INSERT INTO stock_waits (id, variant_id, email, email_key, asked_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (variant_id, email_key) DO NOTHING",
        crate::new_id(now),
        variant,
        email,
        key.as_str(),
        now
    )?;
    Ok(())
}

/// How many variants an address waits for.
///
/// # Errors
/// When the database cannot.
pub async fn of_address(link: &mut impl Link, email: &str) -> Result<i64, Error> {
    let key = email.to_lowercase();
    Ok(one!(link, (i64,), "SELECT COUNT(*) FROM stock_waits WHERE email_key = $1", key.as_str())?.0)
}

/// Waits that are over and have no letter in the outbox yet, the longest first, at most `limit`.
///
/// # Errors
/// When the database cannot.
pub async fn over(link: &mut impl Link, now: i64, limit: i64) -> Result<Vec<Uuid>, Error> {
    let rows = all!(
        link,
        (Uuid,),
        "SELECT w.id FROM stock_waits w JOIN variants v ON v.id = w.variant_id JOIN products p ON p.id = v.product_id
         WHERE w.queued_at IS NULL AND v.stock > 0 AND p.status = 'published' AND p.published_at <= $1
         ORDER BY w.asked_at LIMIT $2",
        now,
        limit
    )?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// The wait's letter goes into the outbox; false when another worker was faster.
///
/// # Errors
/// When the database cannot.
pub async fn queue(link: &mut impl Link, id: Uuid, now: i64) -> Result<bool, Error> {
    Ok(exec!(link, "UPDATE stock_waits SET queued_at = $2 WHERE id = $1 AND queued_at IS NULL", id, now)? > 0)
}

/// The variant went again before the letter was out: the wait goes on.
///
/// # Errors
/// When the database cannot.
pub async fn wait_on(link: &mut impl Link, id: Uuid) -> Result<(), Error> {
    exec!(link, "UPDATE stock_waits SET queued_at = NULL WHERE id = $1", id)?;
    Ok(())
}

/// The wait with this primary key.
///
/// # Errors
/// When the database cannot.
pub async fn by_id(link: &mut impl Link, id: Uuid, now: i64) -> Result<Option<WaitRow>, Error> {
    Ok(maybe!(
        link,
        WaitRow,
        "SELECT w.email, v.sku, p.slug, p.name, v.label, v.stock,
                CAST(CASE WHEN p.status = 'published' AND p.published_at <= $2 THEN 1 ELSE 0 END AS BIGINT) AS visible
         FROM stock_waits w JOIN variants v ON v.id = w.variant_id JOIN products p ON p.id = v.product_id WHERE w.id = $1",
        id,
        now
    )?)
}

/// Forgets a wait: its letter is out.
///
/// # Errors
/// When the database cannot.
pub async fn forget(link: &mut impl Link, id: Uuid) -> Result<(), Error> {
    exec!(link, "DELETE FROM stock_waits WHERE id = $1", id)?;
    Ok(())
}

/// Forgets waits from before `before`; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn forget_older_than(link: &mut impl Link, before: i64) -> Result<u64, Error> {
    Ok(exec!(link, "DELETE FROM stock_waits WHERE asked_at < $1", before)?)
}
