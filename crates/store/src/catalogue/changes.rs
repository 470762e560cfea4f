//! Which change of the catalogue shoppers can see, and which concerns stock alone.

use crate::{Error, Executor, Uuid};
use db::{Insert, execute, fetch_all, fetch_one, here};

/// The number that grows with every change that a shopper can see.
///
/// # Errors
/// When the database cannot.
pub async fn version(executor: &mut impl Executor) -> Result<i64, Error> {
    let (version,) =
        fetch_one!(executor, (i64,), "SELECT version FROM catalogue_version WHERE id = 1")?;
    Ok(version)
}

/// Counts one change, and gives the new number.
///
/// # Errors
/// When the database cannot.
pub async fn bump(executor: &mut impl Executor) -> Result<i64, Error> {
    let (version,) = fetch_one!(
        executor,
        (i64,),
        "UPDATE catalogue_version SET version = version + 1 WHERE id = 1 RETURNING version"
    )?;
    Ok(version)
}

/// Counts one change of nothing but what is left of these products, and gives the new number.
///
/// # Errors
/// When the database cannot.
pub async fn bump_stock(executor: &mut impl Executor, products: &[Uuid]) -> Result<i64, Error> {
    let version = bump(executor).await?;
    Insert::into("stock_changes")
        .rows(products, |product| [("version", version.into()), ("product_id", (*product).into())])
        .after("ON CONFLICT DO NOTHING")
        .execute(executor, here!())
        .await?;
    Ok(version)
}

db::row! {
    /// A product whose stock a change of the catalogue was about.
    struct StockChangeRow {
        version: i64,
        product_id: Uuid,
    }
}

/// The products whose stock changed between two numbers of the catalogue (without the first, with
/// the last), if that is all that changed.
///
/// # Errors
/// When the database cannot.
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

/// Forgets changes of stock up to a number; gives how many.
///
/// # Errors
/// When the database cannot.
pub async fn forget_stock_changes(executor: &mut impl Executor, to: i64) -> Result<u64, Error> {
    Ok(execute!(executor, "DELETE FROM stock_changes WHERE version <= $1", to)?)
}
