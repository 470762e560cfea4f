//! Replaces zones, tariffs and tax rates.

use super::{DeliveryRows, InvalidTables, Rules, TableFault, stored::StoredTables};
use crate::{
    Context, InternalError,
    audit::{Changed, Recorded, record},
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    audit::{Action, Entity},
    shipping::{Tariffs, Zones},
    staff::Permission,
    tax::TaxRates,
};
use std::fmt;
use store::{
    Executor, Tx, Uuid,
    catalogue::Change,
    table_versions::{self, Tables},
};

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

impl ReplaceTables {
    fn is_whole(&self) -> bool {
        self.zones.is_some() && self.tariffs.is_some() && self.tax_rates.is_some()
    }
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
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The tables do not fit together.
    #[error(transparent)]
    Misfit(#[from] MisfitTables),
    /// Some tables are not given and not stored. Those of this process may not be the servers'.
    #[error(
        "no tables are stored yet: the first ones must be zones, tariffs and tax rates together"
    )]
    Partial,
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
pub async fn replace(
    ctx: &Context,
    actor: &Actor,
    command: ReplaceTables,
) -> Result<i64, ReplaceError> {
    actor.require(Permission::SettingsWrite)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let (version, changes) = put(ctx, &mut tx, Some(command.version), command).await?;
    if !changes.is_empty() {
        record(&mut tx, actor, now, Recorded::new(Action::Change, changes)).await?;
    }
    store::catalogue::bump_for(&mut tx, &[Change::Table]).await?;
    tx.commit().await?;
    tracing::info!(version, "zones, tariffs and tax rates replaced");
    if let Err(error) = crate::catalogue::refresh_soon(ctx).await {
        tracing::warn!(%error, "the replaced tables cannot be loaded yet; retrying");
    }
    Ok(version)
}

/// Writes tables that fit together. `read` is the version that was read; undo has read none.
/// Returns the version of the tables, and what has changed.
pub(super) async fn put(
    ctx: &Context,
    tx: &mut Tx,
    read: Option<i64>,
    command: ReplaceTables,
) -> Result<(i64, Vec<Changed>), ReplaceError> {
    let version = table_versions::bump(tx, Tables::Delivery).await?;
    if read.is_some_and(|read| read != version - 1) {
        return Err(ReplaceError::Stale);
    }
    let before = Texts::stored(tx).await?;
    let rules = fitting(ctx, tx, command).await?;
    let changes = before.changes(Texts::of(&rules));
    rules.store(tx).await?;
    Ok((version, changes))
}

/// The tables as texts, in the form in which they are imported. A table that is not stored or
/// cannot be used has none.
#[derive(Default)]
pub(super) struct Texts {
    zones: Option<String>,
    tariffs: Option<String>,
    tax_rates: Option<String>,
}

/// The fields of the tables in the audit log.
pub(super) const ZONES: &str = "zones";
pub(super) const TARIFFS: &str = "tariffs";
pub(super) const TAX_RATES: &str = "tax-rates";

impl Texts {
    pub async fn stored(executor: &mut impl Executor) -> Result<Self, InternalError> {
        let rows = DeliveryRows::read(executor).await?;
        if rows.is_empty() {
            return Ok(Self::default());
        }
        let stored = StoredTables::of(rows);
        Ok(Self {
            zones: stored.zones.ok().map(|zones| zones.to_string()),
            tariffs: stored.tariffs.ok().map(|tariffs| tariffs.to_string()),
            tax_rates: stored.tax_rates.ok().map(|rates| rates.to_string()),
        })
    }

    fn of(rules: &Rules) -> Self {
        Self {
            zones: Some(rules.zones.to_string()),
            tariffs: Some(rules.tariffs.to_string()),
            tax_rates: Some(rules.tax_rates.to_string()),
        }
    }

    /// Each table by the kind of thing that it is in the audit log, and its field.
    pub fn by_field(self) -> [(Entity, &'static str, Option<String>); 3] {
        [
            (Entity::Shipping, ZONES, self.zones),
            (Entity::Shipping, TARIFFS, self.tariffs),
            (Entity::Tax, TAX_RATES, self.tax_rates),
        ]
    }

    fn changes(self, after: Self) -> Vec<Changed> {
        let both = self.by_field().into_iter().zip(after.by_field());
        both.filter(|(before, after)| before.2 != after.2)
            .map(|((entity, field, before), (_, _, after))| Changed {
                entity,
                id: Uuid::nil(),
                label: field.to_owned(),
                field: field.to_owned(),
                before,
                after,
            })
            .collect()
    }
}

/// Checks whether tables could be replaced, without changing anything.
///
/// # Errors
/// Those of [`replace`], except that tables which were changed meanwhile are not noticed.
pub async fn check_tables(ctx: &Context, command: ReplaceTables) -> Result<(), ReplaceError> {
    let mut conn = ctx.db().read().await?;
    fitting(ctx, &mut conn, command).await.map(drop)
}

/// The stored rules with the tables of the command, if they fit together.
async fn fitting(
    ctx: &Context,
    executor: &mut impl Executor,
    command: ReplaceTables,
) -> Result<Rules, ReplaceError> {
    let stored = DeliveryRows::read(executor).await?;
    if stored.is_empty() && !command.is_whole() {
        return Err(ReplaceError::Partial);
    }
    let settings = store::shop_settings::get(executor).await?;
    let country = settings.map_or_else(|| ctx.configured().country.clone(), |row| row.country);
    let rules = replaced(&ctx.configured().rules, stored, command)?;
    let problems = problems(&rules, &country);
    if problems.is_empty() { Ok(rules) } else { Err(MisfitTables(problems).into()) }
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

/// The stored rules with the tables of the command. Only those that stay must be sound.
fn replaced(
    configured: &Rules,
    stored: DeliveryRows,
    command: ReplaceTables,
) -> Result<Rules, MisfitTables> {
    let stored = StoredTables::of(stored);
    let mut faults = Vec::new();
    let zones = given_or(command.zones, stored.zones, &mut faults);
    let tariffs = given_or(command.tariffs, stored.tariffs, &mut faults);
    let tax_rates = given_or(command.tax_rates, stored.tax_rates, &mut faults);
    match (zones, tariffs, tax_rates) {
        (Some(zones), Some(tariffs), Some(tax_rates)) => {
            Ok(Rules { zones, tariffs, tax_rates, ..configured.clone() })
        }
        _ => Err(MisfitTables(faults)),
    }
}

/// The table of the command, or the stored one. What is wrong with the latter is added to the
/// faults.
fn given_or<T>(
    given: Option<T>,
    stored: Result<T, Vec<TableFault>>,
    faults: &mut Vec<InvalidTables>,
) -> Option<T> {
    match given.map_or(stored, Ok) {
        Ok(table) => Some(table),
        Err(found) => {
            faults.extend(found.into_iter().map(InvalidTables::Stored));
            None
        }
    }
}
