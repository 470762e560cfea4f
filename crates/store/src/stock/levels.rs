//! What is in stock.

use crate::{Error, Executor, Uuid};
use db::{execute, fetch_all, fetch_optional};

/// Takes pieces of a variant if that many are left; gives what is left then, or none when it was
/// too few.
///
/// # Errors
/// When the database cannot.
pub async fn take(
    executor: &mut impl Executor,
    variant: Uuid,
    quantity: i64,
) -> Result<Option<i64>, Error> {
    let row = fetch_optional!(
        executor,
        (i64,),
        "UPDATE variants SET stock = stock - $2 WHERE id = $1 AND stock >= $2 RETURNING stock",
        variant,
        quantity
    )?;
    Ok(row.map(|row| row.0))
}

/// Puts pieces back.
///
/// # Errors
/// When the database cannot.
pub async fn put_back(
    executor: &mut impl Executor,
    variant: Uuid,
    quantity: i64,
) -> Result<(), Error> {
    execute!(executor, "UPDATE variants SET stock = stock + $2 WHERE id = $1", variant, quantity)?;
    Ok(())
}

/// Pieces left of a variant.
///
/// # Errors
/// When the database cannot.
pub async fn of_sku(executor: &mut impl Executor, sku: &str) -> Result<Option<i64>, Error> {
    let row = fetch_optional!(executor, (i64,), "SELECT stock FROM variants WHERE sku = $1", sku)?;
    Ok(row.map(|row| row.0))
}

/// SKUs and pieces left of one product's variants.
///
/// # Errors
/// When the database cannot.
pub async fn of_product(
    executor: &mut impl Executor,
    product: Uuid,
) -> Result<Vec<(String, i64)>, Error> {
    Ok(fetch_all!(
        executor,
        (String, i64),
        "SELECT sku, stock FROM variants WHERE product_id = $1",
        product
    )?)
}
