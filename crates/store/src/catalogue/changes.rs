//! The catalogue version, and changes that concern stock alone.

use crate::{Error, Executor, Uuid};
use db::{execute, fetch_all, fetch_one, here, insert};

/// The catalogue version: it increases with every change that a shopper can see.
///
/// # Errors
/// If the query fails.
pub async fn version(executor: &mut impl Executor) -> Result<i64, Error> {
    let (version,) =
        fetch_one!(executor, (i64,), "SELECT version FROM catalogue_version WHERE id = 1")?;
    Ok(version)
}

/// Increments the catalogue version, and returns it.
///
/// # Errors
/// If the query fails.
pub async fn bump(executor: &mut impl Executor) -> Result<i64, Error> {
    let (version,) = fetch_one!(
        executor,
        (i64,),
        "UPDATE catalogue_version SET version = version + 1 WHERE id = 1 RETURNING version"
    )?;
    Ok(version)
}

/// Increments the catalogue version for a change of only these products' stock, and returns it.
///
/// # Errors
/// If the query fails.
pub async fn bump_stock(executor: &mut impl Executor, products: &[Uuid]) -> Result<i64, Error> {
    let version = bump(executor).await?;
    insert!("stock_changes", products, |product| {
        version: i64 = version,
        product_id: Uuid = *product,
    })
    .after("ON CONFLICT DO NOTHING")
    .execute(executor, here!())
    .await?;
    Ok(version)
}

db::row! {
    /// A product whose stock changed.
    struct StockChangeRow {
        version: i64,
        product_id: Uuid,
    }
}

/// The products whose stock changed between two catalogue versions (excluding the first, including
/// the last), if nothing else changed.
///
/// # Errors
/// If the query fails.
pub async fn stock_changes(
    executor: &mut impl Executor,
    after: i64,
    to: i64,
) -> Result<Option<Vec<Uuid>>, Error> {
    let rows = fetch_all!(
        executor,
        StockChangeRow,
        "SELECT version, product_id FROM stock_changes WHERE version > $1 AND version <= $2
         ORDER BY version",
        after,
        to
    )?;
    let versions = rows.chunk_by(|a, b| a.version == b.version).count();
    let mut products: Vec<Uuid> = rows.into_iter().map(|row| row.product_id).collect();
    products.sort_unstable();
    products.dedup();
    Ok((i64::try_from(versions) == Ok(to - after)).then_some(products))
}

/// Deletes stock changes up to a version, and returns their number.
///
/// # Errors
/// If the query fails.
pub async fn forget_stock_changes(executor: &mut impl Executor, to: i64) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM stock_changes WHERE version <= $1", to)?)
}
