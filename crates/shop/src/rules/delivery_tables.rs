//! The tables of shipping and tax for `perigee tables`.

use super::{DeliveryRows, TableFault, stored::StoredTables};
use crate::{Context, InternalError};
use domain::{
    shipping::{Tariffs, Zones},
    tax::TaxRates,
};
use store::table_versions::{self, Tables};

/// Zones, tariffs and tax rates: those of the operator's files, the stored ones, or the built-in
/// ones. Those of the stored ones that cannot be used are none.
#[derive(Clone, Debug)]
pub struct DeliveryTables {
    /// The version of the stored tables; see
    /// [`TableVersions`](crate::settings::TableVersions).
    pub version: i64,
    /// Shipping zones.
    pub zones: Option<Zones>,
    /// Tariffs.
    pub tariffs: Option<Tariffs>,
    /// Tax rates.
    pub tax_rates: Option<TaxRates>,
    /// Everything that is wrong with the stored tables, unless files apply instead.
    pub faults: Vec<TableFault>,
}

/// The tables as they are in force, as far as they can be used.
///
/// # Errors
/// If the database fails.
pub async fn delivery_tables(ctx: &Context) -> Result<DeliveryTables, InternalError> {
    let mut conn = ctx.db().read().await?;
    // The version first: a change that comes in between is then refused as stale, not lost.
    let version = table_versions::get(&mut conn, Tables::Delivery).await?;
    let rows = DeliveryRows::read(&mut conn).await?;
    let own = &ctx.configured().rules;
    if own.from_files || rows.is_empty() {
        return Ok(DeliveryTables {
            version,
            zones: Some(own.zones.clone()),
            tariffs: Some(own.tariffs.clone()),
            tax_rates: Some(own.tax_rates.clone()),
            faults: Vec::new(),
        });
    }
    let stored = StoredTables::of(rows);
    let faults = stored.faults();
    Ok(DeliveryTables {
        version,
        zones: stored.zones.ok(),
        tariffs: stored.tariffs.ok(),
        tax_rates: stored.tax_rates.ok(),
        faults,
    })
}
