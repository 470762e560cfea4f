//! Replaces zones, tariffs and tax rates.

use super::{DeliveryRows, InvalidTables, Rules};
use crate::{Context, InternalError, Settings, error::internal};
use domain::{
    shipping::{Tariffs, Zones},
    tax::TaxRates,
};
use std::fmt;
use store::table_versions::{self, Tables};

/// Replaces the merchant's zones, tariffs and tax rates, each as a whole. Those that are not given
/// stay as they are.
#[derive(Clone, Debug, Default)]
pub struct ReplaceTables {
    /// The version that was read; see [`TableVersions`](crate::settings::TableVersions).
    pub version: i64,
    /// Shipping zones.
    pub zones: Option<Zones>,
    /// Tariffs.
    pub tariffs: Option<Tariffs>,
    /// Tax rates.
    pub tax_rates: Option<TaxRates>,
}

/// Why tables do not fit together: everything that is wrong.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MisfitTables(pub Vec<InvalidTables>);

impl fmt::Display for MisfitTables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&reasons.join("; "))
    }
}

impl std::error::Error for MisfitTables {}

/// Why nothing was replaced.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceError {
    /// The tables do not fit together.
    #[error(transparent)]
    Misfit(#[from] MisfitTables),
    /// Somebody else has changed the tables since they were read.
    #[error("the tables have been changed since they were read")]
    Stale,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ReplaceError);

/// Replaces tables for all processes, and returns their version: each process loads them when it
/// next reads the catalogue's version. They are checked together, with those that stay.
///
/// # Errors
/// See [`ReplaceError`].
#[tracing::instrument(name = "replace_tables", skip_all)]
pub async fn replace(ctx: &Context, command: ReplaceTables) -> Result<i64, ReplaceError> {
    let mut tx = ctx.db().begin().await?;
    let version = table_versions::bump(&mut tx, Tables::Delivery).await?;
    if command.version != version - 1 {
        return Err(ReplaceError::Stale);
    }
    let stored = DeliveryRows::read(&mut tx).await?;
    let settings = store::shop_settings::get(&mut tx).await?;
    let country = settings.map_or_else(|| ctx.configured().country.clone(), |row| row.country);
    let rules = replaced(&ctx.configured().rules, stored, command)?;
    let problems = problems(&rules, &country);
    if !problems.is_empty() {
        return Err(MisfitTables(problems).into());
    }
    rules.store(&mut tx).await?;
    store::catalogue::bump(&mut tx).await?;
    tx.commit().await?;
    tracing::info!(version, "zones, tariffs and tax rates replaced");
    if let Err(error) = crate::catalogue::refresh_soon(ctx).await {
        tracing::warn!(%error, "the replaced tables cannot be loaded yet; retrying");
    }
    Ok(version)
}

/// Everything that would be wrong if these tables were replaced in the settings.
#[must_use]
pub fn check_tables(settings: &Settings, command: ReplaceTables) -> Vec<InvalidTables> {
    let rules = &settings.rules;
    let rules = Rules {
        zones: command.zones.unwrap_or_else(|| rules.zones.clone()),
        tariffs: command.tariffs.unwrap_or_else(|| rules.tariffs.clone()),
        tax_rates: command.tax_rates.unwrap_or_else(|| rules.tax_rates.clone()),
        ..rules.clone()
    };
    problems(&rules, &settings.country)
}

/// Everything that is wrong with rules for a shop whose shoppers are in this country unless they
/// choose another one.
fn problems(rules: &Rules, country: &str) -> Vec<InvalidTables> {
    let mut problems = rules.problems();
    if rules.zones.country(country).is_none() {
        problems.push(InvalidTables::HomeCountry(country.to_owned()));
    }
    problems
}

/// The stored rules with the tables of the command.
fn replaced(
    configured: &Rules,
    stored: DeliveryRows,
    command: ReplaceTables,
) -> Result<Rules, MisfitTables> {
    let ReplaceTables { zones, tariffs, tax_rates, .. } = command;
    let all = zones.is_some() && tariffs.is_some() && tax_rates.is_some();
    let before = match configured.with(stored) {
        Ok(rules) => rules,
        // What cannot be read is replaced anyway.
        Err(_) if all => configured.clone(),
        Err(error) => return Err(MisfitTables(vec![error])),
    };
    Ok(Rules {
        zones: zones.unwrap_or(before.zones),
        tariffs: tariffs.unwrap_or(before.tariffs),
        tax_rates: tax_rates.unwrap_or(before.tax_rates),
        ..before
    })
}
