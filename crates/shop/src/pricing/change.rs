//! What all changes of currencies and exchange rates share.

use super::{
    document::{DatedRates, DocumentError},
    tables::{add_currency, without_rate},
};
use crate::{
    Context, InternalError,
    audit::{Changed, Recorded, record},
    error::internal,
    staff::{Actor, Forbidden},
};
use domain::{
    Currency,
    audit::{Action, Entity},
    pricing::rates::{RateSource, decimal},
    staff::Permission,
};
use std::{collections::BTreeMap, fmt};
use store::{
    Uuid,
    catalogue::Change,
    pricing::{CurrencyRow, CurrencyTables, ExchangeRateRow},
    table_versions::{self, Tables},
};
use time::Date;

/// Why rates or currencies are refused.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RateError {
    /// A rate for the euro.
    #[error("rates are per euro, so the euro itself has none")]
    Euro,
    /// A rate that is not above zero.
    #[error("the rate of {0} is not above zero")]
    NotAboveZero(Currency),
    /// A currency that shoppers can choose has no rate.
    #[error(
        "no rate for {0}, which the shop offers: type it with `perigee rates set {0}=…`, or leave \
         it out of `perigee rates offer`"
    )]
    Missing(Currency),
    /// A currency without a stored rate.
    #[error("{0} has no exchange rate: set it first with `perigee rates set {0}=…`")]
    Unknown(Currency),
    /// The shop's currency must be one of those to choose from.
    #[error(
        "{0} is the currency of shoppers who have not chosen one: offer it too, or change that \
         first with `perigee settings set currency=…`"
    )]
    ShopCurrency(Currency),
    /// The day is after today.
    #[error("the rates are of {0}, which is in the future")]
    Future(Date),
    /// The rates are older than those that are stored.
    #[error("the rates are of {0}, and those of {1} are stored")]
    Older(Date, Date),
    /// A rate differs too much from the stored one: before and after.
    #[error(
        "the rate of {0} moved by more than half, from {before} to {after}: if it is right, set it \
         with `perigee rates set {0}={after}` and then leave it to the feed again with `perigee \
         rates set {0}=`",
        before = shown(.1),
        after = shown(.2)
    )]
    Moved(Currency, i64, i64),
}

/// A rate as it is typed.
fn shown(rate: &i64) -> String {
    decimal(*rate)
}

/// Everything that is wrong with rates or currencies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvalidRates(pub Vec<RateError>);

impl fmt::Display for InvalidRates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reasons: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&reasons.join("; "))
    }
}

impl std::error::Error for InvalidRates {}

