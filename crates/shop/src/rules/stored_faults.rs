//! Checks the stored tables.

use super::{
    TableFault,
    stored::{DeliveryRows, StoredTables},
};
use crate::{Context, InternalError};

/// Everything that is wrong with the stored zones, tariffs and tax rates, whether or not the files
/// of the operator apply instead.
///
/// # Errors
/// If the database fails.
pub async fn stored_faults(ctx: &Context) -> Result<Vec<TableFault>, InternalError> {
    let mut conn = ctx.db().read().await?;
    let rows = DeliveryRows::read(&mut conn).await?;
    Ok(if rows.is_empty() { Vec::new() } else { StoredTables::of(rows).faults() })
}

/// Whether zones, tariffs or tax rates are stored.
///
/// # Errors
/// If the database fails.
pub async fn are_stored(ctx: &Context) -> Result<bool, InternalError> {
    let mut conn = ctx.db().read().await?;
    Ok(!DeliveryRows::read(&mut conn).await?.is_empty())
}
