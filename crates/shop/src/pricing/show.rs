//! The stored currencies and exchange rates.

use super::tables::{of_tables, without_rate};
use crate::{Context, InternalError, rules::TableFault};
use domain::{Currency, pricing::rates::Rates};
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

/// Everything that is wrong with the stored currencies and exchange rates: currencies that shoppers
/// can choose and that have no rate, which are not offered meanwhile.
///
/// # Errors
/// If the database fails or holds unreadable data.
pub async fn stored_faults(ctx: &Context) -> Result<Vec<TableFault>, InternalError> {
    let mut conn = ctx.db().read().await?;
    let tables = store::pricing::currency_tables(&mut conn).await?;
    let fault = |code: Currency| TableFault {
        table: "currencies",
        row: Some(code.code().to_owned()),
        reason: format!(
            "it has no exchange rate, and shoppers cannot choose it: set it with `perigee rates \
             set {code}=…`, or leave it out of `perigee rates offer`"
        ),
    };
    Ok(without_rate(&tables).into_iter().map(fault).collect())
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
pub async fn rates_in_force(db: &Db, own: Rates) -> Result<Rates, InternalError> {
    let mut conn = db.read().await?;
    let tables = store::pricing::currency_tables(&mut conn).await?;
    Ok(of_tables(&tables)?.map_or(own, |(rates, _)| rates))
}
