//! Half-life and totals.

use crate::{Error, Executor, Uuid, column};
use db::{execute, fetch_one, fetch_optional};
use domain::recommendations::Count;

db::row! {
    /// What all weights depend on, and the totals.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct ModelRow {
        /// Always 1.
        pub id: i64,
        /// Half-life in days.
        pub half_life_days: u32 = column::count,
        /// When an order weighs one unit, in Unix milliseconds.
        pub landmark: i64,
        /// Orders that are counted.
        pub orders: i64,
        /// The sum of their weights.
        pub weight: i64,
        /// The run that is learning all orders again, if any.
        pub rebuild: Option<Uuid>,
    }
}

/// Reads the model and locks it until the end of the transaction, so that one transaction at a time
/// changes the counts.
///
/// # Errors
/// If the query fails.
pub async fn lock(executor: &mut impl Executor) -> Result<ModelRow, Error> {
    Ok(fetch_one!(
        executor,
        ModelRow,
        "UPDATE recommendation_model SET orders = orders WHERE id = 1
         RETURNING id, half_life_days, landmark, orders, weight, rebuild"
    )?)
}

/// The run that is learning all orders again, if any; or one that ended early, since nothing tells
/// them apart. Does not wait for the lock.
///
/// # Errors
/// If the query fails.
pub async fn unfinished_rebuild(executor: &mut impl Executor) -> Result<Option<Uuid>, Error> {
    let row = fetch_optional!(
        executor,
        (Option<Uuid>,),
        "SELECT rebuild FROM recommendation_model WHERE id = 1"
    )?;
    Ok(row.and_then(|(run,)| run))
}

/// Adds to the totals.
///
/// # Errors
/// If the query fails.
pub async fn change_totals(executor: &mut impl Executor, by: Count) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE recommendation_model SET orders = orders + $1, weight = weight + $2 WHERE id = 1",
        by.orders,
        by.weight
    )?;
    Ok(())
}

/// Deletes all counts and starts with another half-life and landmark. Keeps which orders must not
/// be learned, the merchant's choices, and the neighbours, which pages go on showing.
///
/// # Errors
/// If the query fails, or the half-life is out of range.
pub async fn begin_rebuild(
    executor: &mut impl Executor,
    rebuild: Uuid,
    half_life_days: u32,
    landmark: i64,
) -> Result<(), Error> {
    execute!(
        executor,
        "UPDATE recommendation_model SET half_life_days = $1, landmark = $2, orders = 0,
         weight = 0, rebuild = $3 WHERE id = 1",
        i64::from(half_life_days),
        landmark,
        rebuild
    )?;
    execute!(executor, "DELETE FROM recommendation_buyers")?;
    execute!(executor, "DELETE FROM recommendation_pairs")?;
    execute!(executor, "DELETE FROM recommendation_items")?;
    execute!(executor, "DELETE FROM recommendation_orders WHERE learned = 1")?;
    Ok(())
}

/// Marks the rebuild as complete. Returns false if another one has started since.
///
/// # Errors
/// If the query fails.
pub async fn finish_rebuild(executor: &mut impl Executor, rebuild: Uuid) -> Result<bool, Error> {
    let changed = execute!(
        executor,
        "UPDATE recommendation_model SET rebuild = NULL WHERE id = 1 AND rebuild = $1",
        rebuild
    )?;
    Ok(changed == 1)
}