impl InvalidRates {
    /// `Ok` if there are no errors; otherwise all of them.
    pub(super) fn unless_empty(errors: Vec<RateError>) -> Result<(), Self> {
        if errors.is_empty() { Ok(()) } else { Err(Self(errors)) }
    }
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeRatesError {
    /// The actor may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The file or the feed cannot be read.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// Rates or currencies are refused; it names all of them.
    #[error(transparent)]
    Invalid(#[from] InvalidRates),
    /// Somebody else has changed them since they were read.
    #[error("the exchange rates have been changed since they were read")]
    Stale,
    /// No server has stored its currencies and rates yet.
    #[error("the exchange rates are not stored yet")]
    NotStored,
    /// See [`InternalError`].
    #[error(transparent)]
    Internal(InternalError),
}
internal!(ChangeRatesError);

/// Changes the tables for all processes: each loads them when it next reads the catalogue's
/// version. Returns their version, or nothing if the edit changes nothing. `version` is the one
/// that was read; a feed has read none. The edit gets the shop's currency too, which nobody changes
/// meanwhile.
pub(super) async fn change(
    ctx: &Context,
    actor: &Actor,
    version: Option<i64>,
    edit: impl FnOnce(&mut CurrencyTables, Currency) -> Result<(), InvalidRates> + Send,
) -> Result<Option<i64>, ChangeRatesError> {
    actor.require(Permission::SettingsWrite)?;
    let now = ctx.clock().now();
    let mut tx = ctx.db().begin().await?;
    let next = table_versions::bump(&mut tx, Tables::Currencies).await?;
    let before = store::pricing::currency_tables(&mut tx).await?;
    if before.currencies.is_empty() {
        return Err(ChangeRatesError::NotStored);
    }
    if version.is_some_and(|read| read != next - 1) {
        return Err(ChangeRatesError::Stale);
    }
    let settings = store::shop_settings::get(&mut tx).await?;
    let own = settings.map_or(ctx.configured().currency, |row| row.currency);
    let mut after = before.clone();
    edit(&mut after, own)?;
    if is_same(&before, &after) {
        return Ok(None);
    }
    let missing = without_rate(&after).into_iter().map(RateError::Missing).collect();
    InvalidRates::unless_empty(missing)?;
    store::pricing::put_currency_tables(&mut tx, &after).await?;
    let recorded = Recorded::new(Action::Change, changes(&before, &after));
    record(&mut tx, actor, now, recorded).await?;
    store::catalogue::bump_for(&mut tx, &[Change::Rates]).await?;
    tx.commit().await?;
    tracing::info!(version = next, "currencies and exchange rates changed");
    if let Err(error) = crate::catalogue::refresh_soon(ctx).await {
        tracing::warn!(%error, "the changed exchange rates cannot be loaded yet; retrying");
    }
    Ok(Some(next))
}

/// Whether two tables differ at most in when rates were stored.
fn is_same(before: &CurrencyTables, after: &CurrencyTables) -> bool {
    let timeless = |tables: &CurrencyTables| {
        let mut tables = tables.clone();
        tables.rates.iter_mut().for_each(|row| row.fetched_at = 0);
        tables.rates.sort_by_key(|row| row.code);
        tables.roundings.sort_by_key(|row| row.code);
        tables
    };
    timeless(before) == timeless(after)
}

/// The fields of the tables in the audit log: which currencies are offered and discontinued, a rate
/// and a rounding for each currency.
pub(super) fn fields(tables: &CurrencyTables) -> BTreeMap<String, String> {
    let listed = |wanted: fn(&CurrencyRow) -> bool| {
        let rows = tables.currencies.iter().filter(|row| wanted(row));
        rows.map(|row| row.code.code()).collect::<Vec<_>>().join(",")
    };
    let mut fields = BTreeMap::from([
        ("offered".to_owned(), listed(|row| row.enabled && !row.ended)),
        ("discontinued".to_owned(), listed(|row| row.ended)),
    ]);
    for row in &tables.rates {
        let day = row.as_of.map(|day| format!(" {day}")).unwrap_or_default(); // The program's.
        let text = format!("{} {}{day}", decimal(row.rate), row.source.key());
        fields.insert(format!("rate.{}", row.code), text);
    }
    for row in &tables.roundings {
        let below = row.below_minor.map(|below| format!("{below}: ")).unwrap_or_default(); // All.
        let text = format!("{below}{} - {}", row.step_minor, row.less_minor);
        let rules = fields.entry(format!("rounding.{}", row.code)).or_default();
        if !rules.is_empty() {
            rules.push_str("; ");
        }
        rules.push_str(&text);
    }
    fields
}

/// What differs between two tables, for the audit log.
pub(super) fn changes(before: &CurrencyTables, after: &CurrencyTables) -> Vec<Changed> {
    let (before, mut after) = (fields(before), fields(after));
    let changed = |field: String, before: Option<String>, after: Option<String>| Changed {
        entity: Entity::Rates,
        id: Uuid::nil(),
        label: field.clone(),
        field,
        before,
        after,
    };
    let mut changes = Vec::new();
    for (field, old) in before {
        let new = after.remove(&field);
        if new.as_ref() != Some(&old) {
            changes.push(changed(field, Some(old), new));
        }
    }
    changes.extend(after.into_iter().map(|(field, new)| changed(field, None, Some(new))));
    changes
}

/// Sets the rate of a currency, which is added if the tables lack it.
pub(super) fn put_rate(tables: &mut CurrencyTables, new: ExchangeRateRow) {
    add_currency(&mut tables.currencies, new.code);
    match tables.rates.iter_mut().find(|row| row.code == new.code) {
        Some(row) => *row = new,
        None => tables.rates.push(new),
    }
}

/// Sets the rates of a file or a feed.
pub(super) fn put_rates(
    tables: &mut CurrencyTables,
    document: &DatedRates,
    source: RateSource,
    now: i64,
) {
    for &(code, rate) in &document.rates {
        let as_of = Some(document.as_of);
        put_rate(tables, ExchangeRateRow { code, rate, as_of, source, fetched_at: now });
    }
}
