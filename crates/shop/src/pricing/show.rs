//! The stored currencies and exchange rates.

use super::tables::of_tables;
use crate::{Context, InternalError};
use domain::pricing::rates::Rates;
use store::{
    Db,
    pricing::CurrencyTables,
    table_versions::{self, Tables},
};

/// Currencies and exchange rates as they are stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredRates {
    /// Counts their changes.
    pub version: i64,
    /// The tables; empty until a server has stored its own.
    pub tables: CurrencyTables,
}

/// Reads the stored currencies and exchange rates.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn stored(ctx: &Context) -> Result<StoredRates, InternalError> {
    let mut conn = ctx.db().read().await?;
    // The version first: a change that comes in between is then refused as stale, not lost.
    let version = table_versions::get(&mut conn, Tables::Currencies).await?;
    Ok(StoredRates { version, tables: store::pricing::currency_tables(&mut conn).await? })
}

/// Whether a server has stored its currencies and rates: before, nothing can change them.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn is_stored(ctx: &Context) -> Result<bool, InternalError> {
    let mut conn = ctx.db().read().await?;
    Ok(!store::pricing::currency_tables(&mut conn).await?.currencies.is_empty())
}

/// The exchange rates for a command that does not open the shop: the stored ones, or those of the
/// command if nothing is stored yet.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn in_force(db: &Db, own: Rates) -> Result<Rates, InternalError> {
    let mut conn = db.read().await?;
    let tables = store::pricing::currency_tables(&mut conn).await?;
    Ok(of_tables(&tables)?.map_or(own, |(rates, _)| rates))
}
